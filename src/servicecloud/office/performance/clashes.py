"""A save that came late: what could be merged was, and the parts that both changed stand side by side to be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from servicecloud.pages.differences import Difference, changed_only
from servicecloud.performance.merging import ROW, TEXT, WORD, Clash
from servicecloud.performance.services.drafts import ClashingSaveError
from servicecloud.performance.values import Binding, TargetRow
from servicecloud.versioning import StaleRecordError

TAKE = "take:"
LABELS = {
    "goal": gettext_lazy("总目标"),
    "overview": gettext_lazy("项目概况"),
    "basis": gettext_lazy("立项依据"),
    "necessity": gettext_lazy("项目设立的必要性"),
    "safeguards": gettext_lazy("保证项目实施的制度、措施"),
    "plan": gettext_lazy("项目实施计划"),
    "completion": gettext_lazy("实际完成情况"),
    "funds_deviation": gettext_lazy("预算执行偏差原因"),
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
    "likelihood": gettext_lazy("完成目标可能性"),
    "low": gettext_lazy("全年预计下限"),
    "projected": gettext_lazy("全年预计"),
    "high": gettext_lazy("全年预计上限"),
    "proposed": gettext_lazy("按预计推算的可能性"),
}
_GONE = gettext_lazy("（这一行已删去）")


@dataclass(frozen=True)
class ClashLine:
    """One part to choose: its name for the form, its title, and the fields that differ (theirs before, mine after)."""

    part: str
    title: str
    differences: list[Difference]


def clash_lines(error: StaleRecordError, names: Mapping[str, str]) -> list[ClashLine]:
    """Return the parts to choose; `names` gives the indicators by their keys. None where everything typed is to be compared."""
    return [_line(clash, names) for clash in error.clashes] if isinstance(error, ClashingSaveError) else []


def taken_of(request: HttpRequest) -> list[str]:
    """Return the parts in which the person chose what the other wrote."""
    return [
        name.removeprefix(TAKE) for name, value in request.POST.items() if name.startswith(TAKE) and value == "theirs"
    ]


def _line(clash: Clash, names: Mapping[str, str]) -> ClashLine:
    key = clash.part.removeprefix(ROW)
    if clash.part.startswith(ROW):
        title = names.get(key) or getattr(clash.mine or clash.theirs, "level3", key)
    elif clash.part.startswith(WORD):
        title = clash.part.removeprefix(WORD)
    else:
        title = str(LABELS.get(clash.part.removeprefix(TEXT), clash.part))
    before, after = _fields(clash.theirs, clash.part), _fields(clash.mine, clash.part)
    rows = [
        Difference(name, str(LABELS.get(name, title)), before.get(name, ""), after.get(name, ""))
        for name in {**before, **after}
    ]
    return ClashLine(clash.part, str(title), changed_only(rows))


def _fields(value: Any, part: str) -> dict[str, str]:
    """Return a part as printed fields."""
    if value is None:
        return {"level3": str(_GONE)} if part.startswith(ROW) else {"": ""}
    if isinstance(value, TargetRow):
        names = ("level1", "level2", "level3", "target", "weight", "binding")
        return {name: printed(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {name: printed(each) for name, each in value.items()}
    return {part.removeprefix(TEXT): str(value)}


def printed(value: Any) -> str:
    """Return a value of a row as text."""
    if value is None:
        return ""
    if isinstance(value, Binding):
        return value.measure or value.evidence
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "、".join(value) if isinstance(value, tuple) else str(value)
