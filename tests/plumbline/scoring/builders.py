"""Forms in few words: printed values as a person writes them, everything else invented."""

import re
from decimal import Decimal

from plumbline.forms.model import FundRow, Indicator, PrintedFund, PrintedIndicator, SelfEvaluation
from plumbline.forms.places import Cell
from plumbline.forms.values import ActualValue, Operator, TargetValue, ValueKind

CELL = Cell("示例.txt", "text", 1, 1)

_NUMBER = r"-?\d+(?:\.\d+)?"
_OPERATORS: dict[str, Operator] = {"≥": ">=", "≤": "<=", ">": ">", "<": "<", "=": "="}
_DATE = re.compile(r"(\d{4}(?:-\d\d){0,2}|--\d\d(?:-\d\d)?|---\d\d)")
_MONEY = ("元", "千元", "万元", "亿元")


def dec(text: str | int | Decimal | None) -> Decimal | None:
    return None if text is None else Decimal(str(text))


def target(text: str) -> TargetValue:
    """≥90%, 5~10天, 2023-11-30 (a deadline), * (a placeholder), 不适用, any words."""
    if text == "不适用":
        return TargetValue(text, "qualitative", kind="not_applicable")
    if text == "*":
        return TargetValue(text, "qualitative", kind="placeholder")
    if _DATE.fullmatch(text):
        return TargetValue(text, "date", text, text, kind="date")
    span = re.fullmatch(rf"({_NUMBER})~({_NUMBER})(\D*)", text)
    if span:
        return TargetValue(text, "range", span[1], span[2], span[3] or None, _kind(span[3]))
    found = re.fullmatch(rf"([≥≤><=]?)({_NUMBER})(\D*)", text)
    if not found:
        return TargetValue(text, "qualitative", kind="qualitative_text")
    operator = _OPERATORS[found[1] or "="]
    low = None if operator in ("<=", "<") else found[2]
    high = None if operator in (">=", ">") else found[2]
    return TargetValue(text, operator, low, high, found[3] or None, _kind(found[3]))


def actual(text: str) -> ActualValue:
    """88%, >5000家, 2023-11-20, 达成指标, any words."""
    if re.match("达成|部分|未达成|基本达成|实现目标", text):
        return ActualValue(text, "qualitative", kind="qualitative_level")
    read = target(text)
    return ActualValue(read.raw, read.operator, read.low, read.high, read.unit, read.kind)


def _kind(unit: str) -> ValueKind:
    if unit in ("%", "百分数", "百分比"):
        return "percent"
    return "money" if unit in _MONEY else "number"


def row(
    target_text: str | TargetValue | None,
    actual_text: str | ActualValue | None,
    weight: str | int | Decimal | None = 10,
    claimed: str | int | Decimal | None = None,
    *,
    level1: str = "产出指标",
    level2: str = "数量指标",
) -> Indicator:
    return Indicator(
        level1,
        level2,
        "服务澜川企业数",
        False,
        CELL,
        PrintedIndicator(),
        target=target(target_text) if isinstance(target_text, str) else target_text,
        actual=actual(actual_text) if isinstance(actual_text, str) else actual_text,
        weight=dec(weight),
        claimed_score=dec(claimed),
    )


def fund(
    annual_budget: str | None,
    executed: str | None,
    rate: str | None = None,
    score: str | None = None,
    *,
    weight: str | None = "10",
    initial_budget: str | None = None,
    name: str = "年度资金总额",
) -> FundRow:
    return FundRow(
        name, CELL, PrintedFund(), dec(initial_budget), dec(annual_budget), dec(executed), dec(weight), dec(rate), dec(score)
    )  # fmt: skip


def form(
    *rows: Indicator,
    funds: tuple[FundRow, ...] = (),
    total: str | None = None,
    grade: str | None = None,
    year: int | None = 2023,
    unit: str | None = "万元",
    department: str | None = "澜川市工业和信息化局",
    goal: str | None = None,
) -> SelfEvaluation:
    return SelfEvaluation(
        source="示例.txt",
        ordinal=1,
        layout="test",
        year=year,
        money_unit_label=unit,
        supervising_department=department,
        actual_completion=goal,
        funds=funds,
        indicators=rows,
        total_score_printed=total,
        grade_printed=grade,
    )
