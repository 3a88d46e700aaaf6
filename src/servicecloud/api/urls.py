"""Addresses of the interface; each domain has its own folder."""

from django.urls import include, path

from servicecloud.api import schema

app_name = "api"
urlpatterns = [
    path("openapi.json", schema.openapi, name="openapi"),
    path("", include("servicecloud.api.identity.urls")),
    path("", include("servicecloud.api.directory.urls")),
    path("", include("servicecloud.api.ledger.urls")),
]
