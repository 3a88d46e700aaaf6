"""How likely chance alone gives such a figure: exact binomial tails and ranks."""

import math
from collections.abc import Sequence


def binomial_tail(successes: int, trials: int, chance: float) -> float:
    """Return the probability of at least so many successes.

    >>> round(binomial_tail(3, 3, 0.5), 6)
    0.125
    """
    if successes <= 0:
        return 1.0
    logs = [
        math.lgamma(trials + 1)
        - math.lgamma(k + 1)
        - math.lgamma(trials - k + 1)
        + k * math.log(chance)
        + (trials - k) * math.log1p(-chance)
        for k in range(successes, trials + 1)
    ]
    return min(1.0, math.fsum(math.exp(one) for one in logs))


def rank_sum(own: Sequence[float], others: Sequence[float]) -> float:
    """Return how likely chance alone sets one group so far above or below the rest (Mann–Whitney, two-sided, ties corrected)."""
    first, second = len(own), len(others)
    everything = sorted([(value, 0) for value in own] + [(value, 1) for value in others])
    total = first + second
    rank_of_own, tied = 0.0, 0
    index = 0
    while index < total:
        end = index
        while end < total and everything[end][0] == everything[index][0]:
            end += 1
        middle = (index + 1 + end) / 2
        rank_of_own += middle * sum(1 for _, group in everything[index:end] if group == 0)
        tied += (end - index) ** 3 - (end - index)
        index = end
    statistic = rank_of_own - first * (first + 1) / 2
    variance = first * second / 12 * ((total + 1) - tied / (total * (total - 1)))
    if variance <= 0:
        return 1.0
    distance = max(0.0, abs(statistic - first * second / 2) - 0.5)
    return math.erfc(distance / math.sqrt(variance) / math.sqrt(2))
