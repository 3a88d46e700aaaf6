"""Advice on targets from earlier years."""

import math
import random
import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plumbline.audit.builders import promised, row, self_evaluation, target_table

from plumbline.audit.advice import TargetAdvice, advise, chance_of_reaching, prediction_interval, student_tail
from plumbline.forms.model import Form
from plumbline.rulebooks import load_rulebook

BOOK = load_rulebook("shanghai-2023")
PAGE = Path(__file__).parents[3] / "docs/explanation/target-advice.md"


def year(number: int, actual: str, target: str = "≥100(家)", name: str = "服务企业数", **changes: object) -> Form:
    return self_evaluation(row(name, target, actual), year=number, **changes)


def advice(target: str, *history: Form, name: str = "服务企业数") -> TargetAdvice | None:
    found = advise(target_table(promised(row(name, target)), year=2024), history, BOOK)
    return found[0] if found else None


THREE = [year(2021, "110(家)"), year(2022, "120(家)"), year(2023, "130(家)")]


def test_a_target_below_the_last_actual_is_flagged_and_history_is_shown():
    found = advice("≥100(家)", *THREE)

    assert found is not None
    assert found.flags == ("below_last_actual", "never_failing")
    assert [(value.year, value.actual, value.reached) for value in found.history][-1] == (2023, Decimal(130), True)
    assert "2023年130家" in found.sentence_zh


def test_the_year_that_a_target_lies_below_is_named_however_long_ago_it_was():
    found = advice("≥100(家)", year(2019, "110(家)"), year(2020, "130(家)"))

    assert found is not None
    assert "低于2020年实际完成值" in found.sentence_zh
    assert "less than was achieved in 2020" in found.sentence_en
    assert "上年" not in found.sentence_zh


def test_targets_that_were_never_met_are_flagged():
    found = advice("≥200(家)", *(year(number, "90(家)") for number in (2021, 2022, 2023)))

    assert found is not None
    assert found.flags == ("never_reached",)


def test_an_upper_limit_is_easier_when_it_is_higher():
    past = [year(number, "2(%)", "≤5(%)", "系统故障率") for number in (2022, 2023)]

    found = advice("≤5(%)", *past, name="系统故障率")

    assert found is not None
    assert found.flags == ("below_last_actual",)


def test_two_years_give_no_interval_and_say_so():
    found = advice("≥130(家)", *THREE[1:])

    assert found is not None
    assert found.flags == ()
    assert found.interval is None
    assert "不足以推断" in found.sentence_zh


def test_units_are_converted_and_other_things_are_left_out():
    found = advice("≥1.3(万家)", year(2022, "12000(家)"), year(2023, "9000(家次)", "≥9000(家次)"))

    assert found is not None
    assert [(value.year, value.actual) for value in found.history] == [(2022, Decimal("1.2"))]


@pytest.mark.parametrize(
    "other",
    [
        year(2023, "130(家)", project_name="另一项目"),
        year(2024, "130(家)"),
        year(2023, "达成指标"),
        target_table(year=2023),
        self_evaluation(row(), year=None),
    ],
    ids=["another project", "the same year", "no number", "a target table", "no year"],
)
def test_what_is_no_past_of_this_target_gives_no_advice(other: Form):
    assert advice("≥100(家)", other) is None


def test_of_two_forms_of_one_year_the_last_one_counts():
    found = advice("≥100(家)", year(2023, "110(家)"), year(2023, "140(家)"))

    assert found is not None
    assert [value.actual for value in found.history] == [Decimal(140)]


def test_a_share_never_leaves_its_bounds():
    interval = prediction_interval([Decimal(99), Decimal(96), Decimal(91)], is_share=True)

    assert interval is not None
    assert 0 <= interval.low < interval.high == 100


def test_the_intervals_of_the_page_are_the_computed_ones():
    rows = re.findall(
        r"^\| \d \| ([\d, ]+) \| (none|[\d.]+ – [\d.]+) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )

    assert len(rows) == 4
    for values, printed in rows:
        interval = prediction_interval([Decimal(value) for value in values.split(", ")], is_share=False)
        assert printed == (f"{interval.low} – {interval.high}" if interval else "none")


@pytest.mark.parametrize("years", [3, 4, 6])
def test_four_of_five_further_years_lie_within_the_interval(years: int):
    chance = random.Random(years)
    hits = 0
    for _ in range(1_000):
        values = [Decimal(repr(round(math.exp(chance.gauss(5, 0.2)), 6))) for _ in range(years + 1)]
        interval = prediction_interval(values[:-1], is_share=False)
        assert interval is not None
        hits += interval.low <= values[-1] <= interval.high

    assert hits == pytest.approx(800, abs=40)


@given(st.lists(st.decimals("0.01", "1000000", places=2), min_size=3, max_size=20))
def test_the_interval_holds_the_middle_of_what_was(values: list[Decimal]):
    interval = prediction_interval(values, is_share=False)

    assert interval is not None
    middle = math.exp(math.fsum(math.log(value) for value in values) / len(values))
    assert float(interval.low) <= middle * 1.01 + 0.01
    assert middle * 0.99 - 0.01 <= float(interval.high)


def test_the_chance_of_reaching_is_what_the_interval_says_of_its_ends():
    values = [Decimal(100), Decimal(120), Decimal(110)]

    chances = [
        chance_of_reaching(Decimal(aimed), values, is_share=False, is_downward=False)
        for aimed in ("89.94", "109.70", "133.80")
    ]

    assert chances == [90, 50, 10]
    assert chance_of_reaching(Decimal("89.94"), values, is_share=False, is_downward=True) == 10


def test_the_chance_stands_in_the_advice_and_two_years_give_none():
    found, young = advice("≥130(家)", *THREE), advice("≥130(家)", *THREE[1:])

    assert found is not None
    assert young is not None
    assert found.chance == 24
    assert "约24%" in found.sentence_zh
    assert young.chance is None


@given(
    st.lists(st.integers(1, 10_000).map(Decimal), min_size=3, max_size=12),
    st.tuples(st.integers(0, 12_000), st.integers(0, 12_000)),
    st.booleans(),
)
def test_a_harder_target_is_never_more_likely_to_be_reached(values, aims, is_share):
    low, high = (chance_of_reaching(Decimal(aim), values, is_share=is_share, is_downward=False) for aim in sorted(aims))

    assert low is not None
    assert high is not None
    assert 99 >= low >= high >= 1


@pytest.mark.parametrize(
    ("degrees", "quantile"), [(1, 3.078), (2, 1.886), (3, 1.638), (4, 1.533), (10, 1.372), (15, 1.341)]
)
def test_students_tail_gives_back_the_table_of_the_interval(degrees, quantile):
    assert math.isclose(student_tail(quantile, degrees), 0.1, abs_tol=1e-4)
    assert math.isclose(student_tail(-quantile, degrees), 0.9, abs_tol=1e-4)
