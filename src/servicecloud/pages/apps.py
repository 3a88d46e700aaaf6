"""The pages app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Registers the templates and the tags of the component set."""

    name = "servicecloud.pages"
