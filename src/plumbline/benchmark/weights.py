"""Weights that keep the rulebook's scheme: each dimension has its points, no indicator more than twenty."""

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from plumbline.benchmark.model import DraftRow
from plumbline.rulebooks.model import Rulebook, WeightScheme

MOST = 20
_LEAST = 2
_DIMENSIONS = (("成本", "cost"), ("产出", "output"), ("效益", "benefit"), ("满意度", "satisfaction"))


def scheme_of(rows: Sequence[DraftRow], book: Rulebook) -> WeightScheme:
    """Return the usual weights for a form of this make."""
    levels = {row.level1 for row in rows}
    scheme = book.weights.scheme_for(has_satisfaction="满意度指标" in levels, cost_at_level1="成本指标" in levels)
    if scheme is None:
        raise ValueError(f"{book.id} has no weights for {sorted(levels)}")
    return scheme


def weigh(rows: Sequence[DraftRow], book: Rulebook, rng: Random) -> None:
    """Give every row its points."""
    scheme = scheme_of(rows, book)
    for word, name in _DIMENSIONS:
        members = [row for row in rows if row.level1.startswith(word)]
        points: Decimal = getattr(scheme, name)
        for row, share in zip(members, split(int(points), len(members), rng), strict=True):
            row.weight = Decimal(share)


def split(total: int, parts: int, rng: Random) -> list[int]:
    """Split points among indicators: whole points, even ones preferred, none above the most that one may have."""
    if parts == 0:
        return []
    shares = [total // parts] * parts
    for index in range(total - sum(shares)):
        shares[index] += 1
    for _ in range(parts * 2):
        giver, taker = rng.randrange(parts), rng.randrange(parts)
        amount = rng.randint(1, 4)
        if giver != taker and shares[giver] - amount >= _LEAST and shares[taker] + amount <= MOST:
            shares[giver] -= amount
            shares[taker] += amount
    return shares
