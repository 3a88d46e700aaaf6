"""Exact arithmetic for scores: bounded numbers in, one rounding at the end."""

import decimal
from decimal import Decimal
from functools import lru_cache

from plumbline.rulebooks.model import RoundingHow, RoundingStep

ZERO = Decimal(0)
HUNDRED = Decimal(100)
LARGEST_EXPONENT, SMALLEST_EXPONENT = 15, -12
"""A printed number beyond these powers of ten is no count, amount or rate of a form."""

EXACT = decimal.Context(prec=50, rounding=decimal.ROUND_HALF_EVEN, Emin=-999, Emax=999)
"""Enough digits that no quotient of two printed numbers comes near a tie that it is not."""

_MODES = {"half_up": decimal.ROUND_HALF_UP, "half_even": decimal.ROUND_HALF_EVEN, "truncate": decimal.ROUND_DOWN}
_STEPS = tuple(Decimal(1).scaleb(-places) for places in range(16))


def round_to(value: Decimal, how: RoundingHow, places: int) -> Decimal:
    """Round to decimal places. Half up means away from zero at a tie.

    >>> round_to(Decimal("9.395"), "half_up", 2), round_to(Decimal("9.395"), "truncate", 2)
    (Decimal('9.40'), Decimal('9.39'))
    """
    return value.quantize(_STEPS[places], _MODES[how], EXACT)


def round_step(value: Decimal, step: RoundingStep) -> Decimal:
    """Round as a rulebook's step says."""
    return value.quantize(_STEPS[step.places], _MODES[step.how], EXACT)


def unit_in_last_place(places: int) -> Decimal:
    """Return 0.01 for two places."""
    return _STEPS[places]


def sane(value: Decimal | None) -> Decimal | None:
    """Return the number when it is one that a form can mean, else None."""
    if value is None or not value.is_finite():
        return None
    return value if SMALLEST_EXPONENT <= value.adjusted() <= LARGEST_EXPONENT else None


@lru_cache(maxsize=16384)
def bound_number(bound: str | None) -> Decimal | None:
    """Read the bound of a printed value; None when it is blank or no number that a form can mean."""
    if bound is None:
        return None
    try:
        return sane(Decimal(bound))
    except decimal.InvalidOperation:
        return None


def decimals_printed(value: Decimal) -> int:
    """Return how many decimal places a number was printed with, trailing zeros counted."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
