"""Lights compare unrounded values with the limits of the rulebook."""

from decimal import Decimal

import msgspec
import pytest

from plumbline.audit.light_rules import UnknownLightRulesError, all_light_rules, light_rules
from plumbline.audit.lights import lights_of
from plumbline.forms.model import FundRow, MonitoringIndicator, MonitoringTable, PrintedFund, PrintedIndicator
from plumbline.forms.places import Cell
from plumbline.forms.value_grammar import parse_actual, parse_target
from plumbline.rulebooks import load_rulebook

CELL = Cell("x", "t", 1, 1)
BOOK = load_rulebook("national-2020")


def table(target: str, actual: str, *, name: str = "培训企业数量", executed: str = "50") -> MonitoringTable:
    row = MonitoringIndicator(
        level1="产出指标",
        level2="数量指标",
        level3=name,
        shifted=False,
        cell=CELL,
        printed=PrintedIndicator(target=target, actual=actual),
        target=parse_target(target),
        actual=parse_actual(actual),
    )
    fund = FundRow(
        name="年度资金总额",
        cell=CELL,
        printed=PrintedFund(),
        annual_budget=Decimal(100),
        executed=Decimal(executed),
    )
    return MonitoringTable(
        source="x", ordinal=1, layout="monitoring", period_end_month=6, indicators=(row,), funds=(fund,)
    )


@pytest.mark.parametrize(
    ("target", "actual", "light"),
    [
        ("≥1000家次", "500家次", "green"),
        ("≥1000家次", "400家次", "green"),
        ("≥1000家次", "399.99家次", "yellow"),
        ("≥1000家次", "300家次", "yellow"),
        ("≥1000家次", "299.99家次", "red"),
        ("≥1000家次", "1200家次", "blue"),
        ("≤5%", "4%", "green"),
        ("≤5%", "6%", "red"),
        ("≥90%", "90%", "green"),
        ("≥90%", "70%", "yellow"),
        ("≥1亿元", "1.3638亿元", "blue"),
        ("≥2万家次", "5000家次", "red"),
        ("≥3家次", "1家次", "red"),
        ("≥3家次", "3家次", "green"),
        ("有所提升", "达成", "green"),
        ("有所提升", "有所提升", None),
    ],
)
def test_the_light_of_a_row_after_half_a_year(target: str, actual: str, light: str | None) -> None:
    found = lights_of(table(target, actual), BOOK)

    assert found.rows[0].light == light
    assert found.goals == light


@pytest.mark.parametrize(("executed", "light"), [("50", "green"), ("39.999", "yellow"), ("29.999", "red")])
def test_the_light_of_the_money_after_half_a_year(executed: str, light: str) -> None:
    assert lights_of(table("≥1000家次", "500家次", executed=executed), BOOK).money.light == light


@pytest.mark.parametrize(
    ("rules", "target", "actual", "light"),
    [
        ("usual", "≥1000家次", "700家次", "green"),
        ("pace-blue", "≥1000家次", "600家次", "blue"),
        ("pace-blue", "≥1000家次", "599.99家次", "green"),
        ("double", "≥1000家次", "1300家次", "green"),
        ("usual", "0次", "0次", "green"),
        ("usual", "0次", "1次", "red"),
        ("usual", "<5%", "5%", "red"),
        ("usual", "≤5%", "5%", "green"),
    ],
)
def test_the_ways_of_giving_lights_differ_in_blue_and_know_zero(rules, target, actual, light):
    assert lights_of(table(target, actual), BOOK, light_rules(rules)).rows[0].light == light


@pytest.mark.parametrize(
    ("actual", "light"), [("达成", "green"), ("部分达成", "yellow"), ("未达成", "red"), ("较好", None)]
)
def test_a_level_in_words_is_read_to_the_letter(actual, light):
    form = table("≥1000家次", "1家次", name="政策知晓")
    row = msgspec.structs.replace(
        form.indicators[0],
        printed=PrintedIndicator(target="有所提升", actual=actual),
        target=parse_target("有所提升"),
        actual=parse_actual(actual),
    )
    assert lights_of(msgspec.structs.replace(form, indicators=(row,)), BOOK).rows[0].light == light


@pytest.mark.parametrize(
    ("executed", "goals", "project"),
    [("50", "500家次", "green"), ("50", "300家次", "yellow"), ("10", "500家次", "red"), ("10", "10家次", "red")],
)
def test_double_monitoring_looks_at_the_money_first(executed, goals, project):
    assert lights_of(table("≥1000家次", goals, executed=executed), BOOK, light_rules("double")).project == project


@pytest.mark.parametrize(
    ("month", "executed", "light"),
    [
        (3, "1", "green"),
        (4, "24.99", "red"),
        (4, "25", "green"),
        (7, "39", "red"),
        (10, "80", "green"),
        (12, "79", "red"),
    ],
)
def test_limits_by_month_hold_from_the_month_they_name(month, executed, light):
    form = msgspec.structs.replace(table("≥1000家次", "500家次", executed=executed), period_end_month=month)

    assert lights_of(form, BOOK, light_rules("calendar")).money.light == light


def test_money_and_goals_that_drift_apart_by_more_than_ten_points_warn():
    close = lights_of(table("≥1000家次", "600家次", executed="50"), BOOK, light_rules("calendar"))
    wide = lights_of(table("≥1000家次", "600.1家次", executed="50"), BOOK, light_rules("calendar"))

    assert (close.gap, close.drifts, close.project) == (Decimal(10), False, "green")
    assert (wide.drifts, wide.project) == (True, "yellow")


def test_a_quarter_is_measured_against_a_quarter():
    form = msgspec.structs.replace(table("≥1000家次", "200家次", executed="25"), period_start_month=4)

    found = lights_of(form, BOOK)

    assert (found.rows[0].pace, found.money.pace) == (Decimal(80), Decimal(100))


def test_every_way_has_its_source_and_an_unknown_one_is_named():
    assert all(rules.source_zh and rules.source_en for rules in all_light_rules().values())
    with pytest.raises(UnknownLightRulesError, match="nonsense"):
        light_rules("nonsense")
