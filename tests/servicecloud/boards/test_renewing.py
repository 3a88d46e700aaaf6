"""Summaries follow the acts and the ledger, and say what the cycle itself says."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from tests.servicecloud.performance import making

from servicecloud.activity.services import record_act
from servicecloud.boards.errors import RenewedJustNowError
from servicecloud.boards.models import FindingCount, ProjectSummary, Renewal, TrackedIndicator
from servicecloud.boards.selectors.summing import elapsed_on
from servicecloud.boards.services import renewing
from servicecloud.ledger.models import Register
from servicecloud.ledger.services.registers import add_row
from servicecloud.performance.enums import FundSource
from servicecloud.performance.services import money

YEAR = 2024


@pytest.fixture
def project(house):
    return making.approved(house, year=YEAR)


def pay(house, project, amount, voucher):
    values = {"source": FundSource.FISCAL, "amount_yuan": amount, "paid_on": date(YEAR, 3, 1), "voucher": voucher}
    money.record_payment(actor=house.officer, project_id=project.pk, values=values)


def test_a_project_is_summed_up_with_its_money_its_rows_and_what_the_audit_finds(house, project):
    renewing.renew_due()

    summary = ProjectSummary.objects.get(project=project)
    assert (summary.annual_yuan, summary.executed_yuan) == (Decimal(1_000_000), Decimal(990_000))
    assert summary.execution_rate == Decimal(99)
    assert summary.as_of == date(YEAR, 12, 31)
    assert (summary.rows, summary.green_rows, summary.blue_rows, summary.red_rows) == (3, 2, 0, 0)
    assert summary.light == summary.money_light == "green"
    rows = list(TrackedIndicator.objects.filter(project=project).order_by("position"))
    assert [row.actual for row in rows] == ["5(家次)", "", "80%"]
    assert [row.how for row in rows] == ["number", "narrative", "share"]
    assert [row.entries for row in rows] == [5, None, 5]
    assert rows[0].last_entry_on == date(YEAR, 1, 2)
    assert rows[0].progress == Decimal(125)
    assert rows[1].last_entry_on is None
    errors = sum(each.number for each in FindingCount.objects.filter(project=project, severity="error"))
    assert errors == summary.errors


def test_a_draft_has_its_money_and_no_rows(house):
    project = making.declared(house, year=YEAR)

    renewing.renew_due()

    summary = ProjectSummary.objects.get(project=project)
    assert (summary.rows, summary.light, summary.annual_yuan) == (0, "", Decimal(1_000_000))
    assert not TrackedIndicator.objects.exists()


def test_a_project_without_a_budget_has_none_which_is_not_zero(house):
    from servicecloud.performance.services.projects import create_project

    made = create_project(
        actor=house.officer,
        owner=house.unit,
        values={"name": "新项目", "year": YEAR, "starts_on": date(YEAR, 1, 1), "ends_on": date(YEAR, 12, 31)},
    )

    renewing.renew_due()

    summary = ProjectSummary.objects.get(project=made)
    assert (summary.annual_yuan, summary.executed_yuan, summary.execution_rate) == (None, None, None)


def test_only_what_acts_have_changed_is_due(house, project):
    other = making.a_project(house, name="另一个", year=YEAR)
    assert renewing.due_projects() == sorted([project.pk, other.pk])
    renewing.renew_due()
    assert renewing.due_projects() == []

    pay(house, project, Decimal(5_000), "记-002")

    assert renewing.due_projects() == [project.pk]
    renewing.renew_due()
    assert ProjectSummary.objects.get(project=project).executed_yuan == Decimal(995_000)


def test_an_act_that_became_known_late_is_still_found(house, project):
    renewing.renew_due()
    Renewal.objects.update(at=timezone.now() + timedelta(minutes=10))
    record_act(actor=house.officer, verb="project.changed", about=project, organisation=house.unit)

    assert renewing.due_projects() == [project.pk]


def test_what_does_not_fit_into_one_run_stays_due(house, monkeypatch):
    monkeypatch.setattr(renewing, "MOST_AT_ONCE", 2)
    made = [making.a_project(house, name=f"项目{number}", year=YEAR) for number in range(3)]

    assert renewing.renew_due() == 2
    assert renewing.due_projects() == [made[-1].pk]
    assert not Renewal.objects.exists()
    assert renewing.renew_due() == 1
    assert Renewal.objects.exists()


def test_entries_of_the_ledger_come_with_the_nightly_renewal(house, project):
    renewing.renew_due()
    values = {"happened_on": date(YEAR, 5, 1), "dimensions": {"d1": "满意"}, "note": "又一次"}
    add_row(actor=house.officer, register_id=Register.objects.get().pk, values=values)
    assert renewing.due_projects() == []

    renewing.renew(renewing.open_projects())

    assert TrackedIndicator.objects.get(position=0).actual == "6(家次)"


def test_renewed_twice_is_the_same_as_once(house, project):
    renewing.renew([project.pk])
    before = list(TrackedIndicator.objects.values_list("key", "actual", "light", "progress"))

    renewing.renew([project.pk])

    assert list(TrackedIndicator.objects.values_list("key", "actual", "light", "progress")) == before
    assert ProjectSummary.objects.count() == 1


def test_what_people_say_of_words_is_tracked_too(house):
    project = making.completed(house, year=YEAR)

    renewing.renew([project.pk])

    row = TrackedIndicator.objects.get(project=project, position=1)
    assert (row.actual, row.light) == ("达成年度指标", "green")


def test_a_register_that_can_no_longer_be_counted_leaves_only_its_row_without_a_value(house, project, monkeypatch):
    from servicecloud.boards.selectors import summing
    from servicecloud.performance.errors import BindingError

    plain = summing.bound_rows

    def broken(found, rows):
        rows = list(rows)
        if any(row.level3 == "培训企业家次" for row in rows):
            raise BindingError(indicator="培训企业家次", why="x")
        return plain(found, rows)

    monkeypatch.setattr(summing, "bound_rows", broken)
    renewing.renew([project.pk])

    assert [row.actual for row in TrackedIndicator.objects.order_by("position")] == ["", "", "80%"]


def test_by_hand_not_twice_within_a_minute(house, project):
    renewing.renew_due()

    with pytest.raises(RenewedJustNowError):
        renewing.check_not_just_renewed(timezone.now())
    renewing.check_not_just_renewed(timezone.now() + timedelta(minutes=2))


def test_the_command_renews_and_says_how_many(house, project, capsys):
    call_command("renew_boards")

    assert capsys.readouterr().out == "1\n"


@pytest.mark.parametrize(
    ("day", "share"),
    [(date(2023, 12, 31), 0), (date(2024, 1, 1), Decimal(1) / 366), (date(2024, 12, 31), 1), (date(2025, 3, 1), 1)],
)
def test_the_year_passes_day_by_day(day, share):
    assert elapsed_on(day, year=2024) == share


def test_nothing_is_held_while_a_project_is_summed_up_and_what_happens_meanwhile_stays_due(house, project, monkeypatch):
    plain, held = renewing.sum_up, []

    def meanwhile(of):
        summed = plain(of)
        held.append(connection.in_atomic_block and len(connection.savepoint_ids))
        pay(house, of, Decimal(5_000), "记-003")
        return summed

    outside = len(connection.savepoint_ids)
    monkeypatch.setattr(renewing, "sum_up", meanwhile)
    renewing.renew_due()
    monkeypatch.undo()

    assert held == [outside]
    assert ProjectSummary.objects.get(project=project).executed_yuan == Decimal(990_000)
    assert renewing.due_projects() == [project.pk]


def test_who_sums_up_slowly_does_not_overwrite_what_is_newer(house, project, monkeypatch):
    plain = renewing.sum_up

    def slowly(of):
        summed = plain(of)
        monkeypatch.undo()
        pay(house, of, Decimal(5_000), "记-003")
        renewing.renew([of.pk])
        return summed

    monkeypatch.setattr(renewing, "sum_up", slowly)

    assert renewing.renew([project.pk]) == 0
    assert ProjectSummary.objects.get(project=project).executed_yuan == Decimal(995_000)
    assert renewing.due_projects() == []


def test_what_files_say_of_a_self_evaluation_counts_among_the_findings_as_on_its_page(house):
    evaluated = making.completed(house)
    for row in (0, 1):
        making.attach(house, evaluated, row=row)

    renewing.renew([evaluated.pk])

    assert FindingCount.objects.get(project=evaluated, rule="V-04").number == 2


def test_money_that_changed_since_it_was_frozen_is_counted_with_the_finding_of_the_form(house):
    evaluated = making.completed(house)
    paid = {"source": "fiscal", "amount_yuan": Decimal(4_000), "voucher": "记-002"}

    money.record_payment(
        actor=house.officer, project_id=evaluated.pk, values=paid | {"paid_on": date(evaluated.year, 6, 1)}
    )
    renewing.renew([evaluated.pk])

    assert FindingCount.objects.get(project=evaluated, rule="V-03").number == 1
    assert FindingCount.objects.get(project=evaluated, rule="V-01").number == 1
