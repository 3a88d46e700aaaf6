"""Registers (台账): measures that people define, with the rows they enter or import."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.ledger import enums
from servicecloud.ledger.models.entries import Entry
from servicecloud.versioning import VersionedModel


class Register(VersionedModel):
    """A list of one kind of duty. `dimensions` is a list of {name, title_zh, title_en, values}."""

    owner = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("归属单位"))
    title_zh = models.CharField(_("台账名称"), max_length=80)
    title_en = models.CharField(_("英文名称"), max_length=120, blank=True)
    counts_zh = models.CharField(_("计什么"), max_length=200)
    counts_en = models.CharField(_("计什么（英文）"), max_length=300, blank=True)
    unit = models.CharField(_("单位"), max_length=12)
    counting = models.CharField(_("计数方式"), max_length=10, choices=enums.RegisterCounting.choices)
    has_subject = models.BooleanField(_("每行填写服务对象"), default=False)
    evidence = models.CharField(_("佐证要求"), max_length=200, blank=True)
    dimensions = models.JSONField(_("维度"), default=list)
    state = models.CharField(
        _("状态"), max_length=10, choices=enums.RegisterState.choices, default=enums.RegisterState.OPEN
    )
    measure_version = models.PositiveIntegerField(_("口径版本"), default=1, editable=False)

    objects = ScopedManager(organisation="owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("台账")
        constraints = [models.UniqueConstraint(fields=["owner", "title_zh"], name="register_title_once")]

    def __str__(self) -> str:
        is_english = (get_language() or "").startswith("en")
        return self.title_en if is_english and self.title_en else self.title_zh

    @property
    def code(self) -> str:
        """The code of the measure its rows are posted to."""
        return f"register.{self.pk}"


class RegisterImport(models.Model):
    """One file of rows: checked first, posted on confirmation, undone as a whole by reversals."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="imports", verbose_name=_("台账"))
    file_name = models.CharField(_("文件"), max_length=200)
    sha256 = models.CharField(max_length=64, editable=False)
    state = models.CharField(
        _("状态"), max_length=10, choices=enums.ImportState.choices, default=enums.ImportState.CHECKING
    )
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("导入人"))
    started_at = models.DateTimeField(_("开始时间"), auto_now_add=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True)
    rows_total = models.PositiveIntegerField(_("行数"), default=0)
    rows_done = models.PositiveIntegerField(_("已处理"), default=0)
    counts = models.JSONField(_("结果"), default=dict)
    failure = models.JSONField(_("失败原因"), default=dict)
    with_doubles = models.BooleanField(_("疑似重复的也登记"), default=False)

    objects = ScopedManager(organisation="register__owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("台账导入")

    def __str__(self) -> str:
        return self.file_name


class RegisterImportRow(models.Model):
    """One row of a file: what it says and what would become of it. Problems are kept in either language."""

    run = models.ForeignKey(RegisterImport, models.CASCADE, db_index=False, related_name="rows")
    number = models.PositiveIntegerField(_("行号"))
    values = models.JSONField(_("内容"), default=dict)
    fingerprint = models.CharField(max_length=32, editable=False)
    verdict = models.CharField(_("结论"), max_length=10, choices=enums.Verdict.choices)
    problems: "models.JSONField[Any, Any]" = models.JSONField(_("问题"), default=list)
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, db_index=False, db_constraint=False, related_name="+")

    class Meta:
        verbose_name = _("台账导入行")
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="register_import_row_once")]
        indexes = [models.Index(fields=["run", "verdict", "number"], name="register_import_verdict")]

    def __str__(self) -> str:
        return f"{self.number}: {self.verdict}"


class RegisterRow(models.Model):
    """A row that was entered by hand or came from a file: the act behind an entry, with its note and evidence."""

    register = models.ForeignKey(Register, models.PROTECT, db_index=False, related_name="rows", verbose_name=_("台账"))
    entry = models.OneToOneField(Entry, models.PROTECT, db_constraint=False, related_name="row")
    run = models.ForeignKey(RegisterImport, models.PROTECT, null=True, related_name="+", verbose_name=_("导入"))
    fingerprint = models.CharField(max_length=32, editable=False)
    note = models.CharField(_("事项"), max_length=200, blank=True)
    evidence = models.CharField(_("佐证材料"), max_length=200, blank=True)

    objects = ScopedManager(organisation="register__owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("台账行")
        indexes = [models.Index(fields=["register", "fingerprint"], name="register_row_fingerprint")]

    def __str__(self) -> str:
        return self.note or f"#{self.entry_id}"
