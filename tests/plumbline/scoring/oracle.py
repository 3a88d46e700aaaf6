"""A second, plain implementation of the rules, in fractions, with its own numbers written out from the regulations.

It shares nothing with the engine but the way a case is described: an operator, bounds, an actual number, points.
"""

from fractions import Fraction
from typing import NamedTuple

UNDECIDED = None


class Case(NamedTuple):
    regime: str
    operator: str
    low: str | None
    high: str | None
    actual: str
    weight: str
    satisfaction: bool


def rounded(value: Fraction, how: str) -> Fraction:
    """Two decimal places, for values from 0 up."""
    hundredths = value * 100
    whole, rest = divmod(hundredths.numerator, hundredths.denominator)
    twice = 2 * rest
    if how == "half_up" and twice >= hundredths.denominator:
        whole += 1
    if how == "half_even" and (twice > hundredths.denominator or (twice == hundredths.denominator and whole % 2)):
        whole += 1
    return Fraction(whole, 100)


def score_row(case: Case, how: str) -> tuple[Fraction, Fraction] | None:
    """The lowest and the highest right score; None when the regime has no answer."""
    weight, actual = Fraction(case.weight), Fraction(case.actual)
    completion = _completion(case, actual)
    if completion is UNDECIDED:
        return None
    if case.regime == "national-2021" and case.satisfaction:
        share = (
            Fraction(1)
            if actual >= 90
            else Fraction(8, 10)
            if actual >= 80
            else Fraction(5, 10)
            if actual >= 60
            else Fraction(0)
        )
        only = _settle(weight * share, weight, how)
        return only, only
    if completion >= 1:
        return _over_completed(case, actual, weight, how)
    if case.regime == "national-2021":
        points = (
            Fraction(0) if completion < Fraction(6, 10) else weight * (completion - Fraction(6, 10)) / Fraction(4, 10)
        )
    else:
        points = weight * completion
    only = _settle(points, weight, how)
    return only, only


def _settle(points: Fraction, weight: Fraction, how: str) -> Fraction:
    return weight if points == weight else min(weight, rounded(points, how))


def _completion(case: Case, actual: Fraction) -> Fraction | None:
    if case.operator in (">=", ">", "="):
        target = Fraction(case.low or 0)
        if target < 0:
            met = actual == target if case.operator == "=" else actual >= target
            return Fraction(1) if met else UNDECIDED
        actual = max(actual, Fraction(0))
        if target == 0:
            return Fraction(1) if case.operator != "=" or actual == 0 else Fraction(0)
        return min(Fraction(1), actual / target)
    if case.operator in ("<=", "<"):
        return _reverse(case, Fraction(case.high or 0), actual)
    low, high = Fraction(case.low or 0), Fraction(case.high or 0)
    if low > high:
        return UNDECIDED
    if low <= actual <= high:
        return Fraction(1)
    if case.regime == "integrated-platform":
        return UNDECIDED
    if actual > high:
        return _reverse(case, high, actual)
    if low < 0:
        return UNDECIDED
    actual = max(actual, Fraction(0))
    return Fraction(1) if actual >= low else actual / low


def _reverse(case: Case, target: Fraction, actual: Fraction) -> Fraction | None:
    if target < 0:
        return Fraction(1) if actual <= target else UNDECIDED
    actual = max(actual, Fraction(0))
    if actual <= target:
        return Fraction(1)
    if target == 0:
        return Fraction(0)
    if case.regime == "integrated-platform":
        return max(Fraction(0), 1 - (actual - target) / target)
    return target / actual


def _over_completed(case: Case, actual: Fraction, weight: Fraction, how: str) -> tuple[Fraction, Fraction]:
    if case.operator not in (">=", ">", "=") or Fraction(case.low or 0) <= 0:
        return weight, weight
    times = actual / Fraction(case.low or 1)
    if case.regime == "integrated-platform":
        lowered = Fraction(1) if times >= Fraction(12, 10) else Fraction(0)
    else:
        lowered = (
            Fraction(3, 10)
            if times >= 5
            else Fraction(2, 10)
            if times >= 3
            else Fraction(1, 10)
            if times >= 2
            else Fraction(0)
        )
    return (weight if not lowered else min(weight, rounded(weight * (1 - lowered), how))), weight


def score_funds(
    regime: str, budget: str, executed: str, *, weight: str, complete: bool | None, how: str
) -> tuple[Fraction, Fraction] | None:
    points, rate = Fraction(weight), Fraction(executed) / Fraction(budget)
    if regime != "national-2021":
        only = _settle(points * min(Fraction(1), rate), points, how)
        return only, only
    if rate > 1:
        return None
    share = Fraction(7, 10) if rate >= Fraction(8, 10) else Fraction(5, 10) if rate >= Fraction(6, 10) else Fraction(0)
    banded = _settle(points * share, points, how)
    if complete:
        return points, points
    return (banded, points) if complete is None or rate == 1 else (banded, banded)


def level_band(weight: str, level: str) -> tuple[Fraction, Fraction]:
    """The band of a qualitative level; the upper end of the lower two is a hundredth below the next level."""
    points = Fraction(weight)
    eighty, sixty = rounded(points * 8 / 10, "half_up"), rounded(points * 6 / 10, "half_up")
    if level == "achieved":
        return min(eighty, points), points
    low, high = (sixty, eighty) if level == "partial" else (Fraction(0), sixty)
    return min(low, points), min(points, max(low, high - Fraction(1, 100)))


def grade(total: str, *, platform: bool) -> str:
    number = Fraction(total)
    first, second = (80, 70) if platform else (90, 80)
    return "优" if number >= first else "良" if number >= second else "中" if number >= 60 else "差"
