"""The fund block: a budget, its adjustment within the year, what was spent, and where the money came from."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random
from typing import NamedTuple

from plumbline.benchmark.model import DraftFund
from plumbline.rulebooks.model import RoundingHow

_CENT = Decimal("0.01")
_HUNDRED = Decimal(100)


class Amounts(NamedTuple):
    """One source of money, in the unit of the form."""

    name: str
    initial: Decimal
    annual: Decimal
    executed: Decimal


def rounded(value: Decimal, how: RoundingHow) -> Decimal:
    """Round to two places as the form does."""
    return value.quantize(_CENT, ROUND_DOWN if how == "truncate" else ROUND_HALF_UP)


def amounts(rng: Random, *, in_yuan: bool, low_rate: bool = False) -> list[Amounts]:
    """Invent the money of a project: the total and the parts that make it."""
    initial = Decimal(rng.randint(2000, 90000)) / 100
    change = rng.choice((0, 0, 0, rng.randint(-8, -2), rng.randint(2, 8)))
    annual = (initial * (100 + change) / 100).quantize(_CENT)
    rate = rng.randint(620, 890) if low_rate else rng.choice((1000, rng.randint(905, 999), rng.randint(905, 999)))
    executed = min(annual, (annual * rate / 1000).quantize(_CENT) + Decimal(rng.randint(0, 3)) / 100)
    total = Amounts("年度资金总额", initial, annual, executed)
    parts = _parts(total, rng)
    factor = Decimal(10_000) if in_yuan else Decimal(1)
    return [Amounts(one.name, *(value * factor for value in one[1:])) for one in (total, *parts)]


def _parts(total: Amounts, rng: Random) -> list[Amounts]:
    carried = Decimal(0)
    other = Decimal(0)
    chance = rng.random()
    if chance < 0.2:
        carried = (total.initial * rng.randint(4, 12) / 100).quantize(_CENT)
    elif chance < 0.3:
        other = (total.initial * rng.randint(3, 8) / 100).quantize(_CENT)
    rest = carried + other
    # What was carried over and what came from elsewhere is spent first; the adjustment falls on this year's appropriation.
    return [
        Amounts("其中：当年财政拨款", total.initial - rest, total.annual - rest, total.executed - rest),
        Amounts("上年结转资金", carried, carried, carried),
        Amounts("其他资金", other, other, other),
    ]


def fund_rows(money: list[Amounts], *, in_yuan: bool, how: RoundingHow, score: Decimal, rng: Random) -> list[DraftFund]:
    """Print the block of a self-evaluation; only the total is scored."""
    dash = rng.choice(("-", "—"))
    percent = rng.choice(("%", ""))
    rows = []
    for index, one in enumerate(money):
        rate = rounded(one.executed / one.annual * _HUNDRED, how) if one.annual else None
        rows.append(
            DraftFund(
                one.name,
                show(one.initial, in_yuan=in_yuan),
                show(one.annual, in_yuan=in_yuan),
                show(one.executed, in_yuan=in_yuan),
                "10.00" if index == 0 and not in_yuan else ("10" if index == 0 else dash),
                f"{rate}{percent}" if rate is not None else (dash if in_yuan else f"0.00{percent}"),
                f"{score}" if index == 0 else dash,
            )
        )
    return rows


def show(value: Decimal, *, in_yuan: bool, commas: bool = False) -> str:
    """Print an amount with two decimals; a sum of yuan without cents is printed whole."""
    if in_yuan and value == value.to_integral_value():
        return f"{int(value):,}" if commas else f"{int(value)}"
    return f"{value:,.2f}" if commas else f"{value:.2f}"
