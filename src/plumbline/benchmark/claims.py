"""The scores that a clean form claims: what the rulebook gives, line by line, rounded as the form rounds."""

from decimal import Decimal
from random import Random

from plumbline.benchmark.forming import form_of
from plumbline.benchmark.model import Draft, DraftRow
from plumbline.forms.model import SelfEvaluation
from plumbline.rulebooks.model import Rulebook
from plumbline.scoring import FormScores, Score, score
from plumbline.scoring.numbers import round_to

_HALF = Decimal("0.5")


def computed(draft: Draft, book: Rulebook) -> FormScores:
    """Score the draft as it stands, with the rounding it uses."""
    form = form_of(draft)
    if not isinstance(form, SelfEvaluation):
        raise TypeError("only self-evaluations claim scores")
    return score(form, book, rounding=draft.rounding)


def claim_rows(draft: Draft, book: Rulebook, rng: Random) -> None:
    """Give every row the score it earns; a level in words earns its band, whose upper end is usual."""
    scores = computed(draft, book)
    for row, found in zip(draft.rows, scores.rows, strict=True):
        row.score = _claim(row, found, rng)


def _claim(row: DraftRow, found: Score, rng: Random) -> Decimal | None:
    low, high = found.computed_low, found.computed_high
    if low is None or high is None or found.outcome != "computed":
        return row.weight
    if found.computed is not None or low == high:
        return found.computed if found.computed is not None else low
    if not row.is_short:
        return high
    steps = int((high - low) / _HALF)
    return min(high, low + _HALF * rng.randint(0, steps))


def funds_score(executed: Decimal, annual: Decimal, draft: Draft) -> Decimal:
    """Ten points times the rate, never more than ten."""
    exact = 10 * min(Decimal(1), executed / annual)
    return round_to(exact, draft.rounding, 2)


def add_up(draft: Draft, book: Rulebook) -> None:
    """Print the sums: weights, scores, and the grade that goes with the total."""
    scored = next((fund for fund in draft.funds if fund.score and fund.score[:1].isdigit()), None)
    funds_points = Decimal(scored.score.replace(",", "")) if scored and scored.score else Decimal(0)
    if draft.counted_funds is not None:
        funds_points = draft.counted_funds
    funds_weight = Decimal(scored.weight) if scored and scored.weight else Decimal(0)
    draft.total_weight = funds_weight + sum((row.weight for row in draft.rows if row.weight is not None), Decimal(0))
    draft.total_score = funds_points + sum((row.score for row in draft.rows if row.score is not None), Decimal(0))
    draft.grade = grade_of(draft.total_score, book) if draft.has_grade else None


def grade_of(total: Decimal, book: Rulebook) -> str | None:
    """Return the name of the grade; a total beyond the full score, as wrong sums give, has the best one."""
    found = book.grades.grade_of(round_to(min(total, book.weights.total), "half_up", 2))
    return found.name if found else None
