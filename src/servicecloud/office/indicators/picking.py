"""The library inside the form of a template: searching it, and rows that are filled with what was taken."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import msgspec
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from plumbline.reference.indicator_categories import CORE_2021, STYLE_2020
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.indicators import policies
from servicecloud.indicators.enums import LibraryState
from servicecloud.indicators.models import IndicatorVersion
from servicecloud.indicators.selectors.offered import LibraryFilter, library, offered_to, owners_above
from servicecloud.indicators.values import Origin, TemplateRow
from servicecloud.office.performance.grid import rows_with_picks
from servicecloud.pages.addresses import asked
from servicecloud.performance.services.rows import weight_of

MOST_SHOWN = 20
_NO_WEIGHT = gettext_lazy("“%(text)s”读不出分值。请用数字填写，例如 10 或 7.5。")
_NO_NAME = gettext_lazy("这一行没有三级指标。请填写名称，或把整行清空。")


@dataclass(frozen=True)
class Filled:
    """The rows of a grid after something was taken: where the first of it stands, and whether something was no longer offered.

    `typed` are the weights that could not be read, as they were typed.
    """

    rows: tuple[TemplateRow, ...]
    place: int | None = None
    is_missing: bool = False
    typed: Mapping[int, str] = field(default_factory=dict)

    def faults(self) -> dict[int, list[str]]:
        """Return what stands in the way of saving, by the place of the row."""
        found: dict[int, list[str]] = {place: [_NO_WEIGHT % {"text": text}] for place, text in self.typed.items()}
        for place, row in enumerate(self.rows):
            if not row.level3:
                found.setdefault(place, []).append(str(_NO_NAME))
        return found


@requires(policies.check_keeps_library)
@require_safe
def picks(request: HttpRequest) -> HttpResponse:
    """The indicators that fit what was typed, ready to be taken into the template of one of the person's bodies."""
    owners = policies.owners_kept_by(cast("User", request.user))
    named = asked(request, "owner", longest=20)
    owner = next((each for each in owners if str(each.pk) == named), owners[0])
    taken = [int(key.partition(":")[0]) for key in request.GET.getlist("key") if _origin(key) is not None]
    context = found_lines(request, owner.pk, taxonomy=CORE_2021, taken=taken)
    return render(request, "office/performance/picks.html", context)


def found_lines(
    request: HttpRequest, owner_id: int, *, taxonomy: str, taken: Collection[int], names: Collection[str] = ()
) -> dict[str, Any]:
    """Return the indicators offered to a body that fit the query, and whether there are more; what is in the table is marked."""
    wanted = LibraryFilter(
        q=asked(request, "q", longest=100),
        category=asked(request, "category", longest=24),
        state=LibraryState.IN_FORCE,
    )
    shown = list(library(owners_above(owner_id), wanted).order_by("current__category", "code", "pk")[: MOST_SHOWN + 1])
    lines = [
        (row, row.current, row.current.levels(taxonomy), row.pk in taken or row.current.name in names)
        for row in shown[:MOST_SHOWN]
        if row.current is not None
    ]
    return {"lines": lines, "is_more": len(shown) > MOST_SHOWN}


def typed_rows(posted: QueryDict, *, owner_id: int) -> Filled:
    """Return the rows of the grid; the hidden key of a row is the library version it came from (indicator:number).

    Rows for which an indicator was picked are filled from what is offered to the body: name and levels from the library, value and
    weight as far as they were not stated.
    """
    lines = rows_with_picks(posted)
    versions = offered_to(owner_id, [line["pick"] for line in lines if line.get("pick")])
    rows, place, is_missing = list[TemplateRow](), None, False
    typed: dict[int, str] = {}
    taxonomy = _taxonomy([row for line in lines if (row := _row(line)).level1])
    for line in lines:
        row, version = _row(line), versions.get(line.get("pick", 0))
        is_missing = is_missing or bool(line.get("pick") and version is None)
        if version is not None:
            row = _filled(row, version, taxonomy=taxonomy)
            place = len(rows) if place is None else place
        unread = "" if row.weight is not None else str(line.get("weight") or "").strip()
        if row != TemplateRow() or unread:
            if unread:
                typed[len(rows)] = unread[:40]
            rows.append(row)
    return Filled(tuple(rows), place, is_missing, typed)


def _row(cells: dict[str, Any]) -> TemplateRow:
    texts = {name: cells.get(name, "").strip() for name in ("level1", "level2", "level3", "target")}
    return TemplateRow(
        level1=texts["level1"][:30],
        level2=texts["level2"][:40],
        level3=texts["level3"][:120],
        target=texts["target"][:200],
        weight=weight_of(cells.get("weight")),
        origin=_origin(cells.get("key", "")),
    )


def _origin(key: str) -> Origin | None:
    indicator, _colon, number = key.partition(":")
    is_known = indicator.isdecimal() and number.isdecimal() and len(key) < 20
    return Origin(indicator=int(indicator), number=int(number)) if is_known else None


def _filled(row: TemplateRow, version: IndicatorVersion, *, taxonomy: str) -> TemplateRow:
    level1, level2 = version.levels(taxonomy)
    return msgspec.structs.replace(
        row,
        level1=level1,
        level2=level2,
        level3=version.name,
        target=row.target or version.target,
        weight=version.usual_weight if row.weight is None else row.weight,
        origin=Origin(indicator=version.indicator_id, number=version.number),
    )


def _taxonomy(rows: Sequence[TemplateRow]) -> str:
    """Return how the rows that stand are named: costs among the outputs are the older style."""
    is_older = any(row.level1.startswith("产出") and row.level2.startswith("成本") for row in rows)
    return STYLE_2020 if is_older else CORE_2021
