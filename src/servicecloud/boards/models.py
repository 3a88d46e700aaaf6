"""Kept summaries of the cycle, renewed by the site and never typed; and the choice of how lights are given."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.boards.enums import Light
from servicecloud.oversight.models import Examination
from servicecloud.performance.models import Project
from servicecloud.performance.models.reach import ReachOfProject


def _money(label: Any) -> "models.DecimalField[Any, Any]":
    return models.DecimalField(label, max_digits=16, decimal_places=2, null=True)


def _light(label: Any) -> "models.CharField[Any, Any]":
    return models.CharField(label, max_length=8, choices=Light.choices, blank=True)


class ProjectSummary(models.Model):
    """One project in numbers as of a day. Money in 元; `execution_rate` in percent, to six places and not for judging limits.

    `computed_…` is what the rules give for the submitted self-evaluation. `verified_…` is the final result of `examination`, the one
    that stands for it; `score_gap` is how far the self-evaluation lies above. `seen_act` is the last act about the project that these
    numbers know of.
    """

    project = models.OneToOneField(Project, models.CASCADE, related_name="summary", verbose_name=_("项目"))
    as_of = models.DateField(_("数值截至"))
    initial_yuan = _money(_("年初预算数（元）"))
    annual_yuan = _money(_("全年预算数（元）"))
    executed_yuan = _money(_("全年执行数（元）"))
    execution_rate = models.DecimalField(_("执行率（%）"), max_digits=20, decimal_places=6, null=True)
    light = _light(_("项目灯"))
    money_light = _light(_("预算执行灯"))
    goals_light = _light(_("目标进度灯"))
    rows = models.PositiveIntegerField(_("指标数"), default=0)
    red_rows = models.PositiveIntegerField(_("红灯指标"), default=0)
    yellow_rows = models.PositiveIntegerField(_("黄灯指标"), default=0)
    green_rows = models.PositiveIntegerField(_("绿灯指标"), default=0)
    blue_rows = models.PositiveIntegerField(_("超额指标"), default=0)
    errors = models.PositiveIntegerField(_("错误"), default=0)
    warnings = models.PositiveIntegerField(_("提醒"), default=0)
    computed_score = models.DecimalField(_("按规则得分"), max_digits=6, decimal_places=2, null=True)
    computed_grade = models.CharField(_("按规则等级"), max_length=12, blank=True)
    verified_score = models.DecimalField(_("核定得分"), max_digits=6, decimal_places=2, null=True)
    verified_grade = models.CharField(_("核定等级"), max_length=12, blank=True)
    score_gap = models.DecimalField(_("自评减核定"), max_digits=6, decimal_places=2, null=True)
    examination = models.ForeignKey(
        Examination, models.SET_NULL, null=True, related_name="+", verbose_name=_("核定所依据的核查")
    )
    seen_act = models.BigIntegerField(default=0)
    renewed_at = models.DateTimeField(_("更新时间"))

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("项目概况")

    def __str__(self) -> str:
        return str(self.project_id)


class TrackedIndicator(models.Model):
    """One row of a target in force with what was reached to date. `progress` and `pace` in percent; values as they are printed.

    A row with a `measure` leads to the entries behind its value.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="tracked", verbose_name=_("项目"))
    key = models.CharField(max_length=16)
    position = models.PositiveSmallIntegerField(_("序号"))
    level1 = models.CharField(_("一级指标"), max_length=30, blank=True)
    level2 = models.CharField(_("二级指标"), max_length=40, blank=True)
    name = models.CharField(_("三级指标"), max_length=120)
    target = models.CharField(_("年度指标值"), max_length=200, blank=True)
    weight = models.DecimalField(_("分值"), max_digits=6, decimal_places=2, null=True)
    measure = models.CharField(_("计量项目"), max_length=60, blank=True)
    how = models.CharField(_("取数方式"), max_length=10, blank=True)
    actual = models.CharField(_("至今完成"), max_length=200, blank=True)
    progress = models.DecimalField(_("完成进度（%）"), max_digits=24, decimal_places=6, null=True)
    pace = models.DecimalField(_("进度比（%）"), max_digits=24, decimal_places=6, null=True)
    light = _light(_("灯"))
    low = models.CharField(_("预计下限"), max_length=200, blank=True)
    projected = models.CharField(_("全年预计"), max_length=200, blank=True)
    high = models.CharField(_("预计上限"), max_length=200, blank=True)
    likelihood = models.CharField(_("完成可能性"), max_length=12, blank=True)
    entries = models.BigIntegerField(_("佐证记录"), null=True)
    last_entry_on = models.DateField(_("最近记录日期"), null=True)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("指标跟踪")
        constraints = [models.UniqueConstraint(fields=["project", "key"], name="tracked_once")]

    def __str__(self) -> str:
        return self.name


class FindingCount(models.Model):
    """How often a rule of the audit speaks of a project's latest document."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="finding_counts", verbose_name=_("项目"))
    rule = models.CharField(_("规则"), max_length=20)
    severity = models.CharField(_("严重程度"), max_length=10)
    number = models.PositiveIntegerField(_("处数"))

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("审核发现")
        constraints = [
            models.UniqueConstraint(fields=["project", "rule", "severity"], name="finding_count_once"),
            models.CheckConstraint(condition=Q(number__gt=0), name="finding_count_counts"),
        ]
        indexes = [models.Index(fields=["rule"], name="finding_by_rule")]

    def __str__(self) -> str:
        return f"{self.rule} {self.number}"


class Renewal(models.Model):
    """When summaries were last renewed. Acts up to then are known, except what `renew_due` looks at again. One row."""

    at = models.DateTimeField(_("更新时间"))

    class Meta:
        verbose_name = _("看板更新")
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="one_renewal")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class LightChoice(models.Model):
    """From which year a department or bureau gives lights in which way. The latest choice counts; append-only."""

    organisation = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("单位"))
    first_year = models.PositiveSmallIntegerField(_("起始年度"))
    rules = models.CharField(_("亮灯规则"), max_length=30)
    chosen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("选定人"))
    chosen_at = models.DateTimeField(_("选定时间"), auto_now_add=True)

    objects = ScopedManager(organisation="organisation")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("亮灯规则")
        constraints = [
            models.CheckConstraint(condition=Q(first_year__gte=2000, first_year__lte=2100), name="lights_year_sensible")
        ]

    def __str__(self) -> str:
        return f"{self.first_year} {self.rules}"
