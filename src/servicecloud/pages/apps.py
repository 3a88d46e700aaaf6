"""The pages app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Registers the templates and the tags of the component set."""

    name = "servicecloud.pages"

    def ready(self) -> None:
        """Teach addresses what a text is."""
        from servicecloud.pages import addresses  # noqa: F401 - registering is the point
