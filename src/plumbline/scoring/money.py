"""An amount in 元 beside one in 万元: recognised by its scale, with the rate that is really meant."""

from decimal import Decimal
from typing import Literal, NamedTuple

import msgspec

from plumbline.scoring.units import money_scale

OddField = Literal["executed", "annual_budget"]

_UNITS = (("元", Decimal(1)), ("千元", Decimal(1_000)), ("万元", Decimal(10_000)), ("亿元", Decimal(100_000_000)))

_BELIEVABLE = (Decimal("0.01"), Decimal(20))
"""Executed over budget in here is taken as printed: 1 % may be true, twenty times the budget may not."""

_TOO_LARGE_MEANS = (Decimal("0.05"), Decimal("1.5"))
_TOO_SMALL_MEANS = (Decimal("0.5"), Decimal("1.05"))
"""What the corrected rate must be. A tiny rate can be real, so it must come out as nearly spent before it is called a mix."""


class UnitMix(msgspec.Struct, frozen=True, gc=False):
    """Two amounts of one fund row in different units.

    `odd_field` stands in `odd_unit` while the form's unit is `form_unit` (None when the form names none); `true_rate` is executed
    over annual budget in one unit, not rounded, 0.9971 for 99.71 %; `corrected` is the odd amount, divided by `factor`, in the unit of
    the other one.
    """

    odd_field: OddField
    form_unit: str | None
    odd_unit: str | None
    factor: Decimal
    corrected: Decimal
    true_rate: Decimal


def find_unit_mix(
    executed: Decimal | None,
    annual_budget: Decimal | None,
    *,
    initial_budget: Decimal | None = None,
    unit_label: str | None = None,
) -> UnitMix | None:
    """Return the mix when executed and budget differ by the factor of two money units, None when they do not.

    >>> find_unit_mix(Decimal("4063014.30"), Decimal("407.48"), unit_label="万元").true_rate.quantize(Decimal("0.0001"))
    Decimal('0.9971')
    """
    if executed is None or annual_budget is None or executed <= 0 or annual_budget <= 0:
        return None
    ratio = executed / annual_budget
    lowest, highest = _BELIEVABLE
    if lowest <= ratio <= highest:
        return None
    readings = _readings(ratio, unit_label)
    if not readings:
        return None
    preferred: OddField = "annual_budget" if _budget_is_odd(executed, annual_budget, initial_budget) else "executed"
    chosen = [reading for reading in readings if reading.odd_field == preferred] or readings
    best = min(chosen, key=lambda reading: abs((ratio / reading.factor).ln()))
    if best.odd_field == "executed":
        corrected, factor = executed / best.factor, best.factor
    else:
        corrected, factor = annual_budget * best.factor, 1 / best.factor
    return UnitMix(best.odd_field, unit_label, best.odd_unit, factor, corrected, ratio / best.factor)


class _Reading(NamedTuple):
    """One way to read the two amounts: which is odd, in what unit, and what the printed ratio must be divided by."""

    odd_field: OddField
    odd_unit: str | None
    factor: Decimal


def _readings(ratio: Decimal, unit_label: str | None) -> list[_Reading]:
    own = money_scale(unit_label)
    readings: list[_Reading] = []
    if own is None:
        factors = {upper / lower for _, upper in _UNITS for _, lower in _UNITS if upper != lower}
        readings = [_Reading(field, None, factor) for factor in factors for field in ("executed", "annual_budget")]
    else:
        for name, scale in _UNITS:
            if scale != own:
                readings += [_Reading("executed", name, own / scale), _Reading("annual_budget", name, scale / own)]
    lowest, highest = _TOO_LARGE_MEANS if ratio > 1 else _TOO_SMALL_MEANS
    return [reading for reading in readings if lowest <= ratio / reading.factor <= highest]


def _budget_is_odd(executed: Decimal, annual_budget: Decimal, initial_budget: Decimal | None) -> bool:
    if initial_budget is None or initial_budget <= 0:
        return False
    lowest, highest = _BELIEVABLE
    fits_initial = lowest <= executed / initial_budget <= highest
    return fits_initial and not lowest <= annual_budget / initial_budget <= highest
