"""The fields of a document's rows in words: what they are called, and what stands in them, for pages that put two versions side by side."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language, gettext_lazy

from servicecloud.indicators.enums import Taking
from servicecloud.ledger.selectors.browsing import measures_in_scope
from servicecloud.performance.services.monitoring import CAUSES
from servicecloud.performance.values import Binding

LABELS = {
    "goal": gettext_lazy("总目标"),
    "overview": gettext_lazy("项目概况"),
    "basis": gettext_lazy("立项依据"),
    "necessity": gettext_lazy("项目设立的必要性"),
    "safeguards": gettext_lazy("保证项目实施的制度、措施"),
    "plan": gettext_lazy("项目实施计划"),
    "completion": gettext_lazy("实际完成情况"),
    "funds_deviation": gettext_lazy("预算执行偏差原因"),
    "completed": gettext_lazy("项目是否完成"),
    "completed_reason": gettext_lazy("未完成的原因"),
    "level1": gettext_lazy("一级指标"),
    "level2": gettext_lazy("二级指标"),
    "level3": gettext_lazy("三级指标"),
    "target": gettext_lazy("年度指标值"),
    "weight": gettext_lazy("分值"),
    "binding": gettext_lazy("取数方式"),
    "actual": gettext_lazy("实际完成值"),
    "level": gettext_lazy("完成等次"),
    "claimed_score": gettext_lazy("自评得分"),
    "reason": gettext_lazy("得分理由"),
    "deviation": gettext_lazy("原因说明和措施"),
    "statement": gettext_lazy("完成情况说明"),
    "evidence": gettext_lazy("佐证材料"),
    "causes": gettext_lazy("偏差原因"),
    "funds_causes": gettext_lazy("预算执行偏差原因类别"),
    "likelihood": gettext_lazy("完成目标可能性"),
    "low": gettext_lazy("全年预计下限"),
    "projected": gettext_lazy("全年预计"),
    "high": gettext_lazy("全年预计上限"),
    "proposed": gettext_lazy("按预计推算的可能性"),
}
CAUSE_LABELS = dict(
    zip(
        CAUSES,
        (
            gettext_lazy("经费保障"),
            gettext_lazy("制度保障"),
            gettext_lazy("人员保障"),
            gettext_lazy("硬件条件保障"),
            gettext_lazy("其他"),
        ),
        strict=True,
    )
)
LIKELIHOOD_LABELS = {
    "certain": gettext_lazy("确定能"),
    "possible": gettext_lazy("有可能"),
    "impossible": gettext_lazy("完全不可能"),
}
COMPLETED_LABELS = {"yes": gettext_lazy("是，已完成"), "no": gettext_lazy("否，未完成")}
_CODES: dict[str, Mapping[str, Any]] = {
    "causes": CAUSE_LABELS,
    "funds_causes": CAUSE_LABELS,
    "likelihood": LIKELIHOOD_LABELS,
    "proposed": LIKELIHOOD_LABELS,
    "completed": COMPLETED_LABELS,
}


def printed(name: str, value: Any, *, titles: Mapping[str, str] | None = None) -> str:
    """Return a value of a field as text; `titles` names measures by their codes."""
    if value is None:
        return ""
    if isinstance(value, Binding):
        return _source(value, titles or {})
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, tuple):
        return "、".join(printed(name, each) for each in value)
    return str(_CODES.get(name, {}).get(value, value))


def titles_of_measures(codes: Iterable[str]) -> dict[str, str]:
    """Return the titles of measures in scope by code, in the active language: one query, none where no code is asked for."""
    wanted = set(codes)
    if not wanted:
        return {}
    is_english = (get_language() or "").startswith("en")
    rows = measures_in_scope().filter(code__in=wanted).order_by("code", "version")
    return {row.code: row.title_en if is_english and row.title_en else row.title_zh for row in rows}


def _source(binding: Binding, titles: Mapping[str, str]) -> str:
    """Return where a value comes from: the measure, what is taken of it, and what narrows it."""
    if not binding.measure:
        return binding.evidence
    how = "" if binding.how == "number" else str(Taking(binding.how).label)
    narrowed = (*binding.counted, *(each for values in binding.filters.values() for each in values))
    return "；".join(each for each in (titles.get(binding.measure, binding.measure), how, "、".join(narrowed)) if each)
