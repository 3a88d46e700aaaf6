"""What is concluded from entries: frozen values, comparisons of measures, verifications and what they found."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.ledger import enums


class Snapshot(models.Model):
    """A number frozen with everything needed to prove it later. Append-only.

    `definition` is the counting rule as JSON, `entries_digest` the digest over the leaf digests of the contributing entries in
    the order of the chain, `head_…` the head at that moment.
    """

    owner = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("归属单位"))
    owners = models.JSONField(_("统计单位"), default=list)
    title_zh = models.CharField(_("名称"), max_length=120)
    title_en = models.CharField(_("英文名称"), max_length=160, blank=True)
    definition = models.TextField(_("口径定义"))
    sentence_zh = models.TextField(_("口径"))
    sentence_en = models.TextField(_("口径（英文）"))
    as_of = models.DateField(_("截至"))
    unit = models.CharField(_("单位"), max_length=20)
    number = models.DecimalField(_("数值"), max_digits=30, decimal_places=8, null=True)
    counted = models.BigIntegerField(_("计入记录数"))
    numerator = models.DecimalField(max_digits=30, decimal_places=8, null=True)
    denominator = models.DecimalField(max_digits=30, decimal_places=8, null=True)
    corrections = models.BigIntegerField(_("其中补登"), default=0)
    algorithm = models.CharField(max_length=10)
    entries_digest = models.CharField(_("记录摘要"), max_length=64)
    head_digest = models.CharField(_("链首"), max_length=64)
    head_count = models.BigIntegerField(_("链首条数"))
    taken_at = models.DateTimeField(_("定格时间"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("定格人")
    )

    objects = ScopedManager(organisation="owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("定格值")
        indexes = [models.Index(fields=["owner", "-id"], name="snapshot_by_owner")]

    def __str__(self) -> str:
        is_english = (get_language() or "").startswith("en")
        return self.title_en if is_english and self.title_en else self.title_zh


class Reconciliation(models.Model):
    """Two measures of one owner that should agree, or of which one should be a part of the other, act by act."""

    owner = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("归属单位"))
    left = models.CharField(_("项目一"), max_length=80)
    right = models.CharField(_("项目二"), max_length=80)
    relation = models.CharField(_("关系"), max_length=10, choices=enums.Relation.choices)
    matching = models.CharField(
        _("比对方式"), max_length=12, choices=enums.Matching.choices, default=enums.Matching.ACT
    )
    note = models.CharField(_("说明"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("建立人")
    )
    created_at = models.DateTimeField(_("建立时间"), auto_now_add=True)

    objects = ScopedManager(organisation="owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("核对关系")
        constraints = [
            models.UniqueConstraint(fields=["owner", "left", "right"], name="reconciled_once"),
            models.CheckConstraint(condition=~Q(left=F("right")), name="reconciled_with_another"),
        ]

    def __str__(self) -> str:
        return f"{self.left} {self.relation} {self.right}"


class Verification(models.Model):
    """One run over the whole ledger, with its progress."""

    state = models.CharField(_("状态"), max_length=10, choices=enums.RunState.choices, default=enums.RunState.WAITING)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("发起人")
    )
    started_at = models.DateTimeField(_("开始时间"), auto_now_add=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True)
    head_digest = models.CharField(_("链首"), max_length=64, blank=True)
    head_count = models.BigIntegerField(_("链首条数"), default=0)
    entries_done = models.BigIntegerField(_("已核对"), default=0)
    findings = models.JSONField(_("发现"), default=list)
    found = models.PositiveIntegerField(_("发现数"), default=0)

    class Meta:
        verbose_name = _("核验")

    def __str__(self) -> str:
        return f"#{self.pk}"


class Incident(models.Model):
    """Something in the ledger is not as it should be. It stays open until somebody says how it was settled."""

    kind = models.CharField(_("类型"), max_length=10, choices=enums.IncidentKind.choices)
    about = models.CharField(_("对象"), max_length=200)
    message_zh = models.CharField(_("说明"), max_length=500)
    message_en = models.CharField(max_length=500)
    found_at = models.DateTimeField(_("发现时间"), auto_now_add=True)
    settled_at = models.DateTimeField(_("处理时间"), null=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("处理人")
    )
    settlement = models.CharField(_("处理情况"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("异常")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"], condition=Q(settled_at__isnull=True), name="incident_open_once"
            )
        ]

    def __str__(self) -> str:
        return self.message_en if (get_language() or "").startswith("en") else self.message_zh
