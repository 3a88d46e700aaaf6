"""Seasonal forecasts: what they need, what they keep to, and how often they are right."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.evidence.seasons import forecast_seasonal, profile_of, reached_by

SPRING = (1, 1, 6, 6, 6, 2, 1, 1, 1, 1, 1, 1)
JULY = date(2023, 7, 31)


def year_of(draw: random.Random, *, year: int, times: float = 1.0) -> list[tuple[date, int]]:
    """A year of spring work, each month a little more or less than usual."""
    months = [share * draw.uniform(0.8, 1.2) for share in SPRING]
    days = [date(year, 1, 1) + timedelta(days=number) for number in range(365)]
    return [(day, sum(draw.random() < 0.04 * times * months[day.month - 1] for _ in range(4))) for day in days]


def months_of(days: list[tuple[date, int]]) -> list[Decimal]:
    return [Decimal(sum(number for day, number in days if day.month == month)) for month in range(1, 13)]


def weeks_of(days: list[tuple[date, int]], until: date) -> list[Decimal]:
    first = date(until.year, 1, 1)
    weeks = [Decimal(0)] * (((until - first).days + 1) // 7)
    for day, number in days:
        if (day - first).days // 7 < len(weeks):
            weeks[(day - first).days // 7] += number
    return weeks


def test_a_busy_spring_is_not_taken_for_a_busy_year() -> None:
    months = [Decimal(10 * share) for share in SPRING]
    weeks = [Decimal(9)] * 30

    found = forecast_seasonal(Decimal(230), weeks, [months] * 4, as_of=JULY)

    assert found is not None
    assert Decimal(275) <= found.expected <= Decimal(295)  # a straight line would say 396
    assert found.low <= found.expected <= found.high
    assert found.low >= 230


@pytest.mark.parametrize("years", [[], [[Decimal(5)] * 12], [[Decimal(5)] * 12, [Decimal(0)] * 12]])
def test_fewer_than_two_years_that_brought_anything_have_no_seasons(years: list[list[Decimal]]) -> None:
    assert profile_of(years) is None
    assert forecast_seasonal(Decimal(50), [Decimal(2)] * 30, years, as_of=JULY) is None


def test_too_few_weeks_and_a_start_from_nothing_tell_nothing() -> None:
    years = [[Decimal(5)] * 12] * 2

    assert forecast_seasonal(Decimal(50), [Decimal(2)] * 5, years, as_of=JULY) is None
    assert forecast_seasonal(Decimal(0), [Decimal(0)] * 30, years, as_of=JULY) is None


@given(st.lists(st.lists(st.integers(0, 10_000), min_size=12, max_size=12).filter(any), min_size=2, max_size=5))
def test_a_profile_is_a_whole_year_and_grows_day_by_day(years: list[list[int]]) -> None:
    profile = profile_of([[Decimal(month) for month in year] for year in years])

    assert profile is not None
    assert sum(profile) == pytest.approx(1)
    reached = [reached_by(profile, date(2024, 1, 1) + timedelta(days=number)) for number in range(366)]
    assert reached == sorted(reached)
    assert reached[-1] == pytest.approx(1)


def test_at_the_end_of_the_year_nothing_is_left_to_guess() -> None:
    found = forecast_seasonal(Decimal(364), [Decimal(7)] * 52, [[Decimal(5)] * 12] * 3, as_of=date(2023, 12, 31))

    assert found is not None
    assert (found.low, found.expected, found.high) == (Decimal(364), Decimal(364), Decimal(364))


@pytest.mark.parametrize("odd", [[Decimal(0)] * 12, [Decimal(-3), *[Decimal(5)] * 11], [Decimal(5)] * 7, []])
def test_a_year_that_tells_nothing_makes_nothing_surer(odd: list[Decimal]) -> None:
    years = [[Decimal(10 * share) for share in SPRING], [Decimal(9 * share) for share in reversed(SPRING)]]
    weeks = [Decimal(9)] * 30

    assert forecast_seasonal(Decimal(230), weeks, [*years, odd], as_of=JULY) == forecast_seasonal(
        Decimal(230), weeks, years, as_of=JULY
    )
    assert profile_of([*years, odd]) == profile_of(years)


@pytest.mark.parametrize(
    ("day", "share"),
    [
        (date(2023, 2, 28), 2 / 12),
        (date(2024, 2, 28), (1 + 28 / 29) / 12),
        (date(2024, 2, 29), 2 / 12),
        (date(2023, 3, 1), (2 + 1 / 31) / 12),
        (date(2023, 12, 31), 1.0),
        (date(9999, 12, 31), 1.0),
    ],
)
def test_a_month_is_reached_on_its_last_day_leap_years_too(day: date, share: float) -> None:
    assert reached_by([1 / 12] * 12, day) == pytest.approx(share)


@pytest.mark.parametrize("day", [date(2024, 12, 30), date(2024, 12, 31)])
def test_a_week_that_ends_beyond_the_year_ends_with_it(day: date) -> None:
    """Fifty-three weeks are counted from the first of January; the last one is short."""
    found = forecast_seasonal(Decimal(371), [Decimal(7)] * 53, [[Decimal(5)] * 12] * 3, as_of=day)

    assert found is not None
    assert found.low <= found.expected <= found.high <= 380


@given(
    st.lists(st.lists(st.integers(0, 900), min_size=12, max_size=12), max_size=4),
    st.lists(st.integers(0, 10**9), max_size=53),
    st.dates(date(2023, 1, 1), date(2024, 12, 31)),
)
def test_whatever_the_history_the_bounds_hold_what_is_expected_and_what_was_counted(
    years: list[list[int]], weeks: list[int], as_of: date
) -> None:
    so_far = Decimal(sum(weeks))

    found = forecast_seasonal(
        so_far, [Decimal(week) for week in weeks], [[Decimal(month) for month in year] for year in years], as_of=as_of
    )

    assert found is None or so_far <= found.low <= found.expected <= found.high


@pytest.mark.parametrize("month", [4, 7, 10])
def test_about_four_years_out_of_five_end_within_the_interval(month: int) -> None:
    draw = random.Random(20230801 + month)
    cut = date(2023, month + 1, 1) - timedelta(days=1)
    inside, times = 0, 120
    for _time in range(times):
        history = [months_of(year_of(draw, year=2020 + number)) for number in range(3)]
        days = year_of(draw, year=2023, times=draw.uniform(0.8, 1.2))
        so_far = Decimal(sum(number for day, number in days if day <= cut))
        found = forecast_seasonal(so_far, weeks_of(days, cut), history, as_of=cut)
        assert found is not None
        inside += found.low <= sum(number for _day, number in days) <= found.high

    assert 0.72 <= inside / times <= 0.97
