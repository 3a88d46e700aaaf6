"""What reading could not make out for certain, so that nobody is blamed for what a conversion lost.

A rule that finds fault with a value of a damaged place is answered by “undetermined” instead, with the reason.
"""

from typing import NamedTuple

from plumbline.audit.model import Spot
from plumbline.forms.model import Form, FundRow, Indicator

Reason = tuple[str, str]
"""In Chinese and in English."""

_LOST: Reason = (
    "该行在文件转换中错位，此处内容可能丢失，不能断定原表未填；请与原表核对",
    "the row was displaced by a conversion and this value may have been lost; whether the original had it cannot be told",
)
_GARBLED: Reason = (
    "此处文字在文件转换中损坏，无法判断；请与原表核对",
    "the text was damaged by a conversion, so nothing can be said; compare with the original",
)
_FUND_COLUMN: Reason = (
    "该行资金少一个数，看不出是哪一栏为空；请与原表核对",
    "an amount of this fund row is missing and nothing shows in which column; compare with the original",
)
_CUT: Reason = (
    "该表可能只截取了一部分，不能断定原表未填；请提供完整的表",
    "the form may be cut; whether the whole of it has this cannot be told",
)
_GOALS: Reason = (
    "预期目标与实际完成情况在文件转换中混在一起，无法判断；请与原表核对",
    "goal and completion ran together in a conversion, so nothing can be said; compare with the original",
)
_REPLACEMENT = "\ufffd"
"""What a decoder puts where it found no letter."""

_VALUE_OF = {
    "target": "target",
    "actual": "actual",
    "weight": "weight",
    "claimed_score": "claimed_score",
    "deviation": "deviation",
    "level1": "level1",
    "level2": "level2",
}
_HEAD_FIELDS = frozenset(
    "project_name supervising_department implementing_unit declaring_unit project_category plan_start plan_end project_code year "
    "expected_goal actual_completion annual_goal overall_goal long_term_goal funds".split()
)
_TAIL_FIELDS = frozenset({"indicators", "total_score_printed", "grade_printed"})
_GOAL_FIELDS = frozenset({"expected_goal", "actual_completion", "annual_goal", "overall_goal", "long_term_goal"})


class Doubts(NamedTuple):
    """The damaged places of one form: `rows` and `funds` by path, `fields` of the form by name."""

    rows: dict[str, Indicator]
    funds: frozenset[str]
    fields: dict[str, Reason]

    def about(self, spot: Spot) -> Reason | None:
        """Return why nothing can be said of a place; None when it was read for certain."""
        if spot.owner == "form":
            return self.fields.get(spot.field)
        if spot.owner in self.funds:
            return _FUND_COLUMN
        row = self.rows.get(spot.owner)
        value = _VALUE_OF.get(spot.field)
        return _LOST if row is not None and value is not None and getattr(row, value) is None else None


def garbled(printed: str | None) -> Reason | None:
    """Return why nothing can be said of a text in which letters were lost; None for a whole one."""
    return _GARBLED if printed is not None and _REPLACEMENT in printed else None


def doubts_of(form: Form) -> Doubts | None:
    """Find the damaged places of a form; None for most forms, which have none."""
    if not form.problems:
        return None
    codes = {problem.code for problem in form.problems}
    fields: dict[str, Reason] = {}
    if "no_project_block" in codes:
        fields |= dict.fromkeys(_HEAD_FIELDS, _CUT)
    if "no_indicators" in codes:
        fields |= dict.fromkeys(_TAIL_FIELDS, _CUT)
    if "goals_not_separable" in codes:
        fields |= dict.fromkeys(_GOAL_FIELDS, _GOALS)
    rows = {f"indicators[{index}]": row for index, row in enumerate(form.indicators) if row.shifted}
    blank_at = {problem.cell for problem in form.problems if problem.code == "fund_cell_blank"}
    funds = frozenset(
        f"funds[{index}]" for index, fund in enumerate(form.funds) if fund.cell in blank_at and _has_amounts(fund)
    )
    return Doubts(rows, funds, fields) if rows or funds or fields else None


def _has_amounts(fund: FundRow) -> bool:
    """A row of zeros says the same in whichever columns they stand."""
    return any((fund.initial_budget, fund.annual_budget, fund.executed))
