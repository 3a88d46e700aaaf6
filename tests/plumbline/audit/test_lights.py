"""Lights compare unrounded values with the limits of the rulebook."""

from decimal import Decimal

import pytest

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
        ("有所提升", "达成", None),
    ],
)
def test_the_light_of_a_row_after_half_a_year(target: str, actual: str, light: str | None) -> None:
    found = lights_of(table(target, actual), BOOK)

    assert found.rows[0].light == light
    assert found.goals == light


@pytest.mark.parametrize(("executed", "light"), [("50", "green"), ("39.999", "yellow"), ("29.999", "red")])
def test_the_light_of_the_money_after_half_a_year(executed: str, light: str) -> None:
    assert lights_of(table("≥1000家次", "500家次", executed=executed), BOOK).money.light == light
