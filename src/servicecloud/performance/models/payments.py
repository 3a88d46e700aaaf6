"""Payments and the files they came from. Every amount is in 元 with two decimals."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from servicecloud.performance.models.projects import BudgetLine, Project
from servicecloud.performance.models.reach import ReachOfProject


class PaymentFile(models.Model):
    """One file of payments: what was right was written at once, and can be undone as a whole by opposite payments.

    `refused` is a list of {number, project, voucher, amount, zh, en}: the rows that were not written, each with what is wrong.
    """

    owner = models.ForeignKey("identity.Organisation", models.PROTECT, related_name="+", verbose_name=_("实施单位"))
    name = models.CharField(_("文件"), max_length=120)
    written = models.PositiveIntegerField(_("已登记"))
    totals = models.PositiveIntegerField(_("合计行"))
    refused: "models.JSONField[Any, Any]" = models.JSONField(_("未登记"), default=list)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("导入人")
    )
    uploaded_at = models.DateTimeField(_("导入时间"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("撤销人")
    )
    undone_at = models.DateTimeField(_("撤销时间"), null=True)

    objects = ScopedManager(organisation="owner")
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("支付明细表")
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at=None, undone_by=None) | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="payment_file_undone_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Payment(models.Model):
    """One payment by its voucher; a refund is negative. Append-only: a mistake is taken back by the opposite amount.

    A payment that `reverses` another takes it back to the cent, on its day. After that the voucher may be entered again: `turn` counts
    how often it was before.
    """

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="payments", verbose_name=_("预算"))
    project = models.ForeignKey(Project, models.PROTECT, related_name="payments", verbose_name=_("项目"))
    amount_yuan = models.DecimalField(_("金额（元）"), max_digits=16, decimal_places=2)
    paid_on = models.DateField(_("支付日期"))
    voucher = models.CharField(_("凭证号"), max_length=60)
    turn = models.PositiveSmallIntegerField(default=0, editable=False)
    note = models.CharField(_("用途"), max_length=200, blank=True)
    file = models.ForeignKey(
        PaymentFile, models.PROTECT, null=True, related_name="payments", verbose_name=_("支付明细表")
    )
    reverses = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="reversals", db_index=False, verbose_name=_("冲销")
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("登记人")
    )
    recorded_at = models.DateTimeField(_("登记时间"), auto_now_add=True)

    objects = ReachOfProject()
    everywhere = models.Manager()

    class Meta:
        verbose_name = _("支付")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "voucher", "turn"], condition=Q(reverses=None), name="voucher_once_a_turn"
            ),
            models.UniqueConstraint(
                fields=["reverses"], condition=Q(reverses__isnull=False), name="payment_reversed_once"
            ),
            models.CheckConstraint(condition=~Q(amount_yuan=0), name="payment_pays"),
        ]
        indexes = [models.Index(fields=["line", "paid_on"], name="payment_by_day")]

    def __str__(self) -> str:
        return self.voucher
