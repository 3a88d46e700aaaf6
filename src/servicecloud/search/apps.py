"""The search app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """Registers the app under its short label, and keeps the index up to date by schedule."""

    name = "servicecloud.search"
    verbose_name = _("搜索")

    def ready(self) -> None:
        """Put catching up on the schedule."""
        from servicecloud.search import tasks  # noqa: F401 - declaring is the point
