"""Addresses of people and organisations."""

from django.urls import path

from servicecloud.api.identity import views

urlpatterns = [
    path("me", views.WhoAmI.as_view(), name="me"),
    path("organisations", views.Organisations.as_view(), name="organisations"),
    path("organisations/<int:pk>", views.OrganisationEntry.as_view(), name="organisation"),
]
