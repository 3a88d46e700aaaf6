"""The total of a form and its grade."""

import re
from collections.abc import Sequence
from decimal import Decimal

from plumbline.forms.model import SelfEvaluation
from plumbline.rulebooks.model import RoundingStep, Rulebook
from plumbline.scoring.numbers import ZERO, round_step, sane
from plumbline.scoring.outcomes import Explanation, GradeScore, Score
from plumbline.scoring.rows import Inputs, distance

_NUMBER = re.compile(r"-?\d[\d,，]*(?:\.\d+)?")


def printed_total(form: SelfEvaluation) -> Decimal | None:
    """Read the printed total score; None when it is blank or no number."""
    found = _NUMBER.search(form.total_score_printed or "")
    return sane(Decimal(re.sub("[,，]", "", found[0]))) if found else None


def score_total(form: SelfEvaluation, lines: Sequence[Score], *, rounding: RoundingStep) -> Score:
    """Add up the lines.

    A line counts with its exact score; one with a band counts with the claim that lies in it, else with the whole band; one that
    is undetermined counts with its band, or with anything from nothing to its weight.
    """
    low = high = ZERO
    settled_count = undetermined_count = 0
    for line in lines:
        settled = line.settled
        if settled is not None:
            settled_count += 1
            low += settled
            high += settled
            continue
        if line.outcome != "computed":
            undetermined_count += 1
        low += line.computed_low if line.computed_low is not None else ZERO
        high += line.computed_high if line.computed_high is not None else max(line.weight or ZERO, ZERO)
    exact_low = low
    low, high = round_step(low, rounding), round_step(high, rounding)
    inputs: Inputs = {
        "lines": Decimal(len(lines)),
        "settled": Decimal(settled_count),
        "undetermined": Decimal(undetermined_count),
    }
    claimed = printed_total(form)
    cell = form.cells.get("total_score")
    if undetermined_count:
        explanation = Explanation(None, inputs, None, None, None, "rows_undetermined")
        return Score("total", "总分", "undetermined", explanation, cell, None, None, claimed, None, low, high)
    explanation = Explanation("sum", inputs, None, exact_low if low == high else None, rounding)
    computed = low if low == high else None
    return Score(
        "total",
        "总分",
        "computed",
        explanation,
        cell,
        None,
        None,
        claimed,
        computed,
        low,
        high,
        distance(claimed, low, high),
    )


def score_grade(form: SelfEvaluation, total: Score, book: Rulebook) -> GradeScore:
    """Grade the printed total and the computed one, beside the printed grade."""
    printed = form.grade_printed
    named = book.grades.named(printed) if printed else None
    low, high = _grade(total.computed_low, book), _grade(total.computed_high, book)
    return GradeScore(printed, named.name if named else None, _grade(total.claimed, book), low if low == high else None)


def _grade(total: Decimal | None, book: Rulebook) -> str | None:
    if total is None or total > book.weights.total:
        return None
    grade = book.grades.grade_of(round_step(total, book.rounding.total))
    return grade.name if grade else None
