"""The performance app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PerformanceConfig(AppConfig):
    """Declares what the cycle tells people, and its acts on the timeline."""

    name = "servicecloud.performance"
    label = "performance"
    verbose_name = _("预算绩效")

    def ready(self) -> None:
        """Declare sentences, notifications and the search source."""
        from servicecloud.notifications.kinds import declare
        from servicecloud.performance import sentences  # noqa: F401 - declaring is the point
        from servicecloud.performance.evidence_files import register_files

        register_files()
        from servicecloud.performance.tasks import schedule

        schedule()
        from servicecloud.performance.search_sources import declare_sources

        declare_sources()
        label, words = _("绩效表的审核"), ("document",)
        declare("performance.waiting", _("“%(project)s”的%(document)s等待您审核。"), label=label, words=words)
        declare(
            "performance.returned",
            _("“%(project)s”的%(document)s被退回：%(reason)s"),
            label=label,
            is_urgent=True,
            words=words,
        )
        declare(
            "performance.declined",
            _("“%(project)s”的%(document)s评定为差，不予安排预算：%(reason)s"),
            label=label,
            is_urgent=True,
            words=words,
        )
        declare(
            "performance.correcting",
            _("“%(project)s”已公开的绩效自评需要更正：%(reason)s"),
            label=label,
            is_urgent=True,
        )
        declare(
            "performance.monitored",
            _("“%(project)s”报送了%(first)s—%(month)s月运行监控表。"),
            label=_("运行监控"),
        )
        declare("performance.approved", _("“%(project)s”的%(document)s已批准。"), label=label, words=words)
        reminding = _("绩效填报期限")
        declare(
            "performance.due_soon",
            _("“%(project)s”的%(document)s应在 %(day)s 前报送，请及时办理。"),
            label=reminding,
            words=words,
        )
        declare(
            "performance.overdue",
            _("“%(project)s”的%(document)s已过报送期限（%(day)s），请尽快报送。"),
            label=reminding,
            is_urgent=True,
            words=words,
        )
