"""What a year will come to when earlier years tell how it is spread: busy springs, quiet summers, a rush before the year ends.

The months of at least two earlier years of the same thing give its profile: the share that each month brings. Few years tell little, so
their mean is drawn towards the straight line as if half a year more had been perfectly even (`EVEN_YEARS`). Expected is what was reached
divided by the share that has usually been reached by then.

Two things are unknown, and the interval holds both: how far this year's profile departs from the mean (the spread of the earlier years'
shares on the scale of log odds, drawn towards `USUAL_SPREAD`), and the noise of the weeks, whose variance grows with their expected
number by a factor that the weeks so far tell. The bounds are those of Student, on the scale of the logarithm of what is still to come.
"""

import math
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from plumbline.evidence.forecast import FEWEST_WEEKS, LEVEL, Forecast, rounded, student

FEWEST_YEARS = 2
EVEN_YEARS = 0.5
USUAL_SPREAD = 0.15
"""How far the log odds of the share reached by a day usually differ between years, where the years themselves tell little."""
_SPREAD_YEARS = 2
_MONTHS = 12
_EDGE = 0.002

Profile = tuple[float, ...]


def profile_of(years: Sequence[Sequence[Decimal]]) -> Profile | None:
    """Return the share that each of the twelve months brings, drawn towards an even year.

    None for fewer than two years that brought anything. A year with a month below zero (more was taken back than done) has no shares and is
    left out, as is a year of nothing.

    >>> [round(share, 3) for share in profile_of([[Decimal(1)] * 12] * 2)][:2]
    [0.083, 0.083]
    """
    whole = [_shares(months) for months in _telling(years)]
    if len(whole) < FEWEST_YEARS:
        return None
    even = [1 / _MONTHS] * _MONTHS
    count = len(whole) + EVEN_YEARS
    return tuple(math.fsum([*(year[at] for year in whole), EVEN_YEARS * even[at]]) / count for at in range(_MONTHS))


def reached_by(profile: Sequence[float], day: date) -> float:
    """Return the share of a year that a profile has reached at the end of a day; within a month it grows evenly."""
    before = math.fsum(profile[: day.month - 1])
    length = monthrange(day.year, day.month)[1]
    return min(1.0, before + profile[day.month - 1] * day.day / length)


def forecast_seasonal(
    so_far: Decimal, weeks: Sequence[Decimal], years: Sequence[Sequence[Decimal]], *, as_of: date
) -> Forecast | None:
    """Forecast a running total from what was reached by a day, what each full week brought, and the months of earlier years.

    None for fewer than two earlier years, fewer than six weeks, or when nothing was reached yet.
    """
    years = _telling(years)
    profile = profile_of(years)
    if profile is None or len(weeks) < FEWEST_WEEKS or so_far <= 0 or min(weeks) < 0:
        return None
    share = reached_by(profile, as_of)
    if share < _EDGE:
        return None
    left = float(so_far) * (1 - share) / share
    drift = _drift(years, as_of) * (1 + 1 / (len(years) + EVEN_YEARS))
    noise = _noise(weeks, profile, as_of.year)
    relative = drift + noise * (1 / left + 1 / float(so_far)) if left > 0 else 0.0
    reach = student(len(years) + _SPREAD_YEARS) * math.sqrt(math.log1p(relative)) if left > 0 else 0.0
    whole = all(week == week.to_integral_value() for week in (so_far, *weeks))
    bounds = [
        rounded(float(so_far) + left * factor, is_whole=whole) for factor in (math.exp(-reach), 1, math.exp(reach))
    ]
    return Forecast(bounds[0], bounds[1], bounds[2], LEVEL, len(weeks))


def _telling(years: Sequence[Sequence[Decimal]]) -> list[Sequence[Decimal]]:
    """Return the years that have a profile: whole ones that brought something and took nothing back."""
    return [months for months in years if len(months) == _MONTHS and min(months) >= 0 and sum(months) > 0]


def _drift(years: Sequence[Sequence[Decimal]], as_of: date) -> float:
    """Return the variance between years of the log odds of what was reached by a day, drawn towards the usual one."""
    odds = [_log_odds(reached_by(_shares(months), as_of)) for months in years]
    mean = math.fsum(odds) / len(odds)
    squares = math.fsum((each - mean) ** 2 for each in odds)
    return (squares + _SPREAD_YEARS * USUAL_SPREAD**2) / (len(odds) - 1 + _SPREAD_YEARS)


def _noise(weeks: Sequence[Decimal], profile: Sequence[float], year: int) -> float:
    """Return by how much the weeks scatter around what the profile expects of them: their variance over their expected number."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    ends = [reached_by(profile, min(last, first + timedelta(days=7 * number + 6))) for number in range(len(weeks))]
    shares = [max(end - start, 1e-9) for start, end in zip([0.0, *ends], ends, strict=False)]
    level = float(sum(weeks, Decimal(0))) / math.fsum(shares)
    expected = [level * share for share in shares]
    squares = math.fsum(
        (float(week) - each) ** 2 / each for week, each in zip(weeks, expected, strict=True) if each > 0
    )
    return squares / (len(weeks) - 1)


def _shares(months: Sequence[Decimal]) -> list[float]:
    whole = float(sum(months, Decimal(0)))
    return [float(month) / whole for month in months]


def _log_odds(share: float) -> float:
    kept = min(max(share, _EDGE), 1 - _EDGE)
    return math.log(kept / (1 - kept))
