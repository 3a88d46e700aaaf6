"""Addresses of organisations and security in the office."""

from django.urls import path

from servicecloud.office.identity import organisations, views

urlpatterns = [
    path("organisations/", views.organisations, name="organisations"),
    path("organisations/tree/", organisations.tree, name="organisation_tree"),
    path("organisations/new/", organisations.found, name="found_organisation"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisations/<int:pk>/move/", organisations.move, name="move_organisation"),
    path("organisations/<int:pk>/close/", organisations.close, name="close_organisation"),
    path("security/", views.security, name="security"),
]
