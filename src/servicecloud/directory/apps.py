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
        from servicecloud.directory.tasks import schedule
        from servicecloud.directory.telling import declare_kinds

        register_files()
        declare_sources()
        declare_kinds()
        schedule()
