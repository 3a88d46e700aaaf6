"""The engine against a second implementation that was written from the regulations alone."""

from decimal import Decimal
from fractions import Fraction

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.effort import tries
from tests.plumbline.scoring import oracle
from tests.plumbline.scoring.builders import form, fund, row
from tests.plumbline.scoring.strategies import MODES, REGIMES, cases, decimals, indicator_of, weights

from plumbline.rulebooks import load_rulebook
from plumbline.scoring import score


def _fractions(low: Decimal | None, high: Decimal | None) -> tuple[Fraction, Fraction] | None:
    return None if low is None or high is None else (Fraction(low), Fraction(high))


@settings(max_examples=tries(400), deadline=None)
@given(cases(), MODES)
def test_rows_are_scored_as_the_second_implementation_scores_them(case: oracle.Case, how: str) -> None:
    scored = score(form(indicator_of(case)), load_rulebook(case.regime), rounding=how).rows[0]  # type: ignore[arg-type]

    expected = oracle.score_row(case, how)
    if scored.reason == "percent_or_fraction":
        assert case.satisfaction
        assert 0 < Fraction(case.actual) <= 1
    elif expected is None:
        assert scored.outcome == "undetermined"
    else:
        assert _fractions(scored.computed_low, scored.computed_high) == expected


@settings(max_examples=tries(200), deadline=None)
@given(REGIMES, decimals(1, 900), decimals(1, 900), weights, st.sampled_from([None, True, False]), MODES)
@example("national-2020", "4.05", "1.00", "4.05", None, "truncate")
def test_funds_are_scored_as_the_second_implementation_scores_them(
    regime: str, budget: str, executed: str, weight: str, complete: bool | None, how: str
) -> None:
    if Fraction(executed) / Fraction(budget) > 20 or Fraction(executed) / Fraction(budget) < Fraction(1, 100):
        return  # may be an amount in another unit, which has tests of its own
    rows = {True: (row("≥10家", "10家"),), False: (row("≥10家", "9家"),), None: ()}[complete]
    lines = score(form(*rows, funds=(fund(budget, executed, weight=weight),)), load_rulebook(regime), rounding=how)  # type: ignore[arg-type]

    expected = oracle.score_funds(regime, budget, executed, weight=weight, complete=complete, how=how)
    assert _fractions(lines.funds.computed_low, lines.funds.computed_high) == expected


@given(
    weights,
    st.sampled_from(
        [("达成指标", "achieved"), ("部分达成指标并具有一定效果", "partial"), ("未达成指标且效果较差", "not_achieved")]
    ),
)
def test_levels_have_the_bands_of_the_second_implementation(weight: str, level: tuple[str, str]) -> None:
    printed, name = level

    scored = score(form(row("有所提高", printed, weight)), load_rulebook("national-2020")).rows[0]

    assert _fractions(scored.computed_low, scored.computed_high) == oracle.level_band(weight, name)


@given(decimals(0, 100), st.booleans())
def test_totals_have_the_grade_of_the_second_implementation(total: str, platform: bool) -> None:
    book = load_rulebook("integrated-platform" if platform else "national-2020")

    graded = score(form(total=total), book).grade

    assert graded.of_claimed_total == oracle.grade(total, platform=platform)
