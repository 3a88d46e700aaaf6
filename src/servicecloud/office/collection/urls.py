"""Addresses of collecting."""

from django.urls import path

from servicecloud.office.collection import views

urlpatterns = [
    path("published/", views.files, name="published_files"),
    path("published/<int:pk>/withdraw/", views.take_out, name="withdraw_published"),
]
