"""I-07 指标方向可疑."""

import datetime as dt
from typing import NamedTuple

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.context import DOWNWARD, UPWARD
from plumbline.audit.name_facts import kept_down, name_facts
from plumbline.audit.operators import turned
from plumbline.scoring.units import is_percent

TIMES_AND_MONEY = frozenset({"duration", "money", "change"})


class _WrongWay(NamedTuple):
    zh: str
    en: str
    so_zh: str


_BAD = _WrongWay("是越低越好的指标", "is better the lower it is", "越多越算完成")
_GOOD = _WrongWay("是越高越好的比率", "is better the higher it is", "越低越算完成")
_HELD = _WrongWay("是要办的事", "is something to be done", "一次不办也算完成")


@rule(
    "I-07",
    severity="warning",
    scope=("target", "self_evaluation"),
    title_zh="指标方向可疑",
    title_en="A target that points the wrong way",
    source=cite(
        "review-practice", "指标方向与指标含义是否一致", "Whether the operator fits the indicator", "well_known"
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Faults and complaints are limited from above; shares of good results, and things to be held or made, from below."""
    for row in form.rows:
        target = row.target
        if target is None or (target.operator not in UPWARD and target.operator not in DOWNWARD):
            out.not_applicable(row.path, "没有上限或下限", "no upper or lower limit")
        elif (why := _wrong_way(row)) is None:
            out.passed(row.path)
        else:
            words = Words(
                f"“{row.name}”{why.zh}，指标值却是“{target.raw}”，{why.so_zh}",
                f"“{row.name}” {why.en}, but its target is “{target.raw}”",
                f"请核对计算符号，疑应为“{turned(target)}”；确有此意的请在指标名称中写明。",
                f"Check the operator: probably “{turned(target)}” is meant. If it is right, the name should say so.",
            )
            out.failed(
                row.spot("target"), words, printed=target.raw, expected=turned(target),
                explains=[row.key(rule_id, "claimed_score") for rule_id in ("S-05", "S-06")],
            )  # fmt: skip


def _wrong_way(row: RowFacts) -> _WrongWay | None:
    target, name = row.target, name_facts(row.name)
    if target is None:
        return None
    if target.operator in UPWARD:
        return _BAD if name.bad and row.aimed != 0 and target.kind != "change" else None
    if name.bad or target.kind in TIMES_AND_MONEY or row.aspect in ("cost", "timeliness"):
        return None
    if name.share and is_percent(target.unit):
        return _GOOD
    if is_percent(target.unit) or row.aspect not in ("quantity", None):
        return None
    return (
        _HELD
        if name.held or (row.aspect == "quantity" and target.unit is not None and not kept_down(row.name))
        else None
    )
