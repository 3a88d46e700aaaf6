"""The tasks app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    """Registers the app under its short label."""

    name = "servicecloud.tasks"
    verbose_name = _("后台任务")

    def ready(self) -> None:
        """Put the site's own upkeep on the schedule."""
        from servicecloud.tasks import upkeep  # noqa: F401 - declaring is the point
