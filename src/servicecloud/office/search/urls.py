"""Addresses of the search in the office."""

from django.urls import path

from servicecloud.office.search import views

urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
]
