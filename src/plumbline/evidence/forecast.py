"""What a year will come to, told from its records so far: a number with the interval it lies in four times out of five.

Two cases. A running total: the weeks so far are taken as a sample of what a week brings, the weeks to come are as many more of the
same kind, and the interval is Student's for their sum. A share: the answers so far are a sample of all, the interval is Wilson's.
Both assume that the rest of the year is like what has passed; neither knows seasons.
"""

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import msgspec

LEVEL = Decimal("0.80")
FEWEST_WEEKS = 6
FEWEST_ANSWERS = 20
_Z = 1.2815515655446004
"""The normal quantile of 90 %: one in ten above, one in ten below."""


class Forecast(msgspec.Struct, frozen=True):
    """The expected value at the end of the year, and the bounds between which it lies with probability `level`."""

    low: Decimal
    expected: Decimal
    high: Decimal
    level: Decimal
    observed: int


def forecast_total(so_far: Decimal, weeks: Sequence[Decimal], *, weeks_left: int) -> Forecast | None:
    """Forecast a running total from what each week brought; None for fewer than six weeks, which tell nothing.

    When no week is left, the total is known.

    >>> forecast_total(Decimal(60), [Decimal(10)] * 6, weeks_left=4).expected
    Decimal('100')
    """
    count, weeks_left = len(weeks), max(0, weeks_left)
    if count < FEWEST_WEEKS:
        return None
    numbers = [float(week) for week in weeks]
    mean = math.fsum(numbers) / count
    variance = math.fsum((number - mean) ** 2 for number in numbers) / (count - 1)
    reach = student(count - 1) * math.sqrt(variance * (weeks_left + weeks_left**2 / count))
    expected = float(so_far) + weeks_left * mean
    low = expected - reach
    if min(numbers) >= 0:
        low = max(low, float(so_far))
    is_whole = all(week == week.to_integral_value() for week in (so_far, *weeks))
    bounds = [rounded(number, is_whole=is_whole) for number in (low, expected, expected + reach)]
    return Forecast(bounds[0], bounds[1], bounds[2], LEVEL, count)


def forecast_share(part: int, total: int) -> Forecast | None:
    """Forecast a share in percent from the answers so far; None for fewer than twenty. Raises ValueError when the part exceeds the whole.

    >>> forecast_share(180, 200).expected
    Decimal('90.00')
    """
    if not 0 <= part <= total:
        message = f"{part} of {total} is no share"
        raise ValueError(message)
    if total < FEWEST_ANSWERS:
        return None
    share, square = part / total, _Z**2
    middle = (share + square / (2 * total)) / (1 + square / total)
    reach = _Z * math.sqrt(share * (1 - share) / total + square / (4 * total**2)) / (1 + square / total)
    percent = [
        Decimal(100 * bound).quantize(Decimal("0.01"), ROUND_HALF_UP)
        for bound in (max(0.0, middle - reach), share, min(1.0, middle + reach))
    ]
    return Forecast(percent[0], percent[1], percent[2], LEVEL, total)


def student(degrees: int) -> float:
    """Student's quantile of 90 %, by the expansion around the normal one; at 5 degrees it is off by 0.002."""
    z3, z5 = _Z**3, _Z**5
    return _Z + (z3 + _Z) / (4 * degrees) + (5 * z5 + 16 * z3 + 3 * _Z) / (96 * degrees**2)


def rounded(number: float, *, is_whole: bool) -> Decimal:
    """Round half up: to a whole number where everything counted is whole, else to two decimals."""
    places = Decimal(1) if is_whole else Decimal("0.01")
    return Decimal(number).quantize(places, ROUND_HALF_UP)
