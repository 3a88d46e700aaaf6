"""Posting: one act, one entry; what is refused changes nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from tests.servicecloud.factories import OrganisationFactory
from tests.servicecloud.ledger.making import fact, keep_measure, rule

from servicecloud.ledger import errors
from servicecloud.ledger.models import Entry, Owner, SubjectYear, Total, Waiting
from servicecloud.ledger.services.measures import keep_declared_measures
from servicecloud.ledger.services.periods import close_period
from servicecloud.ledger.services.posting import post, post_many, reverse
from servicecloud.ledger.services.snapshots import take_snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


def rows_of_the_ledger() -> tuple[int, int, int, int]:
    return Entry.objects.count(), Waiting.objects.count(), Total.objects.count(), SubjectYear.objects.count()


def test_a_fact_becomes_one_entry_with_its_totals_and_its_subject(unit, officer):
    keep_measure()

    posted = post(fact(owner=unit.pk, quantity=Decimal("2.5"), dimensions={"district": "望潮区"}), actor=officer)

    entry = Entry.objects.get()
    total = Total.objects.get()
    assert (posted.entry_id, posted.is_new) == (entry.pk, True)
    assert entry.quantity == Decimal("2.5")
    assert entry.dimension_values == {"district": "望潮区"}
    assert entry.recorded_by == officer
    assert (total.entries, total.net, total.quantity_millionths) == (1, 1, 2_500_000)
    assert total.last_recorded_at == entry.recorded_at
    assert SubjectYear.objects.get().first_on == date(2023, 1, 10)
    assert Waiting.objects.get().entry == entry


def test_the_same_act_twice_is_one_entry(unit):
    keep_measure()

    first = post(fact(owner=unit.pk))
    again = post(fact(owner=unit.pk))

    assert (again.entry_id, again.is_new) == (first.entry_id, False)
    assert rows_of_the_ledger() == (1, 1, 1, 1)
    assert Total.objects.get().net == 1


def test_an_act_that_comes_twice_in_one_batch_is_one_entry(unit):
    keep_measure()

    posted = post_many([fact(1, owner=unit.pk), fact(2, owner=unit.pk), fact(1, owner=unit.pk)])

    assert [each.is_new for each in posted] == [True, True, False]
    assert posted[0].entry_id == posted[2].entry_id
    assert Entry.objects.count() == 2
    assert Total.objects.get().net == 2


def test_another_fact_under_a_taken_key_is_refused_and_the_batch_leaves_nothing(unit):
    keep_measure()
    post(fact(1, owner=unit.pk))
    before = rows_of_the_ledger()

    with pytest.raises(errors.KeyTakenError), transaction.atomic():
        post_many([fact(2, owner=unit.pk), fact(1, owner=unit.pk, quantity=Decimal(9))])

    assert rows_of_the_ledger() == before


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"unit": "家"}, errors.WrongUnitError),
        ({"unit": "万元"}, errors.WrongUnitError),
        ({"measure": "test.nothing"}, errors.UnknownMeasureError),
        ({"measure": "register.999"}, errors.UnknownMeasureError),
        ({"happened_on": date(2024, 6, 2)}, errors.FutureDateError),
        ({"quantity": Decimal("0.0000001")}, errors.UnfitQuantityError),
        ({"quantity": Decimal(10**11)}, errors.UnfitQuantityError),
        ({"quantity": Decimal("NaN")}, errors.UnfitQuantityError),
        ({"act": ""}, errors.UnfitFactError),
        ({"key": "k" * 161}, errors.UnfitFactError),
        ({"subject": "nul\x00"}, errors.UnfitFactError),
        ({"dimensions": {"colour": "red"}}, errors.UnfitFactError),
        ({"dimensions": {"channel": "letter"}}, errors.UnfitFactError),
    ],
)
def test_an_unfit_fact_is_refused_and_nothing_changes(unit, clock, changes, refusal):
    keep_measure()
    before = rows_of_the_ledger()

    with pytest.raises(refusal):
        post(fact(**({"owner": unit.pk} | changes)))

    assert rows_of_the_ledger() == before


def test_money_in_yuan_is_refused_by_a_measure_in_ten_thousands(unit):
    keep_measure(unit="万元", aggregation="sum")

    with pytest.raises(errors.WrongUnitError) as refused:
        post(fact(owner=unit.pk, unit="元", quantity=Decimal(120000)))

    assert "万元" in str(refused.value)
    assert "ten thousand" not in refused.value.message("en")
    assert Entry.objects.count() == 0


def test_the_last_evening_of_the_year_belongs_to_the_civil_day_in_shanghai(unit, clock):
    keep_measure()
    clock(datetime(2023, 12, 31, 16, 30, tzinfo=UTC))  # half past midnight on 1 January in Shanghai

    posted = post(fact(owner=unit.pk, happened_on=date(2024, 1, 1)))

    entry = Entry.objects.get(pk=posted.entry_id)
    assert entry.happened_on == date(2024, 1, 1)
    assert SubjectYear.objects.get().year == 2024


def test_new_years_day_is_refused_while_it_is_still_the_old_year_in_shanghai(unit, clock):
    keep_measure()
    clock(datetime(2023, 12, 31, 15, 59, tzinfo=UTC))

    with pytest.raises(errors.FutureDateError):
        post(fact(owner=unit.pk, happened_on=date(2024, 1, 1)))


def test_a_clock_that_goes_backwards_does_not_hinder_posting(unit, clock):
    keep_measure()
    clock(datetime(2024, 6, 1, 5, tzinfo=UTC))
    post(fact(1, owner=unit.pk))
    clock(datetime(2024, 6, 1, 4, tzinfo=UTC))

    post(fact(2, owner=unit.pk))

    assert Entry.objects.count() == 2
    assert Total.objects.get().last_recorded_at == datetime(2024, 6, 1, 5, tzinfo=UTC)


def test_a_reversal_takes_the_fact_back_and_names_reason_and_actor(unit, officer):
    keep_measure()
    posted = post(fact(owner=unit.pk))

    back = reverse(posted.entry_id, reason="重复登记", actor=officer)

    entry = Entry.objects.get(pk=back.entry_id)
    assert (entry.reverses_id, entry.reason, entry.recorded_by) == (posted.entry_id, "重复登记", officer)
    assert "officer" in entry.act
    assert sum(Total.objects.values_list("net", flat=True)) == 0
    assert (SubjectYear.objects.get().net, SubjectYear.objects.get().first_on) == (0, None)


def test_after_a_reversal_the_next_standing_entry_is_the_first_of_its_subject(unit, officer):
    keep_measure()
    first = post(fact(1, owner=unit.pk, subject="e"))
    post(fact(2, owner=unit.pk, subject="e", happened_on=date(2023, 5, 1)))

    reverse(first.entry_id, reason="登记有误", actor=officer)

    assert (SubjectYear.objects.get().net, SubjectYear.objects.get().first_on) == (1, date(2023, 5, 1))


def test_what_cannot_be_reversed_says_why(unit, officer, clock):
    keep_measure()
    posted = post(fact(owner=unit.pk))
    back = reverse(posted.entry_id, reason="重复登记", actor=officer)
    other = post(fact(2, owner=unit.pk))

    for entry_id, changes in (
        (posted.entry_id, {}),
        (back.entry_id, {}),
        (10**9, {}),
        (other.entry_id, {"reason": "  "}),
        (other.entry_id, {"on": date(2023, 1, 9)}),
    ):
        with pytest.raises(errors.CannotReverseError):
            reverse(entry_id, **({"reason": "再次", "actor": officer} | changes))

    assert Entry.objects.count() == 3


def test_a_closed_period_refuses_the_fact_and_takes_it_late_as_a_correction_line(unit, officer, clock):
    keep_measure()
    close_period(owner=unit, until=date(2023, 12, 31), reason="年度结账", actor=officer)

    with pytest.raises(errors.ClosedPeriodError):
        post(fact(owner=unit.pk))
    posted = post(fact(owner=unit.pk), late=True)
    again = post(fact(owner=unit.pk), late=True)

    entry = Entry.objects.get()
    assert entry.happened_on == date(2024, 6, 1)
    assert entry.dimension_values == {"late_of": "2023-01-10"}
    assert (again.entry_id, again.is_new) == (posted.entry_id, False)


def test_a_reversal_in_a_closed_period_is_refused_but_today_it_may_be_taken_back(unit, officer, clock):
    keep_measure()
    posted = post(fact(owner=unit.pk))
    close_period(owner=unit, until=date(2023, 12, 31), reason="年度结账", actor=officer)

    with pytest.raises(errors.ClosedPeriodError):
        reverse(posted.entry_id, reason="登记有误", actor=officer, on=date(2023, 6, 1))
    reverse(posted.entry_id, reason="登记有误", actor=officer)

    assert Total.objects.get(net=-1).known_from == date(2024, 6, 1)


@pytest.mark.parametrize("until", [date(2024, 6, 1), date(2023, 12, 31)])
def test_a_period_closes_forwards_and_never_includes_today(unit, officer, clock, until):
    close_period(owner=unit, until=date(2023, 12, 31), reason="年度结账", actor=officer)

    with pytest.raises(errors.PeriodOrderError):
        close_period(owner=unit, until=until, reason="再结一次", actor=officer)


def test_what_a_caller_rolls_back_leaves_no_entry(unit):
    keep_measure()

    with transaction.atomic():
        post(fact(owner=unit.pk))
        transaction.set_rollback(True)

    assert Entry.objects.count() == 0
    assert Total.objects.count() == 0


def test_a_renamed_code_of_the_organisation_does_not_change_its_key_in_the_ledger(unit):
    keep_measure()
    post(fact(1, owner=unit.pk))
    unit.code = "RENAMED"
    unit.save(update_fields=["code"])

    post(fact(2, owner=unit.pk))

    assert Owner.objects.get(organisation=unit).key == "U-TEST"


def test_a_measure_that_changed_under_its_version_is_refused_at_start(db):
    keep_measure()

    with pytest.raises(errors.MeasureChangedError):
        keep_measure(counts_zh="约定的走访")


def test_a_new_version_stands_beside_the_old_one(unit):
    keep_measure()
    post(fact(1, owner=unit.pk))

    keep_measure(version=2, counts_zh="有回执的走访")
    again = post(fact(1, owner=unit.pk))
    post(fact(2, owner=unit.pk))

    assert not again.is_new
    assert sorted(Entry.objects.values_list("measure__version", flat=True)) == [1, 2]
    assert keep_declared_measures() == 0


COLUMNS = {
    "entry": "act",
    "measure": "rule",
    "owner": "key",
    "leaf": "entry_id",
    "sealrecord": "root",
    "snapshot": "unit",
    "periodclose": "reason",
}


@pytest.mark.parametrize(("table", "column"), COLUMNS.items())
def test_the_database_refuses_to_rewrite_or_remove(unit, officer, clock, table, column):
    keep_measure()
    post(fact(owner=unit.pk))
    close_period(owner=unit, until=date(2023, 12, 31), reason="年度结账", actor=officer)
    take_snapshot(rule(), as_of=date(2023, 12, 31), owner=unit, actor=officer)
    statements = [f"UPDATE ledger_{table} SET {column} = {column}", f"DELETE FROM ledger_{table}"]
    if connection.vendor == "postgresql":
        connection.check_constraints()
        statements.append(f"TRUNCATE ledger_{table} CASCADE")
    else:
        statements.append(f"REPLACE INTO ledger_{table} SELECT * FROM ledger_{table}")

    for statement in statements:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_posting_for_another_organisation_keeps_to_that_organisation(unit):
    keep_measure()
    other = OrganisationFactory()

    post_many([fact(1, owner=unit.pk), replace(fact(2, owner=other.pk))])

    assert Entry.objects.filter(owner_id=unit.pk).count() == 1
    assert Total.objects.count() == 2
