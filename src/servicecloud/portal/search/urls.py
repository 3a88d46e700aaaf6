"""Addresses of the search in the portal."""

from django.urls import path

from servicecloud.portal.search import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
]
