"""Wilson's interval: the published values, and what holds for every share."""

from decimal import Decimal
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.evidence.shares import share_interval


@pytest.mark.parametrize(
    ("part", "total", "low", "high"),
    [
        (9, 10, "59.58", "98.21"),
        (0, 10, "0.00", "27.75"),
        (10, 10, "72.25", "100.00"),
        (81, 263, "25.53", "36.62"),
    ],
)
def test_the_bounds_of_known_cases(part, total, low, high):
    bounds = share_interval(part, total)

    assert (bounds.low, bounds.high) == (Decimal(low), Decimal(high))


def test_without_answers_nothing_is_said():
    assert share_interval(0, 0) is None


@pytest.mark.parametrize(("part", "total"), [(2, 1), (-1, 3)])
def test_what_is_no_share_is_refused(part, total):
    with pytest.raises(ValueError, match="no share"):
        share_interval(part, total)


@given(st.integers(1, 10**6).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_it_holds_the_share_mirrors_and_follows_the_formula(case):
    part, total = case
    bounds, mirrored = share_interval(part, total), share_interval(total - part, total)
    share = Decimal(100 * part) / total

    assert Decimal(0) <= bounds.low <= share + Decimal("0.005")
    assert share - Decimal("0.005") <= bounds.high <= 100
    assert abs(bounds.low + mirrored.high - 100) <= Decimal("0.01")
    z, p = 1.959963984540054, part / total
    middle = (p + z * z / (2 * total)) / (1 + z * z / total)
    reach = z * sqrt(p * (1 - p) / total + z * z / (4 * total**2)) / (1 + z * z / total)
    assert isclose(float(bounds.high), 100 * (middle + reach), abs_tol=0.006)
