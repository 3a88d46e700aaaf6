"""Addresses of notifications."""

from django.urls import path

from servicecloud.portal.notifications import settings_page, views

urlpatterns = [
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/read/", views.read, name="read_notifications"),
    path("notifications/letters/", views.letters, name="notification_letters"),
    path("notifications/<int:pk>/read/", views.read_one, name="read_notification"),
    path("notifications/settings/", settings_page.wishes, name="notification_settings"),
]
