"""The notifications app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Registers the app under its short label, and puts sending on the schedule."""

    name = "servicecloud.notifications"
    verbose_name = _("通知")

    def ready(self) -> None:
        """Declare what comes again."""
        from servicecloud.notifications import tasks  # noqa: F401 - declaring is the point
