"""The oversight app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OversightConfig(AppConfig):
    """Declares what oversight tells people, its acts on the timeline, its files and its daily work."""

    name = "servicecloud.oversight"
    label = "oversight"
    verbose_name = _("监督与整改")

    def ready(self) -> None:
        """Declare sentences, notifications, files and the schedule."""
        from servicecloud.oversight import sentences, telling  # noqa: F401 - declaring is the point
        from servicecloud.oversight.ownership import register_files
        from servicecloud.oversight.tasks import schedule

        telling.declare_kinds()
        register_files()
        schedule()
