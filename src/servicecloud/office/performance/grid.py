"""The grid of a target table: what a browser sends, a block pasted from a spreadsheet, rows with what is said beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from plumbline.forms.value_grammar import parse_target
from servicecloud.office.performance.history import RowAdvice
from servicecloud.performance.selectors.auditing import Lint, Said
from servicecloud.performance.selectors.library import OriginState, origins_of
from servicecloud.performance.selectors.past import PastValue
from servicecloud.performance.services.rows import FIELDS, MOST_ROWS, weight_of
from servicecloud.performance.values import SECTIONS, Binding, TargetContent, TargetRow, fresh_key


@dataclass(frozen=True)
class EditorRow:
    """One row of the grid; `place` is its number in the form, from 0."""

    place: int
    key: str
    level1: str
    level2: str
    level3: str
    target: str
    weight: str
    binding: Binding | None
    said: Sequence[Said]
    advice: RowAdvice | None
    comment: str
    is_read: bool
    origin: OriginState | None = None
    past: PastValue | None = None

    def at(self, place: int) -> "EditorRow":
        """Return the row at another place."""
        return replace(self, place=place)


def rows_of(posted: QueryDict, *, keep_blank: bool = False) -> list[dict[str, str]]:
    """Return the rows that were sent, and after them those of the pasted block."""
    count = min(max((len(posted.getlist(name)) for name in FIELDS), default=0), MOST_ROWS + 60)
    columns = {name: posted.getlist(name) for name in ("key", *FIELDS)}
    rows = [{name: values[at] if at < len(values) else "" for name, values in columns.items()} for at in range(count)]
    pasted = pasted_rows(posted.get("paste", ""))
    if not keep_blank:
        rows = [row for row in rows if any(row[name] for name in FIELDS)]
    return [*rows, *pasted]


def pasted_rows(text: str) -> list[dict[str, str]]:
    """Read a block copied from a spreadsheet: levels 1 to 3, target, weight; a blank level repeats the one above.

    A heading row is left out. With fewer columns the levels are the ones that are missing.
    """
    found: list[dict[str, str]] = []
    above = {"level1": "", "level2": ""}
    for line in text.replace("\r", "").split("\n"):
        cells = [cell.strip() for cell in line.split("\t")]
        if not any(cells) or "三级指标" in cells or "三级目标" in cells:
            continue
        names = FIELDS[max(0, len(FIELDS) - len(cells)) :] if len(cells) < len(FIELDS) else FIELDS
        row = dict.fromkeys(("key", *FIELDS), "") | dict(zip(names, cells, strict=False))
        for level, last in list(above.items()):
            row[level] = above[level] = row[level] or last
        found.append(row)
    return found[:MOST_ROWS]


def rows_with_picks(posted: QueryDict) -> list[dict[str, Any]]:
    """Return the rows that were sent, and with them the library indicators that were picked.

    `take` is the indicator of the button, or `all` for every ticked one (`pick`); the first fills the row at place `into`, the
    others become new rows. `renew` is the place of a row that takes the newest version of its own indicator (`indicator@place`).
    """
    rows: list[dict[str, Any]] = list(rows_of(posted, keep_blank=True))
    take = posted.get("take", "")
    picks = [int(text) for text in (posted.getlist("pick") if take == "all" else [take]) if _is_number(text)][:40]
    into = posted.get("into", "")
    if picks and _is_number(into) and int(into) < len(rows):
        rows[int(into)]["pick"] = picks.pop(0)
    indicator, _at, place = posted.get("renew", "").partition("@")
    if _is_number(indicator) and _is_number(place) and int(place) < len(rows):
        rows[int(place)]["pick"] = int(indicator)
    kept = [row for row in rows if row.get("pick") or any(row[name] for name in FIELDS)]
    return [*kept, *({"pick": pick} for pick in picks)]


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 10


def typed_content(posted: QueryDict, before: TargetContent) -> TargetContent:
    """Return what somebody typed as content, for showing it again; nothing is kept."""
    known = {row.key: row for row in before.rows}
    rows = []
    for cells in rows_of(posted):
        old = known.get(cells["key"])
        rows.append(
            TargetRow(
                key=old.key if old else fresh_key(),
                level1=cells["level1"],
                level2=cells["level2"],
                level3=cells["level3"],
                target=cells["target"],
                weight=weight_of(cells["weight"]),
                binding=old.binding if old else None,
                origin=old.origin if old else None,
            )
        )
    texts = {name: posted.get(name, "") for name in SECTIONS}
    return TargetContent(goal=posted.get("goal", ""), rows=tuple(rows), texts=texts)


def editor_rows(
    content: TargetContent,
    *,
    extra: int,
    lint: Lint,
    advice: Mapping[int, RowAdvice],
    past: Mapping[str, PastValue],
    comments: Mapping[str, Any],
) -> list[EditorRow]:
    """Return the rows with what is said beside them, and some blank ones below."""
    origins = origins_of(content.rows)
    rows = [
        EditorRow(
            place=number,
            key=row.key,
            level1=row.level1,
            level2=row.level2,
            level3=row.level3,
            target=row.target,
            weight="" if row.weight is None else f"{row.weight.normalize():f}",
            binding=row.binding,
            said=lint.by_row.get(number, ()),
            advice=advice.get(number),
            comment=str(comments.get(row.key, "")),
            is_read=bool(row.target) and parse_target(row.target).kind not in ("placeholder", "qualitative_text"),
            origin=origins.get(row.key),
            past=past.get(row.key),
        )
        for number, row in enumerate(content.rows)
    ]
    blank = EditorRow(0, "", "", "", "", "", "", None, (), None, "", is_read=True)
    first = len(rows)
    return rows + [blank.at(first + number) for number in range(extra)]
