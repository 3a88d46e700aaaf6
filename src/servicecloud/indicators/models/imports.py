"""Files that were written into a library, and what each of their lines became, so that they can be taken back."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.indicators import enums
from servicecloud.indicators.models.library import IndicatorVersion, LibraryIndicator


class LibraryImport(models.Model):
    """One file that was written into the library of a body. `unchanged` and `refused` count the lines that wrote nothing.

    `refusals` keeps number, code, name and problems of each line that was refused.
    """

    owner = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("归属单位"))
    file_name = models.CharField(_("文件"), max_length=200)
    state = models.CharField(
        _("状态"), max_length=10, choices=enums.ImportState.choices, default=enums.ImportState.APPLIED
    )
    unchanged = models.PositiveIntegerField(_("内容相同"), default=0)
    refused = models.PositiveIntegerField(_("不接受"), default=0)
    refusals: "models.JSONField[Any, Any]" = models.JSONField(_("不接受的行"), default=list)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("导入人"))
    started_at = models.DateTimeField(_("导入时间"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("撤销人")
    )
    undone_at = models.DateTimeField(_("撤销时间"), null=True)

    objects = ScopedManager(organisation="owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("指标库导入")
        constraints = [
            models.CheckConstraint(
                condition=Q(state="applied", undone_by=None, undone_at=None)
                | Q(state="undone", undone_by__isnull=False, undone_at__isnull=False),
                name="library_import_undone_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class LibraryImportLine(models.Model):
    """One line that wrote something: the version it found (none where it added an indicator), and where it left the record."""

    run = models.ForeignKey(LibraryImport, models.CASCADE, related_name="lines", verbose_name=_("指标库导入"))
    number = models.PositiveIntegerField(_("行号"))
    indicator = models.ForeignKey(LibraryIndicator, models.PROTECT, related_name="+", verbose_name=_("指标"))
    outcome = models.CharField(_("结论"), max_length=8, choices=enums.LineOutcome.choices)
    before = models.ForeignKey(
        IndicatorVersion, models.PROTECT, null=True, related_name="+", verbose_name=_("原来的版本")
    )
    record_version = models.PositiveIntegerField(_("版本"), editable=False)

    objects = ScopedManager(organisation="run__owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("指标库导入行")
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="library_import_line_once")]

    def __str__(self) -> str:
        return f"{self.number}: {self.outcome}"
