"""The operations app."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Registers the app under its short label."""

    name = "servicecloud.operations"
    label = "operations"
