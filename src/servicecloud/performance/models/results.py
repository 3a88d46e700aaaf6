"""What was published, laid out for searching: one row for each project, one for each indicator, of its latest publication.

Everything here is copied from frozen versions by `services.publishing`, and can be made again from them.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.performance.models.documents import Disclosure
from servicecloud.performance.models.projects import Project


class PublishedResult(models.Model):
    """The latest publication of a project in figures. `rate` is the execution rate as printed; money is in 元."""

    project = models.OneToOneField(Project, models.PROTECT, related_name="result", verbose_name=_("项目"))
    disclosure = models.ForeignKey(Disclosure, models.PROTECT, related_name="+", verbose_name=_("公开"))
    owner = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("实施单位"))
    department = models.ForeignKey(
        "identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("主管部门")
    )
    year = models.PositiveSmallIntegerField(_("年度"))
    name = models.CharField(_("项目名称"), max_length=120)
    total_score = models.DecimalField(_("自评得分"), max_digits=6, decimal_places=2, null=True)
    grade = models.CharField(_("评价等级"), max_length=12, blank=True)
    annual_yuan = models.DecimalField(_("全年预算数（元）"), max_digits=18, decimal_places=2, null=True)
    executed_yuan = models.DecimalField(_("全年执行数（元）"), max_digits=18, decimal_places=2, null=True)
    rate = models.DecimalField(_("预算执行率"), max_digits=9, decimal_places=4, null=True)
    approved_on = models.DateField(_("批准日期"))
    first_published_on = models.DateField(_("首次公开日期"))
    published_on = models.DateField(_("公开日期"))
    publication = models.PositiveIntegerField(_("公开次序"))

    objects = ScopedManager(organisation="owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("公开结果")
        indexes = [
            models.Index(fields=["year", "name"], name="result_by_year"),
            models.Index(fields=["department", "year"], name="result_by_department"),
            models.Index(fields=["owner", "name", "year"], name="result_through_years"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.year}）"


class PublishedIndicator(models.Model):
    """One indicator of a publication. Target, actual and score as printed; `share` is the score over its points in %.

    `target_number` and `actual_number` are in `unit`, None where the printed value is no number of that unit. `counted` is the
    number of ledger entries behind the actual value, None for a narrative.
    """

    result = models.ForeignKey(PublishedResult, models.CASCADE, related_name="indicators", verbose_name=_("公开结果"))
    place = models.PositiveSmallIntegerField(_("行号"))
    year = models.PositiveSmallIntegerField(_("年度"))
    level1 = models.CharField(_("一级指标"), max_length=30, blank=True)
    level2 = models.CharField(_("二级指标"), max_length=40, blank=True)
    level3 = models.CharField(_("三级指标"), max_length=120)
    target = models.CharField(_("年度指标值"), max_length=200, blank=True)
    actual = models.CharField(_("实际完成值"), max_length=200, blank=True)
    weight = models.DecimalField(_("分值"), max_digits=8, decimal_places=2, null=True)
    score = models.DecimalField(_("得分"), max_digits=8, decimal_places=2, null=True)
    share = models.DecimalField(_("得分率"), max_digits=7, decimal_places=2, null=True)
    unit = models.CharField(_("单位"), max_length=30, blank=True)
    target_number = models.DecimalField(max_digits=30, decimal_places=8, null=True)
    actual_number = models.DecimalField(max_digits=30, decimal_places=8, null=True)
    counted = models.BigIntegerField(_("计入记录数"), null=True)
    snapshot = models.ForeignKey(
        "ledger.Snapshot", models.PROTECT, null=True, related_name="+", verbose_name=_("定格值")
    )

    objects = ScopedManager(organisation="result__owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("公开指标")
        constraints = [models.UniqueConstraint(fields=["result", "place"], name="published_row_once")]
        indexes = [
            models.Index(fields=["year", "level3"], name="indicator_by_year"),
            models.Index(fields=["level1", "year"], name="indicator_by_level"),
            models.Index(fields=["share"], name="indicator_by_share"),
        ]

    def __str__(self) -> str:
        return self.level3
