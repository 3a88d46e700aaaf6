"""The goals on a small part of the benchmark; the whole of it is measured by `make bench`."""

from plumbline.benchmark.generate import cases
from plumbline.benchmark.goals import CLEAN_ERRORS_PER_HUNDRED, PRECISION, RECALL
from plumbline.benchmark.run import run


def test_eighty_cases_of_another_seed_reach_the_goals() -> None:
    tally = run(cases(99, 80))

    assert (tally.total.precision or 0) >= PRECISION, tally.false_by_rule
    assert (tally.total.recall or 0) >= RECALL
    assert tally.clean_errors_per_hundred < CLEAN_ERRORS_PER_HUNDRED
    assert tally.unread == 0
