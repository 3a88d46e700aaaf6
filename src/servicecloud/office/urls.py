"""Addresses of the back office; each domain has its own folder."""

from django.urls import include, path

from servicecloud.office import inbox
from servicecloud.office.styleguide import views as styleguide

app_name = "office"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("", include("servicecloud.office.directory.urls")),
    path("", include("servicecloud.office.identity.urls")),
    path("", include("servicecloud.office.workcalendar.urls")),
    path("", include("servicecloud.office.files.urls")),
    path("", include("servicecloud.office.search.urls")),
    path("", include("servicecloud.office.activity.urls")),
    path("", include("servicecloud.office.notifications.urls")),
    path("", include("servicecloud.office.tasks.urls")),
    path("ledger/", include("servicecloud.office.ledger.urls")),
    path("", include("servicecloud.office.collection.urls")),
    path("indicators/", include("servicecloud.office.indicators.urls")),
    path("projects/", include("servicecloud.office.performance.urls")),
    path("oversight/", include("servicecloud.office.oversight.urls")),
    path("boards/", include("servicecloud.office.boards.urls")),
]
