"""What holds for every row, whatever it says."""

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import tries
from tests.plumbline.scoring.builders import form, row
from tests.plumbline.scoring.oracle import Case
from tests.plumbline.scoring.strategies import MODES, REGIMES, any_indicators, cases, decimals, indicator_of

from plumbline.forms.model import Indicator
from plumbline.rulebooks import bundled_rulebooks, load_rulebook
from plumbline.scoring import score


@settings(max_examples=tries(300), deadline=None)
@given(st.lists(any_indicators(), max_size=3), REGIMES, st.sampled_from([None, 2023]))
def test_no_row_whatsoever_makes_scoring_fail(indicators: list[Indicator], regime: str, year: int | None) -> None:
    scores = score(form(*indicators, year=year), load_rulebook(regime))

    assert len(scores.rows) == len(indicators)
    for line in (*scores.rows, scores.funds, scores.total):
        assert line.outcome == "computed" or line.reason is not None
        assert line.sentence("zh").endswith("。")
        assert line.sentence("en").endswith(".")


@settings(max_examples=tries(200), deadline=None)
@given(cases(), MODES)
def test_a_score_lies_between_nothing_and_the_weight(case: Case, how: str) -> None:
    scored = score(form(indicator_of(case)), load_rulebook(case.regime), rounding=how).rows[0]  # type: ignore[arg-type]

    if scored.computed_low is not None and scored.computed_high is not None:
        assert 0 <= scored.computed_low <= scored.computed_high <= Decimal(case.weight)


@settings(max_examples=tries(200), deadline=None)
@given(REGIMES, decimals(1, 100), decimals(0, 150), decimals(0, 150), MODES)
def test_doing_more_never_costs_points_below_the_target_and_never_below_full_ones(
    regime: str, aimed: str, first: str, second: str, how: str
) -> None:
    less, more = sorted((first, second), key=Decimal)
    book = load_rulebook(regime)

    scores = score(form(row(f"≥{aimed}家", f"{less}家"), row(f"≥{aimed}家", f"{more}家")), book, rounding=how).rows  # type: ignore[arg-type]

    assert scores[0].computed is not None
    assert scores[1].computed is not None
    assert scores[0].computed <= scores[1].computed


@settings(max_examples=tries(200), deadline=None)
@given(REGIMES, decimals(1, 100), decimals(0, 300), decimals(0, 300), MODES)
def test_exceeding_a_limit_further_never_gains_points(
    regime: str, limit: str, first: str, second: str, how: str
) -> None:
    less, more = sorted((first, second), key=Decimal)
    book = load_rulebook(regime)

    scores = score(form(row(f"≤{limit}天", f"{less}天"), row(f"≤{limit}天", f"{more}天")), book, rounding=how).rows  # type: ignore[arg-type]

    assert scores[0].computed is not None
    assert scores[1].computed is not None
    assert scores[0].computed >= scores[1].computed


def test_every_total_has_exactly_one_grade() -> None:
    for book in bundled_rulebooks():
        steps = book.grades.steps
        for thousandths in range(100_001):
            total = Decimal(thousandths).scaleb(-3)
            grade = book.grades.grade_of(total)
            assert grade is not None
            upper = steps[steps.index(grade) - 1].at_least if grade is not steps[0] else Decimal(101)
            assert grade.at_least <= total < upper


def test_scores_do_not_depend_on_the_decimal_context_around() -> None:
    import decimal

    rows = (row("≥90%", "88%", 20), row("≤3天", "7天", 15))
    usual = score(form(*rows), load_rulebook("national-2020"))
    with decimal.localcontext() as context:
        context.prec = 3
        context.rounding = decimal.ROUND_UP
        narrow = score(form(*rows), load_rulebook("national-2020"))

    assert narrow == usual
