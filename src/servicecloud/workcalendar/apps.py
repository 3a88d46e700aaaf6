"""The working calendar app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkCalendarConfig(AppConfig):
    """Registers the app under its short label, and the sentence of its act."""

    name = "servicecloud.workcalendar"
    verbose_name = _("工作日历")

    def ready(self) -> None:
        """Say how an import reads in the log."""
        from servicecloud.activity.sentences import SENTENCES

        SENTENCES["workcalendar.imported"] = _("导入了 %(object)s 的工作日历")
