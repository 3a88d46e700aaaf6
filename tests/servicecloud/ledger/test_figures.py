"""The number of a rule is what the core counts from the same entries, and each entry left out has its reason."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.servicecloud.factories import OrganisationFactory
from tests.servicecloud.ledger.making import fact, keep_measure, rule

from plumbline.evidence.measures import DimensionFilter, Exclusion, Window
from plumbline.evidence.recount import evaluate
from servicecloud.ledger import errors
from servicecloud.ledger.canonical import record_of
from servicecloud.ledger.models import Entry
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.drilling import drill_down
from servicecloud.ledger.selectors.figures import explain, value
from servicecloud.ledger.selectors.leaves import Leaves
from servicecloud.ledger.services.checking import check_ledger
from servicecloud.ledger.services.posting import post, post_many, reverse
from servicecloud.ledger.services.sealing import seal_waiting
from servicecloud.ledger.services.snapshots import check_snapshot, take_snapshot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
YEAR_END = date(2023, 12, 31)
DAYS = st.integers(0, 500).map(lambda days: date(2022, 10, 1) + timedelta(days=days))
FACTS = st.lists(
    st.fixed_dictionaries(
        {
            "happened_on": DAYS,
            "subject": st.sampled_from([None, "a", "b", "c"]),
            "quantity": st.sampled_from([Decimal(1), Decimal("2.5"), Decimal(-3), Decimal("0.000001")]),
            "dimensions": st.fixed_dictionaries(
                {},
                optional={
                    "district": st.sampled_from(["望潮区", "石桥区"]),
                    "due": st.sampled_from(["2023-03-01", "2023-12-31", "soon"]),
                    "answer": st.sampled_from(["good", "bad", "unread"]),
                },
            ),
            "back": st.none() | st.integers(0, 200),
        }
    ),
    max_size=12,
)
DISTRICT = DimensionFilter(dimension="district", title_zh="所在区", title_en="district", values=("望潮区",))
NOT_STONE = Exclusion(dimension="district", values=("石桥区",), reason_zh="不在服务范围", reason_en="not served")
RULES = [
    {"aggregation": "count"},
    {"aggregation": "sum", "unit": "家次"},
    {"aggregation": "distinct", "unit": "家", "entry_unit": "家次"},
    {"aggregation": "mean"},
    {"aggregation": "latest"},
    {"aggregation": "on_time_share", "unit": "%", "entry_unit": "家次", "due_dimension": "due"},
    {
        "aggregation": "answer_share",
        "unit": "%",
        "entry_unit": "家次",
        "answer_dimension": "answer",
        "counted_answers": ("good",),
        "valid_answers": ("good", "bad"),
    },
    {
        "aggregation": "ratio",
        "unit": "%",
        "entry_unit": "家次",
        "numerator": rule(aggregation="count", filters=(DISTRICT,)),
        "denominator": rule(aggregation="count"),
    },
]
WINDOWS = [
    Window(),
    Window(start=date(2023, 1, 1), end=YEAR_END),
    Window(start=date(2023, 2, 15), end=date(2023, 9, 30)),
    Window(start=date(2022, 1, 1)),
]


@pytest.mark.parametrize("definition", RULES, ids=lambda each: each["aggregation"])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    facts=FACTS,
    window=st.sampled_from(WINDOWS),
    limits=st.sampled_from([{}, {"filters": (DISTRICT,)}, {"exclusions": (NOT_STONE,)}]),
    as_of=DAYS,
)
def test_the_number_and_every_reason_are_those_of_the_naive_recount(
    unit, officer, clock, definition, facts, window, limits, as_of
):
    clock(datetime(2024, 12, 1, 2, tzinfo=UTC))
    asked = rule(**({"window": window} | limits | definition))
    with transaction.atomic():
        keep_measure()
        _post(facts, unit, officer)
        entries = list(Entry.objects.select_related("measure", "owner"))
        expected = evaluate(asked, [record_of(entry) for entry in entries], as_of=as_of)

        found = value(asked, as_of=as_of)
        contributing = sorted(found.count.contributing().values_list("pk", flat=True))
        left_out = list(found.count.not_counted().select_related("measure", "owner"))
        reasons = explain(found.count, left_out)

        assert found.number == expected.number
        assert (found.counted, found.numerator, found.denominator) == (
            expected.n,
            expected.numerator,
            expected.denominator,
        )
        assert found.last_recorded_at == expected.last_recorded_at
        assert tuple(contributing) == expected.contributing
        assert {each.entry: each.code for each in expected.excluded} == {pk: why.code for pk, why in reasons.items()}
        assert found.not_counted == len(expected.excluded)
        assert _drilled(found, is_counted=True) == _newest_first(entries, contributing)
        assert _drilled(found, is_counted=False) == _newest_first(entries, reasons)
        assert check_ledger().differences == []
        transaction.set_rollback(True)


def _drilled(figure, *, is_counted):
    """Turn all pages below a number, two entries each."""
    seen, after = [], "start"
    while after:
        page = drill_down(figure, is_counted=is_counted, after=after, per_page=2)
        seen += [entry.pk for entry, _why in page.lines]
        after = page.after
    return seen


def _newest_first(entries, wanted):
    chosen = [entry for entry in entries if entry.pk in set(wanted)]
    return [entry.pk for entry in sorted(chosen, key=lambda entry: (entry.happened_on, entry.pk), reverse=True)]


def _post(facts, unit, officer):
    for number, values in enumerate(facts):
        posted = post(fact(number, **({"owner": unit.pk} | {k: v for k, v in values.items() if k != "back"})))
        if values["back"] is not None:
            day = values["happened_on"] + timedelta(days=values["back"])
            reverse(posted.entry_id, reason="有误", actor=officer, on=day)


def test_a_new_record_is_in_the_number_at_once(unit):
    keep_measure()
    year = rule(window=Window(start=date(2023, 1, 1), end=YEAR_END))

    before = value(year, as_of=YEAR_END).number
    post(fact(owner=unit.pk))

    assert (before, value(year, as_of=YEAR_END).number) == (0, 1)


def test_an_earlier_date_keeps_its_number_after_a_reversal(unit, officer):
    keep_measure()
    posted = post(fact(owner=unit.pk))

    reverse(posted.entry_id, reason="有误", actor=officer, on=date(2023, 3, 1))

    assert value(rule(), as_of=date(2023, 2, 28)).number == 1
    assert value(rule(), as_of=date(2023, 3, 1)).number == 0


def test_enterprises_are_counted_once_whatever_unit_served_them(unit):
    keep_measure()
    other = OrganisationFactory()
    post_many([fact(1, owner=unit.pk, subject="e"), fact(2, owner=other.pk, subject="e")])
    enterprises = rule(aggregation="distinct", unit="家", entry_unit="家次")

    assert value(enterprises, as_of=YEAR_END).number == 1
    assert value(enterprises, as_of=YEAR_END, owners=[other.pk]).number == 1


def test_a_number_is_of_the_entries_in_scope_only(unit, officer, in_scope_of):
    keep_measure()
    other = OrganisationFactory()
    post_many([fact(1, owner=unit.pk), fact(2, owner=other.pk)])

    in_scope_of(officer)

    figure = value(rule(), as_of=YEAR_END, owners=[unit.pk, other.pk])
    assert (figure.number, figure.entries) == (1, 1)
    assert figure.count.contributing().count() == 1


def test_a_rule_in_another_unit_than_its_measure_is_refused(unit):
    keep_measure()

    with pytest.raises(errors.WrongUnitError):
        value(rule(unit="件"), as_of=YEAR_END)


def test_a_rule_over_no_measure_is_refused(unit):
    with pytest.raises(errors.UnknownMeasureError):
        value(rule("test.none"), as_of=YEAR_END)


def test_late_facts_are_told_apart_as_corrections(unit, officer, clock):
    from servicecloud.ledger.services.periods import close_period

    keep_measure()
    close_period(owner=unit, until=YEAR_END, reason="年度结账", actor=officer)
    post(fact(1, owner=unit.pk, happened_on=date(2024, 2, 1)))
    post(fact(2, owner=unit.pk), late=True)

    figure = value(rule(window=Window(start=date(2024, 1, 1))), as_of=date(2024, 12, 31))

    assert (figure.number, figure.corrections) == (2, 1)


def test_a_snapshot_holds_its_number_and_notices_what_changes_it(unit, officer):
    keep_measure()
    posted = post_many([fact(1, owner=unit.pk), fact(2, owner=unit.pk, happened_on=date(2023, 5, 1))])
    seal_waiting()

    snapshot = take_snapshot(rule(), as_of=YEAR_END, owner=unit, actor=officer)
    untouched = check_snapshot(snapshot)
    reverse(posted[0].entry_id, reason="有误", actor=officer, on=date(2023, 6, 1))
    after = check_snapshot(snapshot)

    assert (snapshot.number, snapshot.counted, snapshot.head_count) == (2, 2, 2)
    assert untouched.holds
    assert not after.holds
    assert after.number_now == 1
    assert timezone.localdate(snapshot.taken_at) <= timezone.localdate()


def test_a_snapshot_seals_what_waits_so_that_all_it_counts_is_in_the_chain(unit, officer):
    keep_measure()
    post(fact(owner=unit.pk))

    snapshot = take_snapshot(rule(), as_of=YEAR_END, owner=unit, actor=officer)

    assert snapshot.head_count == 1
    assert check_snapshot(snapshot).holds


@pytest.mark.parametrize("measured", [{}, {"filters": (DISTRICT,)}, {"exclusions": (NOT_STONE,)}, *RULES[:5]])
def test_numbers_frozen_together_are_those_frozen_alone(unit, officer, measured):
    keep_measure()
    facts = [fact(number, owner=unit.pk, dimensions={"district": "望潮区"}) for number in range(3)]
    post_many([*facts, *(fact(3 + number, owner=unit.pk, dimensions={"district": "石桥区"}) for number in range(2))])
    shared = Leaves()
    take_snapshot(rule(), as_of=YEAR_END, owner=unit, actor=officer, leaves=shared)

    together = take_snapshot(rule(**measured), as_of=YEAR_END, owner=unit, actor=officer, leaves=shared)
    alone = take_snapshot(rule(**measured), as_of=YEAR_END, owner=unit, actor=officer)

    assert together.entries_digest == alone.entries_digest
    assert (together.number, together.counted) == (alone.number, alone.counted)


def test_numbers_frozen_together_notice_what_was_posted_in_between(unit, officer):
    keep_measure()
    post(fact(1, owner=unit.pk))
    shared = Leaves()
    take_snapshot(rule(), as_of=YEAR_END, owner=unit, actor=officer, leaves=shared)
    post(fact(2, owner=unit.pk))

    assert take_snapshot(rule(), as_of=YEAR_END, owner=unit, actor=officer, leaves=shared).counted == 2


def test_a_snapshot_of_an_empty_ledger_is_refused(unit, officer):
    keep_measure()

    with pytest.raises(errors.NothingSealedError):
        take_snapshot(rule(), as_of=YEAR_END, owner=unit, actor=officer)


def test_counting_for_a_page_asks_the_database_few_times(unit, django_assert_max_num_queries):
    keep_measure()
    post_many([fact(number, owner=unit.pk) for number in range(20)])

    with django_assert_max_num_queries(5):
        value(rule(aggregation="distinct", unit="家", entry_unit="家次"), as_of=YEAR_END)
    with django_assert_max_num_queries(4):
        explain(
            Count(rule(), YEAR_END), list(Count(rule(), YEAR_END).entries().select_related("measure", "owner")[:10])
        )
