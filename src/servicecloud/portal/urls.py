"""Addresses of the portal; each domain has its own folder."""

from django.urls import include, path

from servicecloud.portal import home

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("welcome/", home.after_sign_in, name="after_sign_in"),
    path("appearance/", home.theme, name="theme"),
    path("", include("servicecloud.portal.directory.urls")),
    path("", include("servicecloud.portal.identity.urls")),
    path("", include("servicecloud.portal.files.urls")),
    path("", include("servicecloud.portal.search.urls")),
    path("", include("servicecloud.portal.inspection.urls")),
    path("", include("servicecloud.portal.collection.urls")),
    path("", include("servicecloud.portal.integrations.urls")),
    path("", include("servicecloud.portal.notifications.urls")),
    path("", include("servicecloud.portal.ledger.urls")),
    path("", include("servicecloud.portal.performance.urls")),
    path("", include("servicecloud.portal.oversight.urls")),
]
