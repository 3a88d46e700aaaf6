from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import tries
from tests.plumbline.evidence.chains import make_entry

from plumbline.evidence.entry import EntryRecord
from plumbline.evidence.errors import InvalidCountingRuleError, UnitMismatchError
from plumbline.evidence.measures import CountingRule, DimensionFilter, Exclusion, Window
from plumbline.evidence.recount import evaluate, round_fraction
from plumbline.evidence.sentences import counting_sentence
from plumbline.evidence.units import check_unit, unit_word

YEAR_END = date(2023, 12, 31)
YEAR = Window(start=date(2023, 1, 1), end=YEAR_END)


def make_rule(**changes: Any) -> CountingRule:
    values: dict[str, Any] = {
        "measure": "appeals.closed",
        "version": 1,
        "title_zh": "办结诉求数",
        "title_en": "Appeals closed",
        "counts_zh": "已办结的诉求",
        "counts_en": "appeals that were closed",
        "unit": "件",
        "aggregation": "sum",
        "window": YEAR,
    }
    return CountingRule(**(values | changes))


DISTINCT = make_rule(unit="家", entry_unit="件", aggregation="distinct")
ON_TIME = make_rule(unit="%", entry_unit="件", aggregation="on_time_share", due_dimension="due_on")
SATISFIED = make_rule(
    unit="%",
    entry_unit="件",
    aggregation="answer_share",
    answer_dimension="answer",
    counted_answers=("满意", "非常满意"),
    valid_answers=("满意", "非常满意", "一般", "不满意"),
)


def on(day: date, number: int = 1, **changes: Any) -> EntryRecord:
    return make_entry(number, happened_on=day, **changes)


def reversal(number: int, of: EntryRecord, day: date = YEAR_END) -> EntryRecord:
    return make_entry(number, happened_on=day, reverses=of.id, reason="重复登记", quantity=-of.quantity)


def reasons(rule: CountingRule, entries: Sequence[EntryRecord], as_of: date = YEAR_END) -> dict[int, str]:
    return {each.entry: each.code for each in evaluate(rule, entries, as_of=as_of).excluded}


records = st.lists(
    st.tuples(
        st.integers(0, 420),  # days after 1 December 2022
        st.decimals(0, 50, places=2),
        st.sampled_from(["A", "B", "C", None]),
        st.sampled_from(["东港区", "西岭区", "试点区"]),
        st.sampled_from(["appeals.closed", "orders.done"]),
        st.booleans(),  # reversed
    ),
    max_size=12,
)


def build(rows: Sequence[tuple[int, Decimal, str | None, str, str, bool]]) -> list[EntryRecord]:
    entries = []
    for number, (days, quantity, subject, district, measure, is_reversed) in enumerate(rows, start=1):
        entry = on(
            date(2022, 12, 1) + timedelta(days=days),
            number,
            quantity=quantity,
            subject=subject,
            measure=measure,
            dimensions={"district": district},
        )
        entries.append(entry)
        if is_reversed:
            other = make_entry(100 + number, measure=measure, reverses=entry.id, reason="误登", quantity=-quantity)
            entries.append(other)
    return entries


@settings(max_examples=tries(100), deadline=None)
@given(records)
def test_totals_equal_a_naive_recount(rows: list[tuple[int, Decimal, str | None, str, str, bool]]):
    rule = {
        "filters": (
            DimensionFilter(dimension="district", title_zh="区", title_en="district", values=("东港区", "试点区")),
        ),
        "exclusions": (Exclusion(dimension="district", values=("试点区",), reason_zh="试点另计", reason_en="pilot"),),
    }
    start = date(2022, 12, 1)
    counted = [
        (quantity, subject)
        for days, quantity, subject, district, measure, is_reversed in rows
        if measure == "appeals.closed"
        and not is_reversed
        and district == "东港区"
        and (start + timedelta(days=days)).year == 2023
    ]
    entries = build(rows)

    summed = evaluate(make_rule(**rule), entries, as_of=YEAR_END)
    counts = evaluate(make_rule(aggregation="count", **rule), entries, as_of=YEAR_END)
    subjects = evaluate(make_rule(unit="家", entry_unit="件", aggregation="distinct", **rule), entries, as_of=YEAR_END)
    mean = evaluate(make_rule(aggregation="mean", **rule), entries, as_of=YEAR_END)

    assert summed.number == sum(quantity for quantity, _ in counted)
    assert counts.number == summed.n == len(counted)
    assert subjects.number == len({subject for _, subject in counted if subject})
    assert (mean.number is None) == (not counted)
    own = [entry for entry in entries if entry.measure == "appeals.closed"]
    assert len(summed.contributing) + len(summed.excluded) == len(own)
    assert len(subjects.contributing) + len(subjects.excluded) == len(own)


def test_each_reason_for_not_counting_is_given():
    counted, voided = on(date(2023, 5, 1), 1), on(date(2023, 5, 2), 2)
    undo = reversal(3, voided)
    entries = [
        counted,
        voided,
        undo,
        on(date(2022, 12, 31), 4),
        on(date(2023, 12, 31), 5, measure_version=2),
        on(date(2023, 6, 1), 6, dimensions={"district": "试点区"}),
        on(date(2023, 6, 1), 7, dimensions={}),
        on(date(2024, 1, 1), 8),
    ]
    rule = make_rule(
        exclusions=(Exclusion(dimension="district", values=("试点区",), reason_zh="试点另计", reason_en="pilot"),),
        filters=(
            DimensionFilter(
                dimension="district", title_zh="区", title_en="district", values=("东港区", "西岭区", "试点区")
            ),
        ),
    )

    value = evaluate(rule, entries, as_of=YEAR_END)

    assert value.contributing == (counted.id,)
    assert {each.entry // 3: each.code for each in value.excluded} == {
        2: "reversed",
        3: "reversal",
        4: "outside_window",
        5: "other_version",
        6: "excluded",
        7: "filtered_out",
        8: "not_yet",
    }
    assert value.excluded[0].reason_zh == f"已由记录 {undo.id} 冲销：重复登记"


def test_a_reversal_counts_only_from_its_own_day_on():
    entry = on(date(2023, 5, 1), 1)
    entries = [entry, reversal(2, entry, day=date(2023, 7, 1))]

    assert evaluate(make_rule(), entries, as_of=date(2023, 6, 30)).number == 1
    assert evaluate(make_rule(), entries, as_of=date(2023, 7, 1)).number == 0


def test_a_reversed_reversal_lets_the_entry_count_again():
    entry = on(date(2023, 5, 1), 1)
    first = reversal(2, entry)
    entries = [entry, first, reversal(3, first)]

    assert evaluate(make_rule(), entries, as_of=YEAR_END).contributing == (entry.id,)


def test_the_last_day_of_the_year_counts_and_the_first_of_the_next_does_not():
    entries = [on(date(2023, 12, 31), 1), on(date(2024, 1, 1), 2)]

    assert evaluate(make_rule(), entries, as_of=date(2024, 6, 1)).contributing == (3,)


def test_households_are_counted_once_and_the_repeats_say_which_entry_counted():
    entries = [on(date(2023, 5, day), day, subject="甲厂") for day in (3, 1, 2)] + [
        on(date(2023, 5, 4), 4, subject=None)
    ]

    value = evaluate(DISTINCT, entries, as_of=YEAR_END)

    assert (value.number, value.contributing) == (1, (3,))
    assert {each.entry: each.code for each in value.excluded} == {
        6: "repeated_subject",
        9: "repeated_subject",
        12: "no_subject",
    }
    assert "3" in value.excluded[0].reason_zh


def test_the_latest_quantity_is_taken_whatever_the_order():
    entries = [on(date(2023, 5, 2), 1, quantity=Decimal(7)), on(date(2023, 5, 1), 2, quantity=Decimal(9))]

    value = evaluate(make_rule(aggregation="latest"), entries, as_of=YEAR_END)

    assert (value.number, value.contributing) == (7, (3,))
    assert reasons(make_rule(aggregation="latest"), entries) == {6: "not_latest"}


def test_an_on_time_share_counts_the_due_day_itself_and_leaves_out_entries_without_one():
    due = [("2023-05-02", 1), ("2023-05-01", 2), ("2023-04-30", 3), ("soon", 4)]
    entries = [on(date(2023, 5, 1), number, dimensions={"due_on": text}) for text, number in due]

    value = evaluate(ON_TIME, entries, as_of=YEAR_END)

    assert (value.number, value.numerator, value.denominator, value.n) == (Decimal("66.67"), 2, 3, 3)
    assert reasons(ON_TIME, entries) == {12: "no_due_date"}


def test_a_share_of_answers_has_the_valid_answers_below():
    answers = ["满意", "非常满意", "一般", "弃权"]
    entries = [on(date(2023, 5, 1), at, dimensions={"answer": answer}) for at, answer in enumerate(answers, start=1)]

    value = evaluate(SATISFIED, entries, as_of=YEAR_END)

    assert (value.number, value.numerator, value.denominator) == (Decimal("66.67"), 2, 3)
    assert reasons(SATISFIED, entries) == {12: "no_valid_answer"}


@pytest.mark.parametrize("rule", [ON_TIME, SATISFIED, make_rule(aggregation="mean"), make_rule(aggregation="latest")])
def test_of_nothing_nothing_is_said_not_zero(rule: CountingRule):
    assert evaluate(rule, [], as_of=YEAR_END).number is None


def test_a_ratio_divides_two_rules_and_of_nothing_says_nothing():
    asked = make_rule(measure="appeals.received", aggregation="count")
    ratio = make_rule(unit="%", aggregation="ratio", numerator=make_rule(aggregation="count"), denominator=asked)
    closed = [on(date(2023, 5, 1), number) for number in (1, 2)]
    received = [on(date(2023, 4, 1), number, measure="appeals.received") for number in (11, 12, 13)]

    value = evaluate(ratio, [*closed, *received], as_of=YEAR_END)

    assert (value.number, value.numerator, value.denominator) == (Decimal("66.67"), 2, 3)
    assert evaluate(ratio, closed, as_of=YEAR_END).number is None


@pytest.mark.parametrize(
    ("value", "half_up", "truncated"),
    [
        (Fraction(6578947, 100000), "65.79", "65.78"),
        (Fraction(99495, 1000), "99.50", "99.49"),
        (Fraction(-1005, 1000), "-1.01", "-1.00"),
        (Fraction(2, 1), "2.00", "2.00"),
    ],
)
def test_rounding_is_the_one_the_rule_names(value: Fraction, half_up: str, truncated: str):
    assert round_fraction(value, decimals=2, rounding="half_up") == Decimal(half_up)
    assert round_fraction(value, decimals=2, rounding="truncate") == Decimal(truncated)


def test_a_sum_of_very_many_digits_is_not_rounded():
    entries = [
        on(date(2023, 5, 1), 1, quantity=Decimal(12345678901234567890123456789012345678)),
        on(date(2023, 5, 1), 2, quantity=Decimal("0.00000000000000000000000000000000000001")),
    ]

    number = evaluate(make_rule(), entries, as_of=YEAR_END).number

    assert str(number) == "12345678901234567890123456789012345678.00000000000000000000000000000000000001"


def test_a_value_says_when_its_newest_entry_was_recorded():
    entries = [on(date(2023, 5, 1), 1), on(date(2023, 5, 1), 2), on(date(2024, 5, 1), 59)]

    assert evaluate(make_rule(), entries, as_of=YEAR_END).last_recorded_at == entries[1].recorded_at


@pytest.mark.parametrize(
    ("measure_unit", "entry_unit", "hint"),
    [
        ("万元", "元", "换算"),
        ("元", "千元", "换算"),
        ("家", "家次", "按次"),
        ("人次", "人", "按次"),
        ("件", "条", "指标"),
    ],
)
def test_quantities_in_another_unit_are_refused(measure_unit: str, entry_unit: str, hint: str):
    with pytest.raises(UnitMismatchError, match=hint) as refused:
        check_unit(measure_unit, entry_unit)
    assert refused.value.code == "unit_mismatch"
    assert entry_unit in refused.value.message("en")


def test_an_entry_in_another_unit_stops_the_recount():
    with pytest.raises(UnitMismatchError):
        evaluate(make_rule(unit="万元"), [on(date(2023, 5, 1), unit="元")], as_of=YEAR_END)


@pytest.mark.parametrize(
    ("unit", "counting"),
    [
        *[(unit, "distinct") for unit in ("家", "人")],
        *[(unit, "repeated") for unit in ("家次", "人次", "场次", "卷")],
        ("万元", "amount"),
        ("%", "share"),
        ("套餐", None),
    ],
)
def test_the_counting_word_decides(unit: str, counting: str | None):
    assert unit_word(unit) == counting


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": "家"},
        {"unit": "家次", "aggregation": "distinct"},
        {"unit": "%"},
        {"unit": "%", "aggregation": "ratio"},
        {"unit": "%", "aggregation": "on_time_share"},
        {"unit": "%", "aggregation": "answer_share"},
        {
            "unit": "%",
            "aggregation": "answer_share",
            "answer_dimension": "a",
            "counted_answers": ("x",),
            "valid_answers": (),
        },
        {"decimals": -1},
        {"window": Window(start=date(2023, 2, 1), end=date(2023, 1, 1))},
    ],
)
def test_a_rule_that_contradicts_itself_cannot_be_made(changes: dict[str, Any]):
    with pytest.raises(InvalidCountingRuleError):
        make_rule(**changes)


def test_the_written_rule_says_what_counts_once_or_every_time_when_and_what_not():
    rule = make_rule(
        unit="家",
        entry_unit="件",
        aggregation="distinct",
        filters=(
            DimensionFilter(dimension="district", title_zh="区", title_en="district", values=("东港区", "西岭区")),
        ),
        exclusions=(Exclusion(dimension="channel", values=("测试",), reason_zh="测试数据", reason_en="test data"),),
    )

    assert counting_sentence(rule) == (
        "办结诉求数（家）：统计已办结的诉求；按不重复的服务对象计数，同一对象在统计期内只计一次。"
        "统计期：2023年1月1日至2023年12月31日，按发生日期（北京时间）。只计区为“东港区”、“西岭区”的记录。"
        "不计“测试”的记录：测试数据。已冲销的记录不计。"
    )
    assert counting_sentence(rule, "en") == (
        "Appeals closed (家): appeals that were closed; the number of different subjects, each once however often it was served. "
        "Period: 2023-01-01 to 2023-12-31, by the date it happened (Beijing time). "
        "Only entries whose district is 东港区 or 西岭区. Not counted: 测试 (test data). Reversed entries do not count."
    )


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_kind_of_rule_can_be_written_down(lang: Any):
    ratio = make_rule(
        unit="%", aggregation="ratio", numerator=make_rule(), denominator=make_rule(), rounding="truncate"
    )
    open_ended = (
        make_rule(window=Window(end=YEAR_END)),
        make_rule(window=Window(start=YEAR_END)),
        make_rule(window=Window()),
    )

    sentences = [counting_sentence(rule, lang) for rule in (ON_TIME, SATISFIED, ratio, *open_ended)]

    assert len(set(sentences)) == 6
    assert ("乘以100" if lang == "zh" else "Times 100") in sentences[0]
    assert "满意" in sentences[1]
    assert ("截去" if lang == "zh" else "cut off") in sentences[2]
