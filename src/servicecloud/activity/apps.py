"""The activity app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActivityConfig(AppConfig):
    """Registers the app under its short label."""

    name = "servicecloud.activity"
    verbose_name = _("操作记录")

    def ready(self) -> None:
        """Listen to the sign-ins of the libraries that perform them."""
        from servicecloud.activity import sign_ins  # noqa: F401 - connecting is the point
