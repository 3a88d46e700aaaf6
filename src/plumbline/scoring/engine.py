"""Score a whole form under a rulebook."""

import decimal

import msgspec

from plumbline.forms.model import SelfEvaluation
from plumbline.rulebooks.model import RoundingHow, RoundingStep, Rulebook
from plumbline.scoring.completed import completed
from plumbline.scoring.funds import fund_rates, score_funds
from plumbline.scoring.numbers import EXACT, ZERO
from plumbline.scoring.outcomes import FormScores, RoundingInference, RoundingUse
from plumbline.scoring.rounding import infer_rounding
from plumbline.scoring.rows import RowScorer
from plumbline.scoring.totals import score_grade, score_total


def score(
    form: SelfEvaluation,
    rulebook: Rulebook,
    *,
    rounding: RoundingHow | None = None,
    inference: RoundingInference | None = None,
) -> FormScores:
    """Compute every score of a form and set it beside what the form claims.

    How to round: as the caller says, else as the form's own figures show, else as the rulebook says. `inference` is what
    `infer_rounding` gave for this form, when the caller has it already. Never raises on the form's values: a line without an answer is
    undetermined and says why.
    """
    with decimal.localcontext(EXACT):
        use = _rounding_use(rulebook, rounding, infer_rounding(form) if inference is None else inference)
        how = None if use.origin == "rulebook" else use.row.how
        steps = rulebook.rounding
        scorer = RowScorer(rulebook, rounding=use.row, year=form.year)
        rows = tuple(scorer.score(indicator, index) for index, indicator in enumerate(form.indicators))
        funds = score_funds(form, scorer, rounding=_step(steps.funds, how), complete=completed(form, rows))
        lines = (funds, *rows)
        total = score_total(form, lines, rounding=_step(steps.total, how))
        return FormScores(
            rulebook.id,
            rows,
            funds,
            fund_rates(form, rounding=_step(steps.rate, how)),
            total,
            sum((line.claimed for line in lines if line.claimed is not None), ZERO),
            score_grade(form, total, rulebook),
            use,
        )


def _rounding_use(rulebook: Rulebook, given: RoundingHow | None, inference: RoundingInference) -> RoundingUse:
    own = rulebook.rounding.row
    if given is not None:
        return RoundingUse(_step(own, given), "given", inference)
    if inference.how is not None:
        return RoundingUse(_step(own, inference.how), "inferred", inference)
    return RoundingUse(own, "rulebook", inference)


def _step(step: RoundingStep, how: RoundingHow | None) -> RoundingStep:
    return step if how is None or how == step.how else msgspec.structs.replace(step, how=how)
