"""Budgets and payments: entered one by one or from the treasury's spreadsheet, refused when they cannot be right."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from servicecloud.activity.services import record_act
from servicecloud.identity.models import User
from servicecloud.performance import policies
from servicecloud.performance.enums import ProjectState
from servicecloud.performance.errors import ReasonNeededError
from servicecloud.performance.models import BudgetChange, BudgetLine, Payment, Project
from servicecloud.performance.money_errors import (
    BelowExecutedError,
    BudgetFrozenError,
    UnfitAmountError,
    UnusualAdjustmentError,
)
from servicecloud.performance.selectors.money import Fund, Funds, funds_of
from servicecloud.performance.services.amounts import check_day, check_unit, exact_yuan
from servicecloud.performance.services.payment_book import PaymentBook
from servicecloud.performance.services.projects import project_for_update

USUAL_TIMES = Decimal(3)
"""An adjustment of more than so many times the whole budget of the project is asked about before it is written."""


@transaction.atomic
def set_initial_budget(*, actor: User, project_id: int, source: str, amount_yuan: Decimal) -> BudgetLine:
    """Enter or mend the initial budget of a source; possible until the target is approved.

    Refuses an amount that differs from the same project's budget of the year before as 元 and 万元 do.
    """
    project = _project(actor, project_id)
    if project.state != ProjectState.PREPARING:
        raise BudgetFrozenError
    amount = exact_yuan(amount_yuan, may_be_zero=True)
    if amount < 0:
        raise UnfitAmountError(amount=amount)
    before = _last_years_initial(project)
    if before:
        check_unit(amount, beside=before, either_way=True)
    line, _is_new = BudgetLine.objects.update_or_create(
        project=project, source=source, defaults={"initial_yuan": amount}
    )
    record_act(
        actor=actor, verb="budget.set", about=project, organisation=project.owner_id, source=source, amount=str(amount)
    )
    return line


@transaction.atomic
def adjust_budget(*, actor: User, project_id: int, values: Mapping[str, Any]) -> BudgetChange:
    """Enter an adjustment, up or down, with its reason; never below what was paid.

    One of several times the budget is only written when `is_certain` says that the amount was looked at again.
    """
    project = _project(actor, project_id)
    source, amount, reason = str(values["source"]), exact_yuan(values["amount_yuan"]), str(values["reason"]).strip()
    if not reason:
        raise ReasonNeededError
    check_day(values["decided_on"], year=project.year)
    funds = funds_of(project)
    fund = _fund(funds, source)
    annual = fund.annual_yuan + amount
    if annual < fund.executed_yuan or annual < 0:
        raise BelowExecutedError(budget=annual, executed=fund.executed_yuan)
    check_unit(amount, beside=fund.annual_yuan)
    if not values.get("is_certain"):
        _ask_twice(amount, funds)
    line = BudgetLine.objects.get_or_create(project=project, source=source, defaults={"initial_yuan": Decimal(0)})[0]
    change = BudgetChange.objects.create(
        line=line, amount_yuan=amount, decided_on=values["decided_on"], reason=reason[:300], recorded_by=actor
    )
    record_act(
        actor=actor,
        verb="budget.adjusted",
        about=project,
        organisation=project.owner_id,
        amount=str(amount),
        reason=reason[:300],
    )
    return change


@transaction.atomic
def record_payment(*, actor: User, project_id: int, values: Mapping[str, Any]) -> Payment:
    """Enter one payment by its voucher. A negative amount takes back."""
    project = _project(actor, project_id)
    payment = PaymentBook([project], vouchers=[values["voucher"]]).take(project, actor=actor, values=values)
    payment.save()
    record_act(
        actor=actor, verb="payment.recorded", about=project, organisation=project.owner_id, voucher=payment.voucher
    )
    return payment


def _project(actor: User, project_id: int) -> Project:
    project = project_for_update(project_id)
    policies.check_can_keep_money(actor, project.owner_id)
    return project


def _fund(funds: Funds, source: str) -> Fund:
    known = {fund.source: fund for fund in funds.lines}
    return known.get(source, Fund(source, Decimal(0), Decimal(0), Decimal(0)))


def _ask_twice(amount: Decimal, funds: Funds) -> None:
    budget = funds.annual_yuan or Decimal(0)
    if abs(amount) > budget * USUAL_TIMES:
        raise UnusualAdjustmentError(amount=amount, budget=budget, times=USUAL_TIMES)


def _last_years_initial(project: Project) -> Decimal:
    """Return the initial budget of the same project in the year before, 0 where there is none."""
    lines = BudgetLine.objects.filter(
        project__owner_id=project.owner_id, project__name=project.name, project__year=project.year - 1
    )
    return sum(lines.values_list("initial_yuan", flat=True), Decimal(0))
