"""Budgets and payments: everything in 元, computed, and refused when it cannot be right."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.servicecloud.performance import making

from servicecloud.errors import NotPermittedError
from servicecloud.ledger.errors import FutureDateError
from servicecloud.performance import errors
from servicecloud.performance.enums import FundSource
from servicecloud.performance.models import BudgetChange, Payment
from servicecloud.performance.selectors.money import funds_of
from servicecloud.performance.services import money
from servicecloud.performance.services.payment_files import import_payments

DAY = date(2024, 3, 1)
SHEET = "国库支付明细,,,\n支付日期,金额（万元）,凭证号,用途\n2024-03-01,1.25,A-1,会场\n2024-03-02,0.5,A-1,会场\n昨天,1,A-3,\n2024-03-05,9000,A-4,\n"


@pytest.fixture
def project(house):
    return making.a_project(house, year=2024)


def pay(house, project, amount, *, voucher="V-1", day=DAY, source=FundSource.FISCAL):
    values = {"source": source, "amount_yuan": Decimal(amount), "paid_on": day, "voucher": voucher}
    return money.record_payment(actor=house.officer, project_id=project.pk, values=values)


def test_initial_annual_and_executed_are_computed_from_what_was_entered(house, project):
    money.adjust_budget(
        actor=house.officer,
        project_id=project.pk,
        source=FundSource.FISCAL,
        amount_yuan=Decimal("-50000.50"),
        decided_on=DAY,
        reason="年中核减",
    )
    pay(house, project, "1000.25")
    pay(house, project, "-0.25", voucher="V-2")

    funds = funds_of(project)

    assert (funds.initial_yuan, funds.annual_yuan, funds.executed_yuan) == (
        Decimal(1_000_000),
        Decimal("949999.50"),
        Decimal("1000.00"),
    )
    assert funds_of(project, until=date(2024, 2, 1)).annual_yuan == Decimal(1_000_000)


@pytest.mark.parametrize(
    ("act", "refusal"),
    [
        (lambda house, project: pay(house, project, "9900000000"), errors.ImplausibleAmountError),
        (lambda house, project: pay(house, project, "1000000.01"), errors.OverBudgetError),
        (lambda house, project: pay(house, project, "-1"), errors.OverBudgetError),
        (lambda house, project: pay(house, project, "0"), errors.UnfitAmountError),
        (lambda house, project: pay(house, project, "1.005"), errors.UnfitAmountError),
        (
            lambda house, project: pay(house, project, "1", day=timezone.localdate() + timedelta(days=2)),
            FutureDateError,
        ),
        (
            lambda house, project: money.adjust_budget(
                actor=house.officer,
                project_id=project.pk,
                source=FundSource.FISCAL,
                amount_yuan=Decimal(-1_000_001),
                decided_on=DAY,
                reason="核减",
            ),
            errors.BelowExecutedError,
        ),
        (
            lambda house, project: money.adjust_budget(
                actor=house.officer,
                project_id=project.pk,
                source=FundSource.FISCAL,
                amount_yuan=Decimal(5),
                decided_on=DAY,
                reason=" ",
            ),
            errors.ReasonNeededError,
        ),
        (
            lambda house, project: money.set_initial_budget(
                actor=house.reviewer, project_id=project.pk, source=FundSource.OTHER, amount_yuan=Decimal(1)
            ),
            NotPermittedError,
        ),
    ],
)
def test_an_amount_that_cannot_be_right_is_refused_and_nothing_changes(house, project, act, refusal):
    with pytest.raises(refusal):
        act(house, project)

    assert not Payment.objects.exists()
    assert not BudgetChange.objects.exists()
    assert funds_of(project).annual_yuan == Decimal(1_000_000)


def test_a_voucher_is_entered_once(house, project):
    pay(house, project, "10")

    with pytest.raises(errors.VoucherTakenError):
        pay(house, project, "10")


def test_the_initial_budget_stays_once_the_target_is_approved(house):
    project = making.approved(house)

    with pytest.raises(errors.BudgetFrozenError):
        money.set_initial_budget(
            actor=house.officer, project_id=project.pk, source=FundSource.FISCAL, amount_yuan=Decimal(5)
        )


def test_the_treasurys_spreadsheet_is_taken_row_by_row_in_the_unit_of_its_heading(house, project):
    verdicts = import_payments(
        actor=house.officer, project_id=project.pk, source=FundSource.FISCAL, data=SHEET.encode(), name="a.csv"
    )

    assert [(verdict.number, bool(verdict.problem)) for verdict in verdicts] == [
        (3, False),
        (4, True),
        (5, True),
        (6, True),
    ]
    assert "A-1" in verdicts[1].problem
    assert "昨天" in verdicts[2].problem
    assert funds_of(project).executed_yuan == Decimal("12500.00")


@pytest.mark.parametrize("amount", ["105", "10500000000"])
def test_an_initial_budget_in_another_unit_than_last_years_is_refused(house, project, amount):
    making.a_project(house, year=2023)

    with pytest.raises(errors.ImplausibleAmountError):
        money.set_initial_budget(
            actor=house.officer, project_id=project.pk, source=FundSource.FISCAL, amount_yuan=Decimal(amount)
        )

    assert funds_of(project).initial_yuan == Decimal(1_000_000)


def test_a_budget_that_doubles_is_believed(house, project):
    making.a_project(house, year=2023)

    money.set_initial_budget(
        actor=house.officer, project_id=project.pk, source=FundSource.FISCAL, amount_yuan=Decimal(2_000_000)
    )

    assert funds_of(project).initial_yuan == Decimal(2_000_000)
