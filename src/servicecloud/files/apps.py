"""The files app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Registers the app under its short label, the sentences of its acts, and its cleaning."""

    name = "servicecloud.files"
    verbose_name = _("文件")

    def ready(self) -> None:
        """Say how acts on files read in the log, and put the cleaning on the schedule."""
        from servicecloud.activity.sentences import SENTENCES
        from servicecloud.files import tasks  # noqa: F401 - declaring is the point

        SENTENCES["file.uploaded"] = _("上传了文件 %(object)s")
        SENTENCES["file.removed"] = _("删除了文件 %(object)s")
        SENTENCES["file.quarantined"] = _("隔离了文件 %(object)s")
