"""What an amount and a day must be before they are written: exact to the cent, in 元, in the year of the project."""

from datetime import date
from decimal import Context, Decimal, InvalidOperation

from django.utils import timezone

from plumbline.scoring import find_unit_mix
from servicecloud.ledger.errors import FutureDateError
from servicecloud.ledger.facts import civil_date
from servicecloud.performance.money_errors import ImplausibleAmountError, OutsideYearError, UnfitAmountError

LARGEST = Decimal(10) ** 11
CENT = Decimal("0.01")
_FOUR_DIGITS = Context(prec=4)
_NEARLY_SPENT = Decimal("0.5")
"""In its right unit the amount must come to at least half of what is known, else it is simply too much."""


def exact_yuan(amount: Decimal, *, may_be_zero: bool = False) -> Decimal:
    """Return an amount with its two decimals. Raises UnfitAmountError for what is no amount of money."""
    try:
        exact = Decimal(amount).quantize(CENT)
    except InvalidOperation as error:
        raise UnfitAmountError(amount=amount) from error
    if exact != amount or abs(exact) >= LARGEST or (exact == 0 and not may_be_zero):
        raise UnfitAmountError(amount=amount)
    return exact


def check_day(day: date, *, year: int) -> None:
    """Refuse a day to come, and one outside the year of the project: budgets are settled by the year."""
    today = civil_date(timezone.now())
    if day > today:
        raise FutureDateError(day=day.isoformat(), today=today.isoformat())
    if day.year != year:
        raise OutsideYearError(day=day.isoformat(), year=year)


def check_unit(amount: Decimal, *, beside: Decimal, either_way: bool = False) -> None:
    """Refuse an amount that is to what is known as 元 to 万元 or 千元; `either_way`, also one that is as much too small."""
    total = abs(amount)
    mix = find_unit_mix(total, beside, unit_label="元")
    if mix is None or mix.true_rate < _NEARLY_SPENT or not (either_way or total > beside):
        return
    raise ImplausibleAmountError(
        amount=amount, budget=beside, times=f"{_FOUR_DIGITS.divide(total, beside).normalize():f}"
    )
