"""Budgets and payments: entered one by one or from the treasury's spreadsheet, refused when they cannot be right."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import transaction
from django.utils import timezone

from plumbline.scoring import find_unit_mix
from servicecloud.activity.services import record_act
from servicecloud.identity.models import User
from servicecloud.ledger.errors import FutureDateError
from servicecloud.ledger.facts import civil_date
from servicecloud.performance import policies
from servicecloud.performance.enums import ProjectState
from servicecloud.performance.errors import (
    BelowExecutedError,
    BudgetFrozenError,
    ImplausibleAmountError,
    OverBudgetError,
    ReasonNeededError,
    UnfitAmountError,
    VoucherTakenError,
)
from servicecloud.performance.models import BudgetChange, BudgetLine, Payment, Project
from servicecloud.performance.selectors.money import Fund, funds_of
from servicecloud.performance.services.projects import project_for_update

LARGEST = Decimal(10) ** 11
CENT = Decimal("0.01")


@transaction.atomic
def set_initial_budget(*, actor: User, project_id: int, source: str, amount_yuan: Decimal) -> BudgetLine:
    """Enter or mend the initial budget of a source; possible until the target is approved.

    Refuses an amount that differs from the same project's budget of the year before as 元 and 万元 do.
    """
    project = _project(actor, project_id)
    if project.state != ProjectState.PREPARING:
        raise BudgetFrozenError
    amount = _money(amount_yuan, may_be_zero=True)
    if amount < 0:
        raise UnfitAmountError(amount=amount)
    before = _last_years_initial(project)
    if before:
        _check_unit(amount, beside=before, either_way=True)
    line, _is_new = BudgetLine.objects.update_or_create(
        project=project, source=source, defaults={"initial_yuan": amount}
    )
    record_act(
        actor=actor, verb="budget.set", about=project, organisation=project.owner_id, source=source, amount=str(amount)
    )
    return line


@transaction.atomic
def adjust_budget(
    *, actor: User, project_id: int, source: str, amount_yuan: Decimal, decided_on: date, reason: str
) -> BudgetChange:
    """Enter an adjustment, up or down, with its reason; never below what was paid."""
    project = _project(actor, project_id)
    amount, fund = _money(amount_yuan), _fund(project, source)
    if not reason.strip():
        raise ReasonNeededError
    _check_day(decided_on)
    annual = fund.annual_yuan + amount
    if annual < fund.executed_yuan or annual < 0:
        raise BelowExecutedError(budget=annual, executed=fund.executed_yuan)
    _check_unit(amount, beside=fund.annual_yuan)
    line = BudgetLine.objects.get_or_create(project=project, source=source, defaults={"initial_yuan": Decimal(0)})[0]
    change = BudgetChange.objects.create(
        line=line, amount_yuan=amount, decided_on=decided_on, reason=reason.strip()[:300], recorded_by=actor
    )
    record_act(
        actor=actor,
        verb="budget.adjusted",
        about=project,
        organisation=project.owner_id,
        amount=str(amount),
        reason=reason.strip()[:300],
    )
    return change


@transaction.atomic
def record_payment(*, actor: User, project_id: int, values: Mapping[str, Any]) -> Payment:
    """Enter one payment by its voucher. A negative amount takes back."""
    payment = keep_payment(_project(actor, project_id), actor=actor, values=values)
    record_act(
        actor=actor,
        verb="payment.recorded",
        about=payment.project,
        organisation=payment.project.owner_id,
        voucher=payment.voucher,
    )
    return payment


def keep_payment(project: Project, *, actor: User, values: Mapping[str, Any]) -> Payment:
    """Check a payment against what is known and write it, in the caller's transaction."""
    amount, fund = _money(values["amount_yuan"]), _fund(project, values["source"])
    _check_day(values["paid_on"])
    if Payment.objects.filter(project=project, voucher=values["voucher"]).exists():
        raise VoucherTakenError(voucher=values["voucher"])
    executed = fund.executed_yuan + amount
    mix = find_unit_mix(executed, fund.annual_yuan, unit_label="元")
    if mix is not None and executed > fund.annual_yuan:
        raise ImplausibleAmountError(amount=amount, budget=fund.annual_yuan, factor=f"{mix.factor:f}")
    if executed > fund.annual_yuan or executed < 0:
        raise OverBudgetError(executed=executed, budget=fund.annual_yuan)
    return Payment.objects.create(
        project=project,
        line=BudgetLine.objects.get(project=project, source=values["source"]),
        amount_yuan=amount,
        paid_on=values["paid_on"],
        voucher=values["voucher"],
        note=values.get("note", ""),
        recorded_by=actor,
    )


def _project(actor: User, project_id: int) -> Project:
    project = project_for_update(project_id)
    policies.check_can_keep_money(actor, project.owner_id)
    return project


def _fund(project: Project, source: str) -> Fund:
    known = {fund.source: fund for fund in funds_of(project).lines}
    return known.get(source, Fund(source, Decimal(0), Decimal(0), Decimal(0)))


def _money(amount: Decimal, *, may_be_zero: bool = False) -> Decimal:
    try:
        exact = Decimal(amount).quantize(CENT)
    except InvalidOperation as error:
        raise UnfitAmountError(amount=amount) from error
    if exact != amount or abs(exact) >= LARGEST or (exact == 0 and not may_be_zero):
        raise UnfitAmountError(amount=amount)
    return exact


def _check_day(day: date) -> None:
    today = civil_date(timezone.now())
    if day > today:
        raise FutureDateError(day=day.isoformat(), today=today.isoformat())


def _last_years_initial(project: Project) -> Decimal:
    """Return the initial budget of the same project in the year before, 0 where there is none."""
    lines = BudgetLine.objects.filter(
        project__owner_id=project.owner_id, project__name=project.name, project__year=project.year - 1
    )
    return sum(lines.values_list("initial_yuan", flat=True), Decimal(0))


def _check_unit(amount: Decimal, *, beside: Decimal, either_way: bool = False) -> None:
    """An amount of ten thousand times what is known is one that was typed in another unit; `either_way`, a ten-thousandth as well."""
    mix = find_unit_mix(abs(amount), beside, unit_label="元")
    if mix is not None and (either_way or abs(amount) > beside):
        raise ImplausibleAmountError(amount=amount, budget=beside, factor=f"{mix.factor:f}")
