"""Self score against verified score: the mean of the differences with its interval, and how far the number of cases carries it."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

import msgspec

SMALL: Final = 5
"""Below this many re-checks a mean says little of a unit."""

_STUDENT_95: Final = (
    *("12.706", "4.303", "3.182", "2.776", "2.571", "2.447", "2.365", "2.306", "2.262", "2.228", "2.201", "2.179"),
    *("2.160", "2.145", "2.131", "2.120", "2.110", "2.101", "2.093", "2.086", "2.080", "2.074", "2.069", "2.064"),
    *("2.060", "2.056", "2.052", "2.048", "2.045", "2.042"),
)
"""Student's quantile of 97.5 % for 1 to 30 degrees of freedom; beyond that the expansion around the normal one, off by less than 0.0002."""


class MeanDifference(msgspec.Struct, frozen=True, kw_only=True):
    """The mean of self minus verified in points, with its 95 % interval; one case has no interval.

    Above zero the unit scored itself too high.
    """

    count: int
    mean: Decimal
    low: Decimal | None
    high: Decimal | None

    @property
    def is_small(self) -> bool:
        """Whether there are too few cases to judge a unit by."""
        return self.count < SMALL

    @property
    def is_signal(self) -> bool:
        """Whether the whole interval lies above zero, from enough cases."""
        return not self.is_small and self.low is not None and self.low > 0


def mean_difference(differences: Sequence[Decimal]) -> MeanDifference | None:
    """Return the mean with its interval, two decimals; None without any case."""
    count = len(differences)
    if not count:
        return None
    mean = sum(differences, Decimal(0)) / count
    if count == 1:
        return MeanDifference(count=1, mean=_points(mean), low=None, high=None)
    variance = sum(((each - mean) ** 2 for each in differences), Decimal(0)) / (count - 1)
    half = _quantile(count - 1) * (variance / count).sqrt()
    return MeanDifference(count=count, mean=_points(mean), low=_points(mean - half), high=_points(mean + half))


def _quantile(degrees: int) -> Decimal:
    if degrees <= len(_STUDENT_95):
        return Decimal(_STUDENT_95[degrees - 1])
    return Decimal("1.95996") + Decimal("2.37227") / degrees + Decimal("2.8225") / degrees**2


def _points(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), ROUND_HALF_UP) + 0  # no zero with a sign
