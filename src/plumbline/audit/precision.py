"""When does a printed figure agree with the exact one."""

from collections.abc import Sequence
from decimal import Decimal

from plumbline.rulebooks.model import RoundingHow
from plumbline.scoring.numbers import decimals_printed, round_to

ANY_ROUNDING: tuple[RoundingHow, ...] = ("half_up", "truncate")
_COARSE = 2
"""Figures printed with fewer decimals than this were rounded by hand."""


def agrees(printed: Decimal, exact: Decimal, limit: Decimal, modes: Sequence[RoundingHow] = ANY_ROUNDING) -> bool:
    """Say whether a printed figure is the exact one, within a limit, or is what rounding to the decimals it shows gives.

    >>> agrees(Decimal("66"), Decimal("65.79"), Decimal("0.01")), agrees(Decimal("66.00"), Decimal("65.79"), Decimal("0.01"))
    (True, False)
    """
    if abs(printed - exact) <= limit:
        return True
    places = decimals_printed(printed)
    return places < _COARSE and any(printed == round_to(exact, how, places) for how in modes)
