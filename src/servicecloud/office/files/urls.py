"""Addresses of the storage in the office."""

from django.urls import path

from servicecloud.office.files import views

urlpatterns = [path("storage/", views.storage_page, name="storage")]
