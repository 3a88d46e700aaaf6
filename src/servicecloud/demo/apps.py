"""The demonstration app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Only brings the `load_demo` command."""

    name = "servicecloud.demo"
