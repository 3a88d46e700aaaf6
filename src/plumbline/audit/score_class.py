"""Which rule answers for the score of a row, and how a wrong one is reported."""

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from plumbline.audit.precision import agrees
from plumbline.audit.wording import plain
from plumbline.scoring import Score

if TYPE_CHECKING:
    from plumbline.audit.context import RowFacts

ScoreClass = Literal["full", "partial", "level", "open", "none"]
"""`full` the target is reached, `partial` a lower score is computed, `level` a qualitative level gives a band, `open` it cannot be said,
`none` there is nothing to score or no score is claimed."""

_REACHED = frozenset({"reached", "on_time", "zero_target_met", "over_completion"})


def score_class(score: Score | None) -> ScoreClass:
    """Sort a row by what its computed score is."""
    if score is None or score.claimed is None or score.outcome == "not_applicable":
        return "none"
    explanation = score.explanation
    formula = explanation.formula
    if formula == "qualitative_band" or explanation.reason in (
        "qualitative_answer_to_numeric_target",
        "level_not_stated",
    ):
        return "level"
    if score.outcome != "computed":
        return "open"
    return "full" if formula in _REACHED or score.computed == score.weight else "partial"


def is_right(row: "RowFacts", score: Score) -> bool:
    """Say whether the claim lies in the band of right scores, as finely as it is printed."""
    claimed, low, high = score.claimed, score.computed_low, score.computed_high
    if claimed is None or low is None or high is None:
        return False
    if low <= claimed <= high:
        return True
    exact = score.explanation.before_rounding
    form = row.form
    return agrees(claimed, low if exact is None or low != high else exact, form.limit("S-06"), form.roundings)


def band_text(low: Decimal, high: Decimal) -> str:
    """Print a band, or its one value."""
    return plain(low) if low == high else f"{plain(low)}–{plain(high)}"
