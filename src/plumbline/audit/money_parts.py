"""Do the parts of the fund block add up to its total, column by column."""

from decimal import Decimal
from typing import Literal, NamedTuple

from plumbline.audit.context import AuditedForm, FundFacts, MoneyParts
from plumbline.scoring.units import money_scale

Column = Literal["initial_budget", "annual_budget", "executed"]
_WAN = Decimal(10_000)


class PartsSum(NamedTuple):
    """A total and the sum of its parts.

    `gap` is the sum less the total; `open` says that a part that is blank, or of which reading does not know the column, may be the gap.
    """

    fund: FundFacts
    total: Decimal
    parts: Decimal
    gap: Decimal
    agrees: bool
    open: bool


def parts_sum(form: AuditedForm, money: MoneyParts, column: Column, *, limit_wan: Decimal) -> PartsSum | None:
    """Add up the parts of one column; None when the total or all the parts are blank.

    Rows within a part (中央财政, 省级 …) are not added twice; where they stand instead of their part, they are what is added.
    """
    total = _amount(money.total, column)
    if total is None or (not money.parts and not money.details):
        return None
    doubts = form.doubts
    unsure = doubts.funds if doubts is not None else frozenset()
    limit = limit_wan * _WAN / (money_scale(form.form.money_unit_label) or _WAN)
    found = None
    for rows in _ways(money.parts, money.details):
        values = [_amount(row, column) for row in rows]
        known = [value for value in values if value is not None]
        if not known:
            continue
        gap = sum(known, Decimal(0)) - total
        is_open = (len(known) < len(values) and gap < 0) or any(row.path in unsure for row in rows)
        result = PartsSum(money.total, total, gap + total, gap, abs(gap) <= limit, is_open)
        if result.agrees:
            return result
        found = found or result
    return found


def _amount(fund: FundFacts, column: Column) -> Decimal | None:
    row = fund.fund
    return {"initial_budget": row.initial_budget, "annual_budget": row.annual_budget, "executed": row.executed}[column]


def _ways(parts: tuple[FundFacts, ...], details: tuple[FundFacts, ...]) -> list[tuple[FundFacts, ...]]:
    if not details:
        return [parts]
    return [parts, (*parts, *details), (*details, *(part for part in parts if part.role == "other"))]
