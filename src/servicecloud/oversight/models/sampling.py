"""Sampling plans: the frame is frozen, then the seed is published, then the draw follows from both."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.oversight import enums
from servicecloud.performance.models import Project
from servicecloud.versioning import VersionedModel


class SamplingPlan(VersionedModel):
    """What a body intends to draw from the evaluated projects of a year. Its parameters change only before the announcement."""

    body = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("抽查单位"))
    year = models.PositiveSmallIntegerField(_("项目年度"))
    title = models.CharField(_("名称"), max_length=80)
    parameters: "models.JSONField[Any, Any]" = models.JSONField(_("抽取办法"), default=dict)
    state = models.CharField(_("进度"), max_length=12, choices=enums.PlanState.choices, default=enums.PlanState.DRAFT)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("拟定人"))

    objects = ScopedManager(organisation="body")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("抽查计划")
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "title"], name="plan_once"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="plan_year_sensible"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.year}）"


class Frame(models.Model):
    """The announcement: what can be drawn, how many of each stratum, which digest, where the seed will come from. Append-only."""

    plan = models.OneToOneField(SamplingPlan, models.PROTECT, related_name="frame", verbose_name=_("抽查计划"))
    parameters: "models.JSONField[Any, Any]" = models.JSONField(_("抽取办法"), default=dict)
    strata: "models.JSONField[Any, Any]" = models.JSONField(_("分层"), default=list)
    size = models.PositiveIntegerField(_("项目数"))
    digest = models.CharField(_("抽样框摘要"), max_length=64)
    risk_version = models.CharField(_("风险因素版本"), max_length=20)
    announced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("公告人")
    )
    announced_at = models.DateTimeField(_("公告时间"))

    objects = ScopedManager(organisation="plan__body")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("抽样框")

    def __str__(self) -> str:
        return self.digest


class FrameProject(models.Model):
    """One project of a frame with its stratum and why it is as risky as it is. Append-only."""

    frame = models.ForeignKey(Frame, models.PROTECT, related_name="projects", verbose_name=_("抽样框"))
    project = models.ForeignKey(Project, models.PROTECT, related_name="+", verbose_name=_("项目"))
    key = models.CharField(_("编号"), max_length=20)
    unit = models.CharField(_("实施单位"), max_length=200)
    name = models.CharField(_("项目名称"), max_length=120)
    budget_yuan = models.DecimalField(_("全年预算数（元）"), max_digits=16, decimal_places=2)
    risk_points = models.PositiveSmallIntegerField(_("风险分"))
    factors: "models.JSONField[Any, Any]" = models.JSONField(_("风险因素"), default=dict)
    stratum = models.CharField(_("层"), max_length=24)
    quota = models.PositiveIntegerField(_("本层抽取数"))

    objects = ScopedManager(organisation="frame__plan__body")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("抽样框中的项目")
        constraints = [models.UniqueConstraint(fields=["frame", "project"], name="in_a_frame_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.name}"


class Seed(models.Model):
    """The seed, published before the draw. Append-only. A ledger seed names its head; an entered one where it comes from."""

    frame = models.OneToOneField(Frame, models.PROTECT, related_name="seed", verbose_name=_("抽样框"))
    text = models.CharField(_("种子"), max_length=200)
    kind = models.CharField(_("来源"), max_length=10, choices=enums.SeedKind.choices)
    origin = models.CharField(_("产生经过"), max_length=300, blank=True)
    head_digest = models.CharField(_("链首"), max_length=64, blank=True)
    head_count = models.BigIntegerField(_("链首条数"), null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("公布人")
    )
    published_at = models.DateTimeField(_("公布时间"))

    objects = ScopedManager(organisation="frame__plan__body")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("种子")
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="seed_not_blank"),
            models.CheckConstraint(
                condition=(Q(kind=enums.SeedKind.LEDGER) & ~Q(head_digest="") & Q(head_count__isnull=False))
                | (Q(kind=enums.SeedKind.ENTERED) & ~Q(origin="") & Q(head_digest="", head_count=None)),
                name="seed_says_where_it_comes_from",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class DrawnProject(models.Model):
    """A project that was drawn, with its number and place. Append-only."""

    seed = models.ForeignKey(Seed, models.PROTECT, related_name="drawn", verbose_name=_("种子"))
    row = models.OneToOneField(FrameProject, models.PROTECT, related_name="drawn", verbose_name=_("项目"))
    number = models.CharField(_("号码"), max_length=64)
    place = models.PositiveIntegerField(_("本层次序"))
    drawn_at = models.DateTimeField(_("抽取时间"))

    objects = ScopedManager(organisation="seed__frame__plan__body")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("抽中的项目")

    def __str__(self) -> str:
        return self.number
