"""The api app."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Registers the app under its short label."""

    name = "servicecloud.api"
    label = "api"
