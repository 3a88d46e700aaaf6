"""Forecasts from records: what they need, and how often they are right."""

import random
from decimal import Decimal

import pytest

from plumbline.evidence.forecast import FEWEST_WEEKS, LEVEL, forecast_share, forecast_total


def test_weeks_that_are_all_alike_leave_no_doubt() -> None:
    found = forecast_total(Decimal(300), [Decimal(10)] * 30, weeks_left=22)

    assert found is not None
    assert (found.low, found.expected, found.high) == (Decimal(520), Decimal(520), Decimal(520))


def test_what_was_counted_does_not_become_less() -> None:
    found = forecast_total(Decimal(60), [Decimal(0)] * 8 + [Decimal(60)], weeks_left=1)

    assert found is not None
    assert found.low == Decimal(60)
    assert found.expected > found.low


@pytest.mark.parametrize("weeks", [0, 1, FEWEST_WEEKS - 1])
def test_too_few_weeks_tell_nothing(weeks: int) -> None:
    assert forecast_total(Decimal(5), [Decimal(1)] * weeks, weeks_left=10) is None


def test_too_few_answers_tell_nothing() -> None:
    assert forecast_share(9, 10) is None


def test_a_share_stays_between_nothing_and_all() -> None:
    found = forecast_share(40, 40)

    assert found is not None
    assert found.expected == Decimal("100.00")
    assert Decimal(0) < found.low < found.high <= Decimal(100)


@pytest.mark.parametrize("part", [0, 40])
def test_no_share_is_below_nothing_or_above_all_in_print(part: int) -> None:
    found = forecast_share(part, 40)

    assert found is not None
    assert all(str(bound)[0] != "-" and 0 <= bound <= 100 for bound in (found.low, found.expected, found.high))


@pytest.mark.parametrize(("part", "total"), [(41, 40), (-1, 40), (5, 0)])
def test_a_part_beyond_its_whole_is_refused(part: int, total: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        forecast_share(part, total)


@pytest.mark.parametrize("weeks_left", [0, -1])
def test_when_no_week_is_left_the_total_is_what_was_counted(weeks_left: int) -> None:
    found = forecast_total(Decimal(90), [Decimal(1), Decimal(9)] * 9, weeks_left=weeks_left)

    assert found is not None
    assert (found.low, found.expected, found.high) == (Decimal(90), Decimal(90), Decimal(90))


@pytest.mark.parametrize("cut", [10, 26, 40])
def test_four_years_out_of_five_end_within_the_interval(cut: int) -> None:
    draw = random.Random(20240101)
    inside = 0
    for _year in range(600):
        weeks = [Decimal(sum(draw.random() < 0.3 for _ in range(40))) for _ in range(52)]
        found = forecast_total(sum(weeks[:cut], Decimal(0)), weeks[:cut], weeks_left=52 - cut)
        assert found is not None
        inside += found.low <= sum(weeks) <= found.high

    assert float(LEVEL) - 0.06 <= inside / 600 <= float(LEVEL) + 0.06


def test_four_surveys_out_of_five_have_the_true_share_within_the_interval() -> None:
    draw = random.Random(7)
    inside = 0
    for _survey in range(600):
        happy = sum(draw.random() < 0.9 for _ in range(150))
        found = forecast_share(happy, 150)
        assert found is not None
        inside += found.low <= Decimal(90) <= found.high

    assert 0.74 <= inside / 600 <= 0.88
