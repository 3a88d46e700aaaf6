"""Projects and their money. Every amount is in 元 with two decimals."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.performance import enums
from servicecloud.performance.models.reach import ReachManager, ReachOfLine, ReachOfProject
from servicecloud.versioning import VersionedModel


class Project(VersionedModel):
    """One project of one unit in one year. `department` and `bureau` are those above the unit in its year, or those it was moved to."""

    owner = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("实施单位"))
    department = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("主管部门")
    )
    bureau = models.ForeignKey(
        "identity.Organisation", models.PROTECT, null=True, related_name="+", verbose_name=_("财政部门")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    name = models.CharField(_("项目名称"), max_length=120)
    category = models.CharField(
        _("项目类别"), max_length=20, choices=enums.ProjectCategory.choices, default=enums.ProjectCategory.RECURRENT
    )
    starts_on = models.DateField(_("计划开始日期"))
    ends_on = models.DateField(_("计划完成日期"))
    has_purchase = models.BooleanField(_("含有政府购买服务"), default=False)
    state = models.CharField(
        _("进度"), max_length=12, choices=enums.ProjectState.choices, default=enums.ProjectState.PREPARING
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("建立人"))
    moved_by = models.ForeignKey(
        "performance.ProjectMove", models.PROTECT, null=True, related_name="+", verbose_name=_("划转")
    )

    objects = ReachManager()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("项目")
        constraints = [
            models.UniqueConstraint(fields=["owner", "year", "name"], name="project_once_a_year"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="project_dates_in_order"),
            models.CheckConstraint(condition=Q(year__gte=2000, year__lte=2100), name="project_year_sensible"),
        ]
        indexes = [models.Index(fields=["year", "state", "owner"], name="project_by_year")]

    def __str__(self) -> str:
        return f"{self.name}（{self.year}）"


class BudgetLine(models.Model):
    """The initial budget of one source. It changes only until the target is approved; after that there are changes."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="lines", verbose_name=_("项目"))
    source = models.CharField(_("资金来源"), max_length=12, choices=enums.FundSource.choices)
    initial_yuan = models.DecimalField(_("年初预算数（元）"), max_digits=16, decimal_places=2)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("预算")
        constraints = [
            models.UniqueConstraint(fields=["project", "source"], name="budget_line_once"),
            models.CheckConstraint(condition=Q(initial_yuan__gte=0), name="initial_budget_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.project_id} {self.source}"


class BudgetChange(models.Model):
    """An adjustment of a source with its reason. Append-only."""

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="changes", verbose_name=_("预算"))
    amount_yuan = models.DecimalField(_("调整数（元）"), max_digits=16, decimal_places=2)
    decided_on = models.DateField(_("调整日期"))
    reason = models.CharField(_("调整理由"), max_length=300)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    recorded_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    objects = ReachOfLine()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("预算调整")
        constraints = [
            models.CheckConstraint(condition=~Q(amount_yuan=0), name="budget_change_changes"),
            models.CheckConstraint(condition=~Q(reason=""), name="budget_change_gives_its_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.amount_yuan}"


class FlowSetting(VersionedModel):
    """A department's own order of review for one kind of document; without one the usual flow holds.

    `attribute_steps` are those of the steps that decide on a target table by a four-attribute review (四性审核).
    """

    department = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("主管部门")
    )
    document = models.CharField(_("表"), max_length=20, choices=enums.Document.choices)
    steps = models.JSONField(_("环节"), default=list)
    attribute_steps: "models.JSONField[Any, Any]" = models.JSONField(_("四性审核环节"), default=list)

    objects = ScopedManager(organisation="department")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("审核流程")
        constraints = [models.UniqueConstraint(fields=["department", "document"], name="flow_once")]

    def __str__(self) -> str:
        return f"{self.department_id} {self.document}"


class RulebookInForce(VersionedModel):
    """From which year a finance bureau applies which rulebook."""

    bureau = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("财政部门"))
    first_year = models.PositiveSmallIntegerField(_("起始年度"))
    rulebook = models.CharField(_("规则手册"), max_length=60)

    objects = ScopedManager(organisation="bureau")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("适用规则")
        constraints = [models.UniqueConstraint(fields=["bureau", "first_year"], name="rulebook_once_a_year")]

    def __str__(self) -> str:
        return self.rulebook
