"""How does a form round? Told from its own figures before any of them is called wrong.

A printed figure is evidence when its exact value is known and the modes give different results for it: 754.31 of 758.11 is
99.4987 %, so a printed 99.49 was cut off and a printed 99.50 was rounded.
"""

import decimal
from collections.abc import Iterable, Iterator
from decimal import Decimal

from plumbline.forms.model import FundRow, Indicator, SelfEvaluation
from plumbline.forms.places import Cell
from plumbline.rulebooks.model import RoundingHow
from plumbline.scoring.numbers import EXACT, HUNDRED, bound_number, decimals_printed, round_to, sane
from plumbline.scoring.outcomes import RoundingEvidence, RoundingInference
from plumbline.scoring.units import reconcile_units

_MODES: tuple[RoundingHow, ...] = ("half_up", "half_even", "truncate")
_MOST_PLACES = 6


def infer_rounding(form: SelfEvaluation) -> RoundingInference:
    """Infer the rounding mode of one form from its rates, its funds score and its proportional scores."""
    return infer_rounding_of((form,))


def infer_rounding_of(forms: Iterable[SelfEvaluation]) -> RoundingInference:
    """Infer the rounding mode that forms of one origin share."""
    with decimal.localcontext(EXACT):
        found: dict[tuple[str, Decimal, Decimal], RoundingEvidence] = {}
        for form in forms:
            for one in _evidence(form):
                found.setdefault((one.field, one.exact, one.printed), one)
    evidence = tuple(found.values())
    possible = set(_MODES)
    for one in evidence:
        possible &= set(one.fits)
    if not possible:
        return RoundingInference("mixed", evidence)
    if possible == {"half_up", "half_even"}:
        return RoundingInference("half_up", evidence)
    if len(possible) == 1:
        return RoundingInference(possible.pop(), evidence)
    return RoundingInference("undecidable", evidence)


def _evidence(form: SelfEvaluation) -> Iterator[RoundingEvidence]:
    for fund in form.funds:
        yield from _fund_evidence(fund)
    for indicator in form.indicators:
        yield from _row_evidence(indicator)


def _fund_evidence(fund: FundRow) -> Iterator[RoundingEvidence]:
    executed, budget = sane(fund.executed), sane(fund.annual_budget)
    if executed is None or budget is None or executed < 0 or budget <= 0:
        return
    rate = executed / budget * HUNDRED
    printed_rate = sane(fund.execution_rate)
    if printed_rate is not None:
        yield from _discriminating(
            "execution_rate", fund.name, fund.cells.get("execution_rate", fund.cell), (rate,), printed_rate
        )
    weight, claimed = sane(fund.weight), sane(fund.claimed_score)
    if weight is None or claimed is None or weight <= 0 or rate >= HUNDRED:
        return
    # The score may come from the exact rate or from the printed one, so only what no route explains excludes a mode.
    routes = [weight * rate / HUNDRED]
    if printed_rate is not None and abs(printed_rate - rate) < 1:
        routes.append(weight * printed_rate / HUNDRED)
    yield from _discriminating("funds_score", fund.name, fund.cells.get("score", fund.cell), tuple(routes), claimed)


def _row_evidence(indicator: Indicator) -> Iterator[RoundingEvidence]:
    target, actual = indicator.target, indicator.actual
    if target is None or actual is None or target.operator not in (">=", ">", "=") or actual.operator != "=":
        return
    weight, claimed = sane(indicator.weight), sane(indicator.claimed_score)
    if weight is None or claimed is None or not 0 < claimed < weight or "date" in (target.kind, actual.kind):
        return
    match = reconcile_units(target.unit, actual.unit)
    aimed, reached = bound_number(target.low), bound_number(actual.low)
    if match.relation == "mismatch" or aimed is None or reached is None or aimed <= 0:
        return
    reached *= match.factor
    if 0 < reached < aimed:
        cell = indicator.cells.get("score", indicator.cell)
        yield from _discriminating("row_score", indicator.level3, cell, (weight * reached / aimed,), claimed)


def _discriminating(
    field: str, name: str, cell: Cell | None, routes: tuple[Decimal, ...], printed: Decimal
) -> Iterator[RoundingEvidence]:
    places = decimals_printed(printed)
    if not 1 <= places <= _MOST_PLACES:
        return
    fits = tuple(mode for mode in _MODES if any(round_to(exact, mode, places) == printed for exact in routes))
    if 0 < len(fits) < len(_MODES):
        yield RoundingEvidence(field, name, cell, routes[0], printed, fits)  # type: ignore[arg-type]
