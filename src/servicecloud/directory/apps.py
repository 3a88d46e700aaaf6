"""The directory app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Registers the app under its short label."""

    name = "servicecloud.directory"
    verbose_name = _("企业与机构名录")

    def ready(self) -> None:
        """Declare what the directory tells people, and whose the files of enterprises are."""
        from servicecloud.directory.ownership import register_files
        from servicecloud.directory.search_sources import declare_sources
        from servicecloud.notifications.kinds import declare

        register_files()
        declare_sources()

        decided = _("认领申请的结果")
        declare("claim.approved", _("您对“%(enterprise)s”的认领已通过核验。"), label=decided)
        declare("claim.refused", _("您对“%(enterprise)s”的认领被退回：%(reason)s"), label=decided)
        declare("institution_claim.approved", _("您对“%(institution)s”的认领已通过核验。"), label=decided)
        declare("institution_claim.refused", _("您对“%(institution)s”的认领被退回：%(reason)s"), label=decided)
