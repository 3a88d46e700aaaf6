"""The rows of a target table as somebody sent them: read, matched with those that stand, filled from the library."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

import msgspec

from plumbline.forms.model import Indicator
from servicecloud.indicators.models import IndicatorVersion
from servicecloud.indicators.selectors.offered import offered_to
from servicecloud.indicators.values import Origin
from servicecloud.performance.enums import Document
from servicecloud.performance.errors import NotOfferedError, TooManyRowsError
from servicecloud.performance.models import IndicatorUse, Project, TargetTable
from servicecloud.performance.selectors.library import suggested_binding, suggested_measures, taxonomy_of
from servicecloud.performance.services.drafts import drafts_before
from servicecloud.performance.values import Binding, TargetContent, TargetRow, fresh_key

MOST_ROWS = 120
LONGEST_WEIGHT = 20
LONGEST = {"level1": 30, "level2": 40, "level3": 120, "target": 200}
FIELDS = ("level1", "level2", "level3", "target", "weight")


def rows_from(
    rows: Iterable[Mapping[str, Any]], before: TargetContent, *, match_names: bool = False
) -> tuple[tuple[TargetRow, ...], dict[str, int]]:
    """Return rows of cells as typed rows, and by key the library indicators that were picked for some of them.

    A row that stands already keeps its binding and its origin; blank rows without a pick are left out. Raises TooManyRowsError.
    """
    known = {row.key: row for row in before.rows}
    named = {row.level3: row for row in before.rows} if match_names else {}
    made: list[TargetRow] = []
    picks: dict[str, int] = {}
    for cells in rows:
        if not any(str(cells.get(name) or "").strip() for name in FIELDS) and not cells.get("pick"):
            continue
        name = str(cells.get("level3") or "").strip()
        made.append(row_of(cells, known.pop(str(cells.get("key") or ""), None) or named.pop(name, None)))
        if cells.get("pick"):
            picks[made[-1].key] = int(cells["pick"])
    check_fits(len(made))
    return tuple(made), picks


def row_of(cells: Mapping[str, Any], old: TargetRow | None) -> TargetRow:
    """Return cells as a typed row, with what the row had before that is not in the grid."""
    texts = {name: str(cells.get(name) or "").strip()[:most] for name, most in LONGEST.items()}
    weight = weight_of(cells.get("weight"))
    return TargetRow(
        key=old.key if old else fresh_key(),
        weight=weight,
        weight_typed="" if weight is not None else str(cells.get("weight") or "").strip()[:LONGEST_WEIGHT],
        binding=old.binding if old else None,
        origin=old.origin if old else None,
        **texts,
    )


def check_fits(count: int) -> None:
    """Raise TooManyRowsError for more rows than a table holds."""
    if count > MOST_ROWS:
        raise TooManyRowsError(count=count, most=MOST_ROWS)


def taken_back(project: Project, before: TargetContent, rows: Iterable[Mapping[str, Any]]) -> TargetContent:
    """Return what stood before, and with it the rows that were deleted lately and are sent again: a deletion was undone."""
    missing = {str(cells.get("key") or "") for cells in rows} - {row.key for row in before.rows} - {""}
    found: list[TargetRow] = []
    for content in drafts_before(project, Document.TARGET, kind=TargetContent) if missing else ():
        back = [row for row in content.rows if row.key in missing]
        found += back
        missing -= {row.key for row in back}
        if not missing:
            break
    return msgspec.structs.replace(before, rows=(*before.rows, *found)) if found else before


def filled_from_library(
    project: Project, rows: tuple[TargetRow, ...], picks: Mapping[str, int]
) -> tuple[TargetRow, ...]:
    """Fill the rows for which an indicator was picked. Raises NotOfferedError for one that is not (or no longer) offered."""
    if not picks:
        return rows
    versions = offered_to(project.owner_id, picks.values())
    if len(versions) < len(set(picks.values())):
        raise NotOfferedError
    taxonomy, measures = taxonomy_of(project, rows), suggested_measures()
    filled = []
    for row in rows:
        version = versions.get(picks.get(row.key, 0))
        if version is not None:
            binding = suggested_binding(version, measures, year=project.year)
            row = _filled(row, version, taxonomy=taxonomy, binding=binding)  # noqa: PLW2901 - the same row, filled
        filled.append(row)
    return tuple(filled)


def _filled(row: TargetRow, version: IndicatorVersion, *, taxonomy: str, binding: Binding | None) -> TargetRow:
    """Take name, levels and origin from the library; target and weight stay as far as they were stated.

    Where the row's value comes from stays too, if it is the same indicator; for another one it is what the library suggests.
    """
    level1, level2 = version.levels(taxonomy)
    is_same = row.level3 == version.name or (row.origin is not None and row.origin.indicator == version.indicator_id)
    return msgspec.structs.replace(
        row,
        level1=level1,
        level2=level2,
        level3=version.name,
        target=row.target or version.target,
        weight=version.usual_weight if row.weight is None and not row.weight_typed else row.weight,
        binding=row.binding if is_same and row.binding is not None else binding,
        origin=Origin(indicator=version.indicator_id, number=version.number),
    )


def note_uses(table: TargetTable, before: TargetContent, after: TargetContent) -> None:
    """Keep which library indicators a table takes, where lists can ask for it."""
    now = {row.key: row.origin for row in after.rows if row.origin}
    if now == {row.key: row.origin for row in before.rows if row.origin}:
        return
    IndicatorUse.objects.filter(target=table).delete()
    IndicatorUse.objects.bulk_create(
        IndicatorUse(target=table, row_key=key, indicator_id=origin.indicator, number=origin.number)
        for key, origin in now.items()
    )


def weight_of(text: Any) -> Decimal | None:
    """Read a weight; a blank or what is no number of points is not stated."""
    if text is None or text == "":
        return None
    try:
        weight = Decimal(str(text).strip().removesuffix("分"))
    except InvalidOperation:
        return None
    return weight if weight.is_finite() and abs(weight) < 1000 else None


def cells_of_form(item: Indicator) -> dict[str, Any]:
    """Return a row of an official form as cells."""
    target = item.printed.target or (item.target.raw if item.target else "")
    return {
        "level1": item.level1,
        "level2": item.level2,
        "level3": item.level3,
        "target": target,
        "weight": item.weight,
    }
