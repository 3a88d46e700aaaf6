"""I-19 “=”用于应为“≥”“≤”的指标，或未写计算符号."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.indicator_names import UNBOUNDED_RATE
from plumbline.audit.model import FindingKey, Severity
from plumbline.audit.name_facts import name_facts
from plumbline.audit.operators import with_operator
from plumbline.audit.wording import WordList

_HUNDRED = Decimal(100)
_MANY = Decimal(100)
_COUNTED = frozenset(
    {
        "人",
        "人次",
        "家",
        "家次",
        "家/次",
        "户",
        "户次",
        "次",
        "万人",
        "万人次",
        "万家",
        "万次",
        "万家次",
        "件",
        "件次",
        "单",
        "笔",
        "万件",
        "万单",
    }
)
_FIXED_NUMBER = WordList(
    "工资",
    "发放",
    "补助",
    "补贴",
    "在编",
    "编制",
    "配备",
    "定额",
    "名额",
    "征订",
    "订阅",
    "采购",
    "购置",
    "户籍",
    "缴纳",
)
_RATES_HOLD = frozenset({"quality", "timeliness", "satisfaction"})
"""Where a rate tells how well something was done: more is better."""
_EQUALS = ("=", "＝")
_WRITTEN = ("用了“=”", "uses “=”")
_NOT_WRITTEN = ("没有写计算符号，按“=”理解", "is written without an operator, which counts as “=”")


class _Meant(NamedTuple):
    operator: str
    why_zh: str
    why_en: str
    severity: Severity


@rule(
    "I-19",
    severity="info",
    scope=("target", "self_evaluation"),
    title_zh="指标值用“=”或未写计算符号，实为下限或上限",
    title_en="An “=” or no operator where at least or at most is meant",
    source=cite(
        "deployed-platform", "计算符号：≥、>、=、<、≤、定性", "Operators of targets: ≥, >, =, <, ≤, qualitative", "read"
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Rates under 100 %, rates of faults, and large counts of people or enterprises are limits, not values to be hit.

    A 100 % cannot be exceeded, and a planned number of things (2 reports) can be meant exactly: both are in order. Rows that lack
    the operator in the same way are one finding.
    """
    first_with: dict[tuple[bool, str], FindingKey] = {}
    for row in form.rows:
        target = row.target
        if target is None or target.operator != "=" or row.aimed is None:
            out.not_applicable(row.path, "不是等于某一数值的指标", "no target that is one value")
        elif (meant := _meant(row, row.aimed)) is None:
            out.passed(row.path)
        else:
            written = target.raw.lstrip().startswith(_EQUALS)
            expected = with_operator(target, meant.operator)
            how_zh, how_en = _WRITTEN if written else _NOT_WRITTEN
            words = Words(
                f"“{row.name}”的指标值“{target.raw}”{how_zh}；{meant.why_zh}，疑应为“{expected}”",
                f"The target “{target.raw}” of “{row.name}” {how_en}; {meant.why_en}, so “{expected}” is probably meant",
                "请写明计算符号；按“=”计分，超过或不足都可能被判为未完成。",
                "Write the operator: under “=”, a result above the target may count as missed as well.",
            )
            own = row.key("I-19", "target")
            first = first_with.setdefault((written, meant.why_en), own)
            out.failed(
                row.spot("target"), words, printed=target.raw, expected=expected, severity=meant.severity,
                explained_by=() if first == own else [first],
            )  # fmt: skip


def _meant(row: RowFacts, aimed: Decimal) -> _Meant | None:
    target, name = row.target, name_facts(row.name)
    if target is None or row.dimension == "management":
        return None
    is_rate = target.kind == "percent" or (target.unit is None and name.share)
    if is_rate and name.bad and aimed > 0:
        return _Meant("≤", "越低越好的比率应定上限", "a rate of faults can only be meant as an upper limit", "warning")
    holds = name.share or (
        row.aspect in _RATES_HOLD and row.name.endswith("率") and UNBOUNDED_RATE.first(row.name) in (None, "完成率")
    )
    if is_rate and not name.bad and holds and aimed < _HUNDRED:
        return _Meant("≥", "比率类指标应定下限", "a rate like this is meant as a lower limit", "info")
    is_count = target.kind == "number" and target.unit in _COUNTED and aimed >= _MANY
    if is_count and row.aspect in ("quantity", "social", "economic") and not _FIXED_NUMBER.first(row.name):
        return _Meant(
            "≥", "服务、参与的数量事先难以恰好确定", "nobody can know in advance exactly how many there will be", "info"
        )
    return None
