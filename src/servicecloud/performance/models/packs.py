"""Evidence packs: one for each frozen self-evaluation, built in the background and kept for download."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from servicecloud.performance.models.documents import DocumentVersion
from servicecloud.performance.models.projects import Project
from servicecloud.performance.models.reach import ReachOfProject


class PackState(models.TextChoices):
    """How far a pack is."""

    WAITING = "waiting", _("等待中")
    BUILDING = "building", _("生成中")
    READY = "ready", _("可下载")
    FAILED = "failed", _("未能生成")


class EvidencePack(models.Model):
    """The pack of a version. `entries_done` of `entries_total` tell how far it is; `sha256` and `size` are of the finished zip.

    `asked_by` is nobody where it was built at the approval.
    """

    version = models.OneToOneField(DocumentVersion, models.PROTECT, related_name="pack", verbose_name=_("版次"))
    project = models.ForeignKey(Project, models.PROTECT, related_name="packs", verbose_name=_("项目"))
    state = models.CharField(_("状态"), max_length=10, choices=PackState.choices, default=PackState.WAITING)
    address = models.CharField(_("查验地址"), max_length=300, blank=True)
    entries_total = models.BigIntegerField(_("记录"), default=0)
    entries_done = models.BigIntegerField(_("已写入"), default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    size = models.BigIntegerField(_("大小（字节）"), default=0)
    problem_zh = models.CharField(_("原因"), max_length=500, blank=True)
    problem_en = models.CharField(max_length=500, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("发起人")
    )
    asked_at = models.DateTimeField(_("发起时间"), auto_now_add=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("证据包")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=PackState.READY) | (~Q(sha256="") & Q(finished_at__isnull=False)),
                name="pack_ready_is_whole",
            )
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.version_id}"
