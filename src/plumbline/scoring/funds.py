"""The funds line: the execution rate, its points, and amounts printed in two units."""

from decimal import Decimal
from typing import NamedTuple, cast

from plumbline.forms.model import FundRow, SelfEvaluation
from plumbline.rulebooks.model import Citation, RoundingStep, Rulebook
from plumbline.scoring.completed import Completed
from plumbline.scoring.money import UnitMix, find_unit_mix
from plumbline.scoring.numbers import HUNDRED, ZERO, round_step, sane
from plumbline.scoring.outcomes import Explanation, Formula, FundRate, Reason, Score
from plumbline.scoring.rows import Inputs, RowScorer, distance


class Points(NamedTuple):
    """What the rule gives before rounding: one value, or a band when the form does not say enough."""

    low: Decimal
    high: Decimal
    formula: Formula
    reason: Reason | None = None


def scored_fund_row(form: SelfEvaluation) -> FundRow | None:
    """Return the row of 年度资金总额: the one with points, else the one with that name, else the first."""
    for fund in form.funds:
        if fund.weight is not None or fund.claimed_score is not None:
            return fund
    for fund in form.funds:
        if "总额" in fund.name:
            return fund
    return form.funds[0] if form.funds else None


def fund_rates(form: SelfEvaluation, *, rounding: RoundingStep) -> tuple[FundRate, ...]:
    """Compute the execution rate of each fund row, in percent, under one unit."""
    rates = []
    for fund in form.funds:
        executed, budget, mix = _amounts(fund, form.money_unit_label)
        claimed = sane(fund.execution_rate)
        computed = None
        if executed is not None and budget is not None and budget > 0:
            exact = mix.true_rate if mix else executed / budget
            computed = round_step(exact * HUNDRED, rounding)
        difference = None if claimed is None or computed is None else claimed - computed
        rates.append(
            FundRate(fund.name, fund.cells.get("execution_rate", fund.cell), claimed, computed, difference, mix)
        )
    return tuple(rates)


def score_funds(form: SelfEvaluation, scorer: RowScorer, *, rounding: RoundingStep, complete: Completed) -> Score:
    """Score the execution of the budget.

    `complete`: whether the project is, as stated or as far as its rows tell; only a banded rulebook asks.
    """
    book = scorer.book
    fund = scored_fund_row(form)
    default_weight = book.weights.schemes[0].execution if book.weights.schemes else HUNDRED / 10
    if fund is None:
        return Score("funds", "", "undetermined", Explanation(None, {}, reason="no_fund_row"), weight=default_weight)
    weight = sane(fund.weight)
    inputs: Inputs = {}
    if weight is None:
        left = _points_left(form, book)
        is_left = left is not None and default_weight < (sane(fund.claimed_score) or ZERO) <= left
        weight, inputs["weight_from"] = (left, "form") if left is not None and is_left else (default_weight, book.id)
    inputs["weight"] = weight
    rate = _rate(fund, form, inputs)
    claimed = sane(fund.claimed_score)
    cell = fund.cells.get("score", fund.cell)
    if weight < 0:
        rate = "negative_weight"
    if isinstance(rate, str):
        explanation = Explanation(None, inputs, reason=rate)
        return Score("funds", fund.name, "undetermined", explanation, cell, None, weight, claimed)
    inputs["rate"] = rate
    points = _points(inputs, weight, book, complete=complete)
    if isinstance(points, str):
        explanation = Explanation(None, inputs, reason=points)
        return Score("funds", fund.name, "undetermined", explanation, cell, None, weight, claimed)
    low, high = (
        min(weight, value if value == weight else round_step(value, rounding)) for value in (points.low, points.high)
    )
    cite: Citation = book.budget_execution.cite
    source = scorer.source(cite)
    if points.reason is not None:
        explanation = Explanation(None, inputs, source, None, None, points.reason)
        return Score("funds", fund.name, "undetermined", explanation, cell, None, weight, claimed, None, low, high)
    explanation = Explanation(points.formula, inputs, source, points.low, rounding)
    return Score(
        "funds",
        fund.name,
        "computed",
        explanation,
        cell,
        None,
        weight,
        claimed,
        low,
        low,
        high,
        distance(claimed, low, high),
    )


def _points_left(form: SelfEvaluation, book: Rulebook) -> Decimal | None:
    """Return what the weights of the indicators leave of the full score; None when one of them is missing.

    Some bureaus give the execution of the budget 20 points and print that in a heading only.
    """
    weights = [sane(row.weight) for row in form.indicators]
    known = [weight for weight in weights if weight is not None]
    return book.weights.total - sum(known, ZERO) if weights and len(known) == len(weights) else None


def _amounts(fund: FundRow, unit_label: str | None) -> tuple[Decimal | None, Decimal | None, UnitMix | None]:
    executed, budget = sane(fund.executed), sane(fund.annual_budget)
    mix = find_unit_mix(executed, budget, initial_budget=sane(fund.initial_budget), unit_label=unit_label)
    return executed, budget, mix


def _rate(fund: FundRow, form: SelfEvaluation, inputs: Inputs) -> Decimal | Reason:
    executed, budget, mix = _amounts(fund, form.money_unit_label)
    if budget is None:
        return "no_budget"
    inputs["annual_budget"] = budget
    if executed is None:
        return "no_executed"
    inputs["executed"] = executed
    if budget < 0 or executed < 0:
        return "negative_amount"
    if budget == 0:
        return "zero_budget"
    if mix is None:
        return executed / budget
    inputs[mix.odd_field] = mix.corrected
    inputs[f"{mix.odd_field}_printed"] = executed if mix.odd_field == "executed" else budget
    inputs["factor"] = mix.factor
    if mix.odd_unit is not None:
        inputs["odd_unit"] = mix.odd_unit
    return mix.true_rate


def _points(inputs: Inputs, weight: Decimal, book: Rulebook, *, complete: Completed) -> Points | Reason:
    rule = book.budget_execution
    executed, budget, rate = (cast("Decimal", inputs[name]) for name in ("executed", "annual_budget", "rate"))
    if rule.method == "proportional":
        # Multiplied before divided: 4.05 × 1.00 ÷ 4.05 is 1, and stays 1 when what is behind the places is cut off.
        exact = weight if rate >= 1 else weight * executed / budget
        return Points(exact, exact, "execution_proportional")
    if rate > 1:
        return "over_budget"
    banded = weight * next((band.share for band in rule.bands if rate * HUNDRED >= band.at_least), ZERO)
    inputs["complete_from"] = complete.origin
    if complete.answer:
        return Points(weight, weight, "execution_complete")
    is_stated = complete.origin == "statement"
    if complete.answer is None or (rate == 1 and not is_stated):
        return Points(banded, weight, "execution_banded", "completion_unknown")
    return Points(banded, banded, "execution_banded")
