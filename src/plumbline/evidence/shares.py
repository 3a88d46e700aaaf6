"""How far a share of answers may be trusted: Wilson's interval, which also holds for few answers and for shares near 0 and 100 %."""

from decimal import ROUND_HALF_UP, Context, Decimal

import msgspec

LEVEL = Decimal("0.95")
_Z = Decimal("1.959963984540054")
"""The normal quantile of 97.5 %."""
_EXACT = Context(prec=50)
_STEP = Decimal("0.01")


class ShareInterval(msgspec.Struct, frozen=True):
    """The bounds in percent (two decimals, half up) between which the true share lies with probability `level`; `n` answers were given."""

    low: Decimal
    high: Decimal
    level: Decimal
    n: int


def share_interval(part: int, total: int) -> ShareInterval | None:
    """Return Wilson's interval of a share in percent; None without answers. Raises ValueError when the part exceeds the whole.

    >>> bounds = share_interval(9, 10)
    >>> bounds.low, bounds.high
    (Decimal('59.58'), Decimal('98.21'))
    """
    if not 0 <= part <= total:
        message = f"{part} of {total} is no share"
        raise ValueError(message)
    if total == 0:
        return None
    count, square = Decimal(total), _EXACT.multiply(_Z, _Z)
    share = _EXACT.divide(Decimal(part), count)
    whole = 1 + _EXACT.divide(square, count)
    middle = _EXACT.divide(share + _EXACT.divide(square, 2 * count), whole)
    spread = _EXACT.divide(share * (1 - share), count) + _EXACT.divide(square, 4 * count * count)
    reach = _EXACT.divide(_EXACT.multiply(_Z, spread.sqrt(_EXACT)), whole)
    low = Decimal(0) if part == 0 else middle - reach
    high = Decimal(1) if part == total else middle + reach
    return ShareInterval(_percent(low), _percent(high), LEVEL, total)


def _percent(share: Decimal) -> Decimal:
    return (100 * share).quantize(_STEP, ROUND_HALF_UP)
