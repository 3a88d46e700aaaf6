"""A save that came late: what could be merged was, and the parts that both changed stand side by side to be chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from servicecloud.office.performance.printing import LABELS, printed, titles_of_measures
from servicecloud.pages.differences import Difference, changed_only
from servicecloud.performance.merging import ROW, TEXT, WORD, Clash
from servicecloud.performance.services.drafts import ClashingSaveError
from servicecloud.performance.values import TargetRow
from servicecloud.versioning import StaleRecordError

TAKE = "take:"
_GONE = gettext_lazy("（这一行已删去）")


@dataclass(frozen=True)
class ClashLine:
    """One part to choose: its name for the form, its title, and the fields that differ (theirs before, mine after)."""

    part: str
    title: str
    differences: list[Difference]


def clash_lines(error: StaleRecordError, names: Mapping[str, str]) -> list[ClashLine]:
    """Return the parts to choose; `names` gives the indicators by their keys. None where everything typed is to be compared."""
    if not isinstance(error, ClashingSaveError):
        return []
    rows = [each for clash in error.clashes for each in (clash.theirs, clash.mine) if isinstance(each, TargetRow)]
    titles = titles_of_measures(row.binding.measure for row in rows if row.binding and row.binding.measure)
    return [_line(clash, names, titles) for clash in error.clashes]


def taken_of(request: HttpRequest) -> list[str]:
    """Return the parts in which the person chose what the other wrote."""
    return [
        name.removeprefix(TAKE) for name, value in request.POST.items() if name.startswith(TAKE) and value == "theirs"
    ]


def _line(clash: Clash, names: Mapping[str, str], titles: Mapping[str, str]) -> ClashLine:
    key = clash.part.removeprefix(ROW)
    if clash.part.startswith(ROW):
        title = names.get(key) or getattr(clash.mine or clash.theirs, "level3", key)
    elif clash.part.startswith(WORD):
        title = clash.part.removeprefix(WORD)
    else:
        title = str(LABELS.get(clash.part.removeprefix(TEXT), clash.part))
    before, after = (_fields(value, clash.part, titles) for value in (clash.theirs, clash.mine))
    rows = [
        Difference(name, str(LABELS.get(name, title)), before.get(name, ""), after.get(name, ""))
        for name in {**before, **after}
    ]
    return ClashLine(clash.part, str(title), changed_only(rows))


def _fields(value: Any, part: str, titles: Mapping[str, str]) -> dict[str, str]:
    """Return a part as printed fields."""
    if value is None:
        return {"level3": str(_GONE)} if part.startswith(ROW) else {"": ""}
    if isinstance(value, TargetRow):
        names = ("level1", "level2", "level3", "target", "weight", "binding")
        return {name: printed(name, getattr(value, name), titles=titles) for name in names}
    if isinstance(value, Mapping):
        return {name: printed(name, each) for name, each in value.items()}
    return {part.removeprefix(TEXT): printed(part, value)}
