"""Scores as an audit reports them: plain text figures that go into JSON and reports."""

from decimal import Decimal

from plumbline.audit.model import AuditScores, GradeFound, LineScore, RoundingFound, TotalScore
from plumbline.scoring import FormScores, Score


def rounding_found(scores: FormScores) -> RoundingFound:
    """Say how the form rounds and how it was computed."""
    use = scores.rounding
    return RoundingFound(use.inference.mode, use.row.how, "file" if use.origin == "given" else use.origin)


def scores_found(scores: FormScores) -> AuditScores:
    """Set claimed and computed scores side by side."""
    total, grade = scores.total, scores.grade
    return AuditScores(
        tuple(_line(row) for row in scores.rows),
        _line(scores.funds),
        TotalScore(
            _text(total.claimed),
            str(scores.claimed_sum),
            _text(total.computed),
            _text(total.computed_low),
            _text(total.computed_high),
            GradeFound(grade.printed, grade.of_claimed_total, grade.of_computed_total),
        ),
    )


def _line(score: Score) -> LineScore:
    """Write the figures of a line. Most scores are exact: one number stands for the score and for both its bounds."""
    computed, low, high = score.computed, score.computed_low, score.computed_high
    text = _text(computed)
    return LineScore(
        score.name,
        score.index,
        score.outcome,
        score.explanation.reason,
        _text(score.weight),
        _text(score.claimed),
        text,
        text if low is computed else _text(low),
        text if high is computed else _text(high),
    )


def _text(number: Decimal | None) -> str | None:
    if number is None:
        return None
    text = str(number)
    return f"{number:f}" if "E" in text else text
