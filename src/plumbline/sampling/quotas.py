"""How many are drawn of each stratum."""

from collections.abc import Mapping
from decimal import Decimal
from math import ceil


def proportional(sizes: Mapping[str, int], *, total: int, minimum: int) -> dict[str, int]:
    """Share `total` among strata in proportion to their sizes, none below `minimum`, none above its size.

    First each stratum gets its minimum; the rest goes by largest remainder to what is left of each, ties to the name that comes first.
    Where the minimums alone are more than the total, the minimums stand.
    """
    quotas = {name: min(size, minimum) for name, size in sizes.items()}
    rest = min(total, sum(sizes.values())) - sum(quotas.values())
    left = {name: sizes[name] - quotas[name] for name in sizes if sizes[name] > quotas[name]}
    whole = sum(left.values())
    if rest <= 0 or not whole:
        return quotas
    exact = {name: divmod(rest * size, whole) for name, size in left.items()}
    for name, (number, _remainder) in exact.items():
        quotas[name] += number
    still = rest - sum(number for number, _remainder in exact.values())
    for name in sorted(exact, key=lambda each: (-exact[each][1], each))[:still]:
        quotas[name] += 1
    return quotas


def by_share(sizes: Mapping[str, int], *, percent: Decimal, minimum: int) -> dict[str, int]:
    """Draw the same share of each stratum, rounded up, none below `minimum`, none above its size."""
    return {name: min(size, max(minimum, ceil(size * percent / 100))) for name, size in sizes.items()}
