"""Budgets and payments: everything in 元, computed, and refused when it cannot be right."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from tests.servicecloud.performance import making

from servicecloud.boards.selectors.projects import months_of_payments
from servicecloud.errors import DomainError, InvalidInputError, NotPermittedError
from servicecloud.ledger.errors import FutureDateError
from servicecloud.performance import errors, money_errors
from servicecloud.performance.enums import FundSource
from servicecloud.performance.models import BudgetChange, BudgetLine, Payment
from servicecloud.performance.selectors.money import funds_of
from servicecloud.performance.selectors.packs import money_of
from servicecloud.performance.selectors.progress import Period, funds_in
from servicecloud.performance.services import money
from servicecloud.performance.services.projects import create_project

DAY = date(2024, 3, 1)


@pytest.fixture
def project(house):
    return making.a_project(house, year=2024)


def pay(house, project, amount, *, voucher="V-1", day=DAY, source=FundSource.FISCAL):
    values = {"source": source, "amount_yuan": Decimal(amount), "paid_on": day, "voucher": voucher}
    return money.record_payment(actor=house.officer, project_id=project.pk, values=values)


def adjust(house, project, amount, *, day=DAY, reason="核减", **more):
    values = {
        "source": FundSource.FISCAL,
        "amount_yuan": Decimal(amount),
        "decided_on": day,
        "reason": reason,
        **more,
    }
    return money.adjust_budget(actor=house.officer, project_id=project.pk, values=values)


def test_initial_annual_and_executed_are_computed_from_what_was_entered(house, project):
    adjust(house, project, "-50000.50", reason="年中核减")
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
        (lambda house, project: pay(house, project, "9900000000"), money_errors.ImplausibleAmountError),
        (lambda house, project: pay(house, project, "1000000.01"), money_errors.OverBudgetError),
        (lambda house, project: pay(house, project, "100000000"), money_errors.OverBudgetError),
        (lambda house, project: pay(house, project, "-1"), money_errors.BelowZeroError),
        (lambda house, project: pay(house, project, "1", source=FundSource.OTHER), money_errors.NoBudgetError),
        (lambda house, project: pay(house, project, "1", day=date(2023, 12, 31)), money_errors.OutsideYearError),
        (lambda house, project: pay(house, project, "1", day=date(2025, 1, 1)), money_errors.OutsideYearError),
        (lambda house, project: pay(house, project, "1", day=date(1900, 1, 1)), money_errors.OutsideYearError),
        (lambda house, project: adjust(house, project, "5", day=date(1990, 1, 1)), money_errors.OutsideYearError),
        (lambda house, project: adjust(house, project, "3000001"), money_errors.UnusualAdjustmentError),
        (lambda house, project: adjust(house, project, "90000000000"), money_errors.UnusualAdjustmentError),
        (lambda house, project: pay(house, project, "0"), money_errors.UnfitAmountError),
        (lambda house, project: pay(house, project, "1.005"), money_errors.UnfitAmountError),
        (
            lambda house, project: pay(house, project, "1", day=timezone.localdate() + timedelta(days=2)),
            FutureDateError,
        ),
        (
            lambda house, project: adjust(house, project, "-1000001"),
            money_errors.BelowExecutedError,
        ),
        (
            lambda house, project: adjust(house, project, "5", reason=" "),
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

    with pytest.raises(money_errors.VoucherTakenError):
        pay(house, project, "10")


def test_the_initial_budget_stays_once_the_target_is_approved(house):
    project = making.approved(house)

    with pytest.raises(money_errors.BudgetFrozenError):
        money.set_initial_budget(
            actor=house.officer, project_id=project.pk, source=FundSource.FISCAL, amount_yuan=Decimal(5)
        )


@pytest.mark.parametrize("amount", ["105", "10500000000"])
def test_an_initial_budget_in_another_unit_than_last_years_is_refused(house, project, amount):
    making.a_project(house, year=2023)

    with pytest.raises(money_errors.ImplausibleAmountError):
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


def test_an_adjustment_of_several_times_the_budget_is_written_once_it_was_looked_at_again(house, project):
    adjust(house, project, "3000001", is_certain=True)

    assert funds_of(project).annual_yuan == Decimal(4_000_001)


def test_what_was_paid_in_another_year_is_not_executed_on_any_page(house, project):
    line = BudgetLine.objects.get(project=project)
    for day in (date(2019, 5, 1), DAY, date(2025, 1, 3)):  # as older programs took them
        Payment.objects.create(
            project=project, line=line, amount_yuan=100, paid_on=day, voucher=str(day), recorded_by=house.officer
        )
    BudgetChange.objects.create(
        line=line, amount_yuan=7, decided_on=date(2025, 2, 1), reason="追加", recorded_by=house.officer
    )
    end = date(2024, 12, 31)

    whole, at_the_end = funds_of(project), funds_of(project, until=end)

    assert whole == at_the_end
    assert (whole.annual_yuan, whole.executed_yuan) == (Decimal(1_000_000), Decimal(100))
    assert [each.mark for each in money_of(project, until=end).payments] == [str(DAY)]
    assert sum(amount for _month, amount in months_of_payments(project)) == Decimal(100)
    assert [fund.executed_yuan for fund in funds_in(project, Period(2024, 1, 12, end))] == [Decimal(100)]


@pytest.mark.parametrize(("times", "is_unit"), [(100, False), (9_900, True)])
def test_a_payment_far_over_the_budget_is_said_to_be_in_another_unit_only_where_it_is_near_that(
    house, project, times, is_unit
):
    with pytest.raises(DomainError) as refused:
        pay(house, project, 1_000_000 * times)

    assert ("万元" in str(refused.value)) == is_unit
    assert not is_unit or "9900 倍" in str(refused.value)


@pytest.mark.parametrize("year", [1999, 2030])
def test_a_plan_far_outside_the_year_of_the_project_is_refused_at_its_dates(house, year):
    values = {"name": "旧账", "year": 2024, "starts_on": date(1999, 1, 1), "ends_on": date(year, 12, 31)}

    with pytest.raises(InvalidInputError) as refused:
        create_project(actor=house.officer, owner=house.unit, values=values)

    assert refused.value.fields.keys() == {"starts_on", "ends_on"}
    assert "2019-01-01" in refused.value.fields["starts_on"][0]


def test_a_plan_of_three_years_around_the_project_is_taken(house):
    values = {"name": "三年行动", "year": 2024, "starts_on": date(2023, 7, 1), "ends_on": date(2026, 6, 30)}

    assert create_project(actor=house.officer, owner=house.unit, values=values).pk
