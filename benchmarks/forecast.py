"""How often a year ends within the forecast's interval: simulated years of four shapes, cut in March, May, July, September and November.

Everything is drawn from one seed. Months depart from their shape by a gamma draw, days are counts that scatter three times as much as
Poisson's, the level of a year is anywhere between 80 and 125 % of the usual one. The straight forecast is asked beside the seasonal one.
"""

import math
import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from benchmarks.figures import Figure, at_least, at_most, plain

from plumbline.evidence.forecast import Forecast, forecast_total
from plumbline.evidence.seasons import forecast_seasonal

SEED, TIMES, YEAR = 20260801, 60, 2023
SHAPES = {
    "even": (1,) * 12,
    "busy spring": (0.5, 0.4, 2, 2.2, 2, 1.2, 0.7, 0.5, 0.8, 0.7, 0.5, 0.5),
    "rush at the end": (0.3, 0.3, 0.5, 0.6, 0.7, 0.9, 0.8, 0.9, 1.2, 1.4, 2, 2.4),
    "quiet summer": (1.4, 0.6, 1.3, 1.3, 1.2, 1, 0.3, 0.3, 1.2, 1.2, 1.2, 1),
}
TOTALS, SPREADS, HISTORIES, CUTS = (60, 2000), (8, 20, 60), (2, 3, 4), (3, 5, 7, 9, 11)
_SCATTER = 3
_EXACT = 50

Days = list[tuple[date, int]]


def measure() -> list[Figure]:
    """Simulate, ask, count."""
    tried: dict[str, list[tuple[bool, float]]] = {"all": [], "straight": []} | {shape: [] for shape in SHAPES}
    draw = random.Random(SEED)
    for shape, total, spread, years in _cases():
        for _time in range(TIMES):
            history = [_months(_year(shape, total, spread, YEAR - 1 - ago, draw)) for ago in range(years)]
            days = _year(shape, total, spread, YEAR, draw)
            for month in CUTS:
                cut = date(YEAR, month + 1, 1) - timedelta(days=1)
                seasonal, straight, whole = _asked(days, history, cut)
                tried["all"] += _hit(seasonal, whole)
                tried[shape] += _hit(seasonal, whole)
                tried["straight"] += _hit(straight, whole)
    size = f"{len(tried['all']):,} forecasts of simulated years, seed {SEED}"
    found = [
        at_least("forecast", "years within the 80 % interval", _inside(tried["all"]), "%", goal=75, size=size),
        at_most("forecast", "the same, not too wide", _inside(tried["all"]), "%", goal=87, size=size),
        plain("forecast", "median error of the expected value", _error(tried["all"]), "%", size=size),
        plain("forecast", "straight line: years within", _inside(tried["straight"]), "%", size=size),
        plain("forecast", "straight line: median error", _error(tried["straight"]), "%", size=size),
    ]
    return found + [
        at_least(
            "forecast", f"{shape}: years within", _inside(tried[shape]), "%", goal=70, size=f"{len(tried[shape]):,}"
        )
        for shape in SHAPES
    ]


def _cases() -> Iterator[tuple[str, int, int, int]]:
    return (
        (shape, total, spread, years)
        for shape in SHAPES
        for total in TOTALS
        for spread in SPREADS
        for years in HISTORIES
    )


def _asked(days: Days, history: list[list[Decimal]], cut: date) -> tuple[Forecast | None, Forecast | None, int]:
    first = date(YEAR, 1, 1)
    weeks = [0] * (((cut - first).days + 1) // 7)
    for day, number in days:
        at = (day - first).days // 7
        if at < len(weeks):
            weeks[at] += number
    so_far = Decimal(sum(number for day, number in days if day <= cut))
    brought = [Decimal(week) for week in weeks]
    left = ((date(YEAR, 12, 31) - cut).days + 3) // 7
    return (
        forecast_seasonal(so_far, brought, history, as_of=cut),
        forecast_total(so_far, brought, weeks_left=left),
        sum(number for _day, number in days),
    )


def _year(shape: str, total: int, spread: int, year: int, draw: random.Random) -> Days:
    whole = sum(SHAPES[shape])
    months = [draw.gammavariate(spread * 12 * share / whole, 1) for share in SHAPES[shape]]
    level = total * draw.uniform(0.8, 1.25) / sum(months)
    day, days = date(year, 1, 1), []
    while day.year == year:
        length = (date(year + day.month // 12, day.month % 12 + 1, 1) - day.replace(day=1)).days
        expected = level * months[day.month - 1] / length
        days.append((day, _count(draw.gammavariate(expected / _SCATTER, _SCATTER) if expected else 0, draw)))
        day += timedelta(days=1)
    return days


def _count(expected: float, draw: random.Random) -> int:
    if expected > _EXACT:
        return max(0, round(draw.gauss(expected, math.sqrt(expected))))
    least, number, product = math.exp(-expected), 0, draw.random()
    while product > least:
        number, product = number + 1, product * draw.random()
    return number


def _months(days: Days) -> list[Decimal]:
    found = [0] * 12
    for day, number in days:
        found[day.month - 1] += number
    return [Decimal(number) for number in found]


def _hit(forecast: Forecast | None, whole: int) -> list[tuple[bool, float]]:
    if forecast is None or not whole:
        return []
    return [(forecast.low <= whole <= forecast.high, abs(float(forecast.expected) - whole) / whole)]


def _inside(tried: list[tuple[bool, float]]) -> float:
    return 100 * sum(hit for hit, _error in tried) / len(tried)


def _error(tried: list[tuple[bool, float]]) -> float:
    return 100 * sorted(error for _hit, error in tried)[len(tried) // 2]
