"""I-11 指标归类可能错误."""

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.context import DOWNWARD
from plumbline.audit.promised import lowered
from plumbline.audit.taxonomy import Aspect
from plumbline.audit.wording import WordList

if TYPE_CHECKING:
    from plumbline.audit.model import FindingKey

_COUNTED = frozenset({"人", "人次", "家", "家次", "家/次", "场", "场次", "场/次", "户", "户次"})
_ABOUT_QUALITY = WordList(
    "合格", "达标", "优", "获奖", "奖", "专利", "事故", "投诉", "差错", "故障", "违规", "质量", "通过",
    "认证", "认定", "专家", "高级", "博士", "问题", "隐患", "漏洞", "缺陷", "获评", "星级", "示范", "达到",
    "持证", "合规", "案例",
)  # fmt: skip
"""Counts that do tell how well something was done."""


class _Kind(NamedTuple):
    aspect: Aspect
    zh: str
    en: str
    fits: frozenset[Aspect]


_SATISFACTION = _Kind("satisfaction", "满意度指标", "satisfaction", frozenset({"satisfaction"}))
_TIME = _Kind("timeliness", "时效指标", "timeliness", frozenset({"timeliness"}))
_QUALITY = _Kind(
    "quality", "质量指标", "quality", frozenset({"quality", "economic", "social", "ecological", "sustainable", "influence"})
)  # fmt: skip
_MONEY = _Kind("management", "资金管理情况", "the use of money, not a result", frozenset())
"""However much of the money was spent tells nothing of what was got for it."""
_QUANTITY = _Kind("quantity", "数量指标", "quantity", frozenset({"quantity"}))

_IS_SATISFACTION = re.compile(r"满意(?:度|率)(?:情况|指标)?$")
_IS_TIME = re.compile(r"(?:及时率|及时性|及时度|及时|准时率|按时完成率|按期完成率|按时率|按期率)$")
_IS_QUALITY = re.compile(r"(?:合格率|达标率|优良率|差错率|准确率|正确率|故障率|胜任率|成功率|优秀率|重复发生率)$")
_IS_MONEY = re.compile(r"(?:项目|专项|财政)?(?:资金|预算|经费)(?:的)?(?:使用|执行|到位|支出|支付|拨付)率")


@rule(
    "I-11",
    severity="warning",
    scope=("target", "self_evaluation"),
    title_zh="指标归类可能错误",
    title_en="An indicator that belongs to another level",
    source=cite(
        "review-practice",
        "自评表常见问题：指标归类错误，把满意度放社会效益",
        "Common faults: indicators under the wrong heading",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Satisfaction stands under satisfaction, timeliness under timeliness, rates of good results under quality, counts under quantity.

    Rows that belong from one heading to one other are one finding.
    """
    first_with: dict[tuple[str, str], FindingKey] = {}
    for row in form.rows:
        if row.aspect is None or row.dimension == "management":
            out.not_applicable(row.path, "没有二级指标，或属投入管理类", "no level 2, or a management row")
            continue
        kind = _kind_of(row.name) or (_QUANTITY if _is_count_under_quality(row) else None)
        if kind is None or row.aspect in kind.fits:
            out.passed(row.path)
            continue
        here = row.indicator.level2 or row.indicator.level1 or ""
        words = _words(row.name, here, kind)
        own = row.key("I-11", "level2")
        first = first_with.setdefault((here, kind.zh), own)
        out.failed(
            row.spot("level2"), words, printed=here, expected=kind.zh, expected_en=kind.en, severity=lowered(form, "warning"),
            explained_by=() if first == own else (first,),
        )  # fmt: skip


def _words(name: str, here: str, kind: _Kind) -> Words:
    advice = (
        ("预算执行已单独计分，请换成反映产出或效果的指标。", "Spending has its own points; measure a result instead.")
        if kind is _MONEY
        else (
            f"请移至{kind.zh}，并核对该类指标的权重。",
            f"Move it to the indicators of {kind.en} and check the points of that group.",
        )
    )
    return Words(
        f"“{name}”列在“{here}”下，按含义属{kind.zh}",
        f"“{name}” stands under “{here}”, but what it measures is {kind.en}",
        *advice,
    )


@lru_cache(maxsize=8192)
def _kind_of(name: str) -> _Kind | None:
    if _IS_SATISFACTION.search(name):
        return _SATISFACTION
    if _IS_TIME.search(name):
        return _TIME
    if _IS_MONEY.fullmatch(name):
        return _MONEY
    return _QUALITY if _IS_QUALITY.search(name) else None


def _is_count_under_quality(row: RowFacts) -> bool:
    target = row.target
    return (
        row.aspect == "quality"
        and target is not None
        and target.unit in _COUNTED
        and target.operator not in DOWNWARD
        and row.aimed is not None
        and row.aimed > 1
        and _ABOUT_QUALITY.first(row.name) is None
    )
