"""Refusals of the inspection."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from servicecloud.errors import DomainError, Lang


class NotAuditedError(DomainError):
    """The file cannot be audited; the instrument's own sentence says why, in either language."""

    code = "not_audited"
    status = 422
    sentence = _("这个文件没有审核。")

    def __init__(self, *, zh: str, en: str, reason: str) -> None:
        super().__init__(reason=reason)
        self.sentences: dict[Lang, str] = {"zh": zh, "en": en}

    def __str__(self) -> str:
        return self.sentences["en" if (get_language() or "").startswith("en") else "zh"]


class FileTooLargeError(DomainError):
    """More than one file may have."""

    code = "file_too_large"
    status = 413
    sentence = _("文件超过 %(megabytes)d MB，没有审核；请拆分成较小的文件，或在自己的电脑上用命令行审核。")


class NoFileError(DomainError):
    """Nothing was chosen."""

    code = "no_file"
    status = 422
    sentence = _("还没有选择文件；请选择一份 Word、Excel、PDF、网页或文本格式的绩效表。")


class TookTooLongError(DomainError):
    """The limits of time or memory ended it."""

    code = "took_too_long"
    status = 422
    sentence = _("审核这个文件用时过长或占用内存过多，已停止；请拆分文件，或在自己的电脑上用命令行审核。")
