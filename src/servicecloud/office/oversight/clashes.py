"""A save that came late to an examination or an evaluation: the parts that both wrote at, each side in words, to be chosen."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy

from servicecloud.office.performance.clashes import ClashLine
from servicecloud.oversight.declarations import framework, reasons
from servicecloud.oversight.merging import COMMENT
from servicecloud.oversight.values import Deduction, ExaminedRow, ScoredItem
from servicecloud.pages.differences import Difference, changed_only
from servicecloud.performance.merging import ROW, TEXT, Clash
from servicecloud.performance.services.drafts import ClashingSaveError
from servicecloud.versioning import StaleRecordError

_LABELS = {
    "actual": gettext_lazy("核定实际完成值"),
    "deductions": gettext_lazy("扣分理由"),
    "entries": gettext_lazy("查看的台账记录"),
    "comment": gettext_lazy("核查意见"),
    "weight": gettext_lazy("权重"),
    "score": gettext_lazy("得分"),
    "basis": gettext_lazy("评分依据"),
}


def clashes_of(error: StaleRecordError, names: Mapping[str, str]) -> list[ClashLine]:
    """Return the parts to choose; `names` gives the rows of an examination by their keys."""
    known = dict(names)
    known |= {item.code: str(item.level3) for item in framework().items}
    known |= {section.code: str(section.title) for section in framework().outline}
    return [_line(clash, known) for clash in error.clashes] if isinstance(error, ClashingSaveError) else []


def _line(clash: Clash, names: Mapping[str, str]) -> ClashLine:
    key = clash.part.removeprefix(ROW).removeprefix(TEXT)
    title = str(gettext_lazy("总的意见")) if clash.part == COMMENT else names.get(key, key)
    before, after = _fields(clash.theirs), _fields(clash.mine)
    rows = [
        Difference(name, str(_LABELS.get(name, title)), before.get(name, ""), after.get(name, ""))
        for name in {**before, **after}
    ]
    return ClashLine(clash.part, title, changed_only(rows))


def _fields(value: Any) -> dict[str, str]:
    """Return a part as printed fields; nothing at all is blank."""
    if value is None:
        return {}
    if isinstance(value, ExaminedRow):
        return {
            "actual": value.actual,
            "deductions": "；".join(_deduction(each) for each in value.deductions),
            "entries": "、".join(f"#{entry}" for entry in value.entries),
            "comment": value.comment,
        }
    if isinstance(value, ScoredItem):
        return {"weight": _points(value.weight), "score": _points(value.score), "basis": value.basis}
    return {"": str(value)}


def _deduction(each: Deduction) -> str:
    reason = reasons().get(each.code)
    taken = f"{each.percent}%" if each.percent is not None else _points(each.points)
    return " ".join(part for part in (each.code, reason.title if reason else "", taken, each.note) if part)


def _points(number: Any) -> str:
    return "" if number is None else f"{number.normalize():f}"
