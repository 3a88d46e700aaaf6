"""One uploaded file. The bytes lie in the private storage under the file's id."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.files.enums import FileKind, PreviewState, ScanState


class StoredFile(models.Model):
    """A file with what is known of its content, and the object it belongs to (blank until it is attached)."""

    id = models.UUIDField(_("编号"), primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("所属单位")
    )
    owner_kind = models.CharField(_("所属对象类型"), max_length=60, blank=True)
    owner_id = models.CharField(_("所属对象编号"), max_length=60, blank=True)
    name = models.CharField(_("文件名"), max_length=200)
    kind = models.CharField(_("文件类型"), max_length=10, choices=FileKind.choices)
    size = models.PositiveBigIntegerField(_("大小（字节）"))
    sha256 = models.CharField("SHA-256", max_length=64)
    scan_state = models.CharField(_("安全检查"), max_length=12, choices=ScanState.choices)
    scan_note = models.CharField(_("检查说明"), max_length=200, blank=True)
    preview_state = models.CharField(_("预览"), max_length=10, choices=PreviewState.choices, default=PreviewState.NONE)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("上传人")
    )
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    removed_at = models.DateTimeField(_("删除时间"), null=True)

    objects = ScopedManager(organisation="organisation")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("文件")
        indexes = [
            models.Index(fields=["owner_kind", "owner_id", "uploaded_at"], name="file_by_owner"),
            models.Index(fields=["removed_at", "uploaded_at"], name="file_by_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(owner_kind="", owner_id="") | (~Q(owner_kind="") & ~Q(owner_id="")),
                name="file_owner_whole_or_blank",
            )
        ]

    def __str__(self) -> str:
        return self.name
