"""Kinds of files and where they stand."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FileKind(TextChoices):
    """What a file is by its content."""

    PDF = "pdf", _("PDF 文档")
    DOCX = "docx", _("Word 文档")
    DOC = "doc", _("旧版 Word 或 WPS 文档")
    XLSX = "xlsx", _("Excel 工作簿")
    XLS = "xls", _("旧版 Excel 工作簿")
    PNG = "png", _("PNG 图片")
    JPEG = "jpeg", _("JPEG 图片")
    WEBP = "webp", _("WebP 图片")
    GIF = "gif", _("GIF 图片")
    CSV = "csv", _("CSV 表格")
    TEXT = "text", _("纯文本")
    HTML = "html", _("网页")
    MHT = "mht", _("网页归档")


CONTENT_TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.DOC: "application/msword",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.XLS: "application/vnd.ms-excel",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
    FileKind.WEBP: "image/webp",
    FileKind.GIF: "image/gif",
    FileKind.CSV: "text/csv; charset=utf-8",
    FileKind.TEXT: "text/plain; charset=utf-8",
    FileKind.HTML: "application/octet-stream",
    FileKind.MHT: "application/octet-stream",
}
"""What a download is labelled as. Web pages are never labelled so that a browser would run them."""

IMAGES = frozenset({FileKind.PNG, FileKind.JPEG, FileKind.WEBP, FileKind.GIF})
DOCUMENTS = frozenset({FileKind.PDF, FileKind.DOCX, FileKind.DOC, FileKind.XLSX, FileKind.XLS})
ATTACHMENTS = DOCUMENTS | IMAGES | {FileKind.CSV, FileKind.TEXT}
"""What people may attach where nothing narrower is asked for."""


class ScanState(TextChoices):
    """What a check for malicious content said."""

    NOT_CHECKED = "not_checked", _("未查毒")
    WAITING = "waiting", _("等待查毒")
    CLEAN = "clean", _("未发现问题")
    QUARANTINED = "quarantined", _("已隔离")


class PreviewState(TextChoices):
    """Whether there is a picture of the file."""

    NONE = "none", _("没有预览")
    WAITING = "waiting", _("正在生成预览")
    READY = "ready", _("有预览")
    FAILED = "failed", _("无法生成预览")
