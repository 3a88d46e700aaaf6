"""Addresses of the log in the office."""

from django.urls import path

from servicecloud.office.activity import views

urlpatterns = [
    path("activity/", views.activity, name="activity"),
    path("activity/export/", views.export, name="export_activity"),
]
