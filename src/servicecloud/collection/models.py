"""Collected files and their forms. What a form said and what the audit said of it never change after they were kept."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.collection.enums import FormKind, Severity
from servicecloud.identity.models import Organisation


class CollectedFile(models.Model):
    """One published file: who published it, where, and who collected it. The file itself stays where it was published."""

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name=_("收录单位"))
    file_name = models.CharField(_("文件"), max_length=200)
    sha256 = models.CharField(max_length=64, editable=False)
    publisher_zh = models.CharField(_("发布单位"), max_length=120)
    publisher_en = models.CharField(_("发布单位（英文）"), max_length=160, blank=True)
    place_zh = models.CharField(_("地区"), max_length=60)
    place_en = models.CharField(_("地区（英文）"), max_length=80, blank=True)
    source_address = models.URLField(_("公开地址"), max_length=500, blank=True)
    published_on = models.DateField(_("公开日期"), null=True, blank=True)
    problems_zh = models.JSONField(default=list, editable=False)
    problems_en = models.JSONField(default=list, editable=False)
    collected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("收录人")
    )
    collected_at = models.DateTimeField(_("收录时间"), auto_now_add=True)
    engine = models.CharField(_("审核程序版本"), max_length=40)
    withdrawn_at = models.DateTimeField(_("撤下时间"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("撤下原因"), max_length=200, blank=True)

    objects = ScopedManager(organisation="owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("公开文件")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["sha256"], condition=Q(withdrawn_at=None), name="file_collected_once")
        ]

    def __str__(self) -> str:
        return self.file_name


class CollectedForm(models.Model):
    """One form of a file with its audit. `is_shown` is False while the form holds personal data (rule D-03)."""

    file = models.ForeignKey(CollectedFile, models.PROTECT, related_name="forms", verbose_name=_("公开文件"))
    ordinal = models.PositiveSmallIntegerField(_("序号"))
    kind = models.CharField(_("表种"), max_length=20, choices=FormKind.choices)
    year = models.PositiveSmallIntegerField(_("年度"), null=True)
    project_name = models.CharField(_("项目名称"), max_length=300, blank=True)
    department = models.CharField(_("主管部门"), max_length=200, blank=True)
    unit = models.CharField(_("实施单位"), max_length=200, blank=True)
    rulebook = models.CharField(_("规则手册"), max_length=60)
    claimed = models.DecimalField(_("自报总分"), max_digits=12, decimal_places=4, null=True)
    computed = models.DecimalField(_("重算总分"), max_digits=12, decimal_places=4, null=True)
    grade_claimed = models.CharField(_("自报等级"), max_length=20, blank=True)
    grade_computed = models.CharField(_("重算等级"), max_length=20, blank=True)
    errors = models.PositiveIntegerField(_("错误"), default=0)
    warnings = models.PositiveIntegerField(_("须说明"), default=0)
    infos = models.PositiveIntegerField(_("提示"), default=0)
    outcomes = models.JSONField(default=dict)
    form = models.JSONField(_("表的内容"))
    report_zh = models.JSONField()
    report_en = models.JSONField()
    is_shown = models.BooleanField(_("公开展示"), default=True)

    objects = ScopedManager(organisation="file__owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("公开表单")
        ordering = ["file", "ordinal"]
        constraints = [models.UniqueConstraint(fields=["file", "ordinal"], name="collected_form_once")]
        indexes = [models.Index(fields=["year", "kind"], name="collected_form_year_kind")]

    def __str__(self) -> str:
        return self.project_name or f"{self.file_id}#{self.ordinal}"


class BrokenRule(models.Model):
    """How often a rule was broken in a form, for counting over many forms."""

    form = models.ForeignKey(CollectedForm, models.PROTECT, related_name="broken", verbose_name=_("公开表单"))
    rule = models.CharField(_("规则"), max_length=10, db_index=True)
    severity = models.CharField(_("轻重"), max_length=10, choices=Severity.choices)
    count = models.PositiveIntegerField(_("次数"))

    objects = ScopedManager(organisation="form__file__owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("违反的规则")
        constraints = [models.UniqueConstraint(fields=["form", "rule", "severity"], name="broken_rule_once")]

    def __str__(self) -> str:
        return f"{self.rule} × {self.count}"
