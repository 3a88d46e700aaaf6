"""The grid of a target table: what a browser sends, what is done with its rows, rows with what is said beside them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict

from plumbline.forms.value_grammar import parse_target
from servicecloud.office.performance.history import RowAdvice
from servicecloud.office.performance.pasting import read_block
from servicecloud.performance.selectors.auditing import Lint, Said
from servicecloud.performance.selectors.library import OriginState, origins_of
from servicecloud.performance.selectors.past import PastValue
from servicecloud.performance.services.rows import FIELDS, row_of
from servicecloud.performance.services.targets import rows_twice
from servicecloud.performance.values import SECTIONS, Binding, TargetContent


@dataclass(frozen=True)
class EditorRow:
    """One row of the grid; `place` is where it stood in the page at first, from 0, `number` what a filled one is called, from 1."""

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
    number: int = 0
    is_weight_read: bool = True
    origin: OriginState | None = None
    past: PastValue | None = None
    twins: str = ""

    def at(self, place: int) -> "EditorRow":
        """Return the row at another place."""
        return replace(self, place=place)


def rows_of(posted: QueryDict, *, keep_blank: bool = False, pasted: bool = True) -> list[dict[str, str]]:
    """Return the rows that were sent, and after them those of the block in the box for pasting."""
    columns = {name: posted.getlist(name) for name in ("key", "place", *FIELDS)}
    count = max(len(columns[name]) for name in FIELDS)
    rows = [{name: values[at] if at < len(values) else "" for name, values in columns.items()} for at in range(count)]
    if not keep_blank:
        rows = [row for row in rows if is_filled(row)]
    text = posted.get("paste", "")
    if not pasted or not text.strip():
        return rows
    last = next((row for row in reversed(rows) if is_filled(row)), {})
    block = read_block(text, above=(last.get("level1", ""), last.get("level2", "")))
    return [*rows, *(dict.fromkeys(columns, "") | {"place": "pasted"} | row for row in block.rows)]


def is_filled(row: Mapping[str, str]) -> bool:
    """Whether anything was typed into a row."""
    return any(row[name].strip() for name in FIELDS)


def placed(rows: Sequence[Mapping[str, str]]) -> list[int]:
    """Return the place of each filled row: the one it was given in the page, which stays when rows move, else its number there."""
    return [
        int(row["place"]) if _is_number(row["place"]) else number for number, row in enumerate(rows) if is_filled(row)
    ]


@dataclass(frozen=True)
class RowAct:
    """What a button does with a row when there is no script: the rows as they are then, and where the page goes on."""

    rows: list[dict[str, str]]
    goes_on: str
    deleted: str = ""


def row_act(posted: QueryDict) -> RowAct | None:
    """Return what to do with row number `at` (of those filled in, from 1); None where there is no such row."""
    rows, act, number = rows_of(posted), posted.get("row", ""), posted.get("at", "")
    if act == "more":
        return RowAct(rows, f"?more=1#name-{len(rows)}")
    at = int(number) - 1 if _is_number(number) else -1
    if not 0 <= at < len(rows):
        return None
    if act == "insert":
        return RowAct(rows, f"?blank={at + 1}#name-{at + 1}")
    if act == "delete":
        return RowAct(rows[:at] + rows[at + 1 :], f"#name-{at}", deleted=rows[at]["level3"] or number)
    to = min(max(at + (-1 if act == "up" else 1), 0), len(rows) - 1)
    rows.insert(to, rows.pop(at))
    return RowAct(rows, f"#name-{to}")


def rows_with_picks(posted: QueryDict) -> list[dict[str, Any]]:
    """Return the rows that were sent, and with them the library indicators that were picked.

    `take` is the indicator of the button, or `all` for every ticked one (`pick`); the first fills the row at place `into`, the
    others become new rows. `renew` is the place of a row that takes the newest version of its own indicator (`indicator@place`).
    """
    rows: list[dict[str, Any]] = list(rows_of(posted, keep_blank=True))
    at = {row["place"] or str(number): number for number, row in enumerate(rows)}
    take = posted.get("take", "")
    picks = [int(text) for text in (posted.getlist("pick") if take == "all" else [take]) if _is_number(text)][:40]
    into = posted.get("into", "")
    if picks and into in at:
        rows[at[into]]["pick"] = picks.pop(0)
    indicator, _at, place = posted.get("renew", "").partition("@")
    if _is_number(indicator) and place in at:
        rows[at[place]]["pick"] = int(indicator)
    kept = [row for row in rows if row.get("pick") or is_filled(row)]
    return [*kept, *({"pick": pick} for pick in picks)]


def _is_number(text: str) -> bool:
    return text.isdecimal() and len(text) < 10


def typed_content(posted: QueryDict, before: TargetContent, *, pasted: bool = True) -> TargetContent:
    """Return what somebody typed as content, for showing it again; nothing is kept."""
    known = {row.key: row for row in before.rows}
    rows = [row_of(cells, known.pop(cells["key"], None)) for cells in rows_of(posted, pasted=pasted)]
    texts = {name: posted.get(name, "") for name in SECTIONS}
    return TargetContent(goal=posted.get("goal", ""), rows=tuple(rows), texts=texts)


def editor_rows(
    content: TargetContent,
    *,
    extra: int,
    blank: int | None = None,
    lint: Lint,
    advice: Mapping[int, RowAdvice],
    past: Mapping[str, PastValue],
    comments: Mapping[str, Any],
) -> list[EditorRow]:
    """Return the rows with what is said beside them, and some blank ones below; one more at `blank`."""
    origins = origins_of(content.rows)
    twins = {number: group for group in rows_twice(content.rows) for number in group}
    rows = [
        EditorRow(
            place=number,
            number=number + 1,
            key=row.key,
            level1=row.level1,
            level2=row.level2,
            level3=row.level3,
            target=row.target,
            weight=row.weight_typed if row.weight is None else f"{row.weight.normalize():f}",
            is_weight_read=not row.weight_typed,
            binding=row.binding,
            said=lint.by_row.get(number, ()),
            advice=advice.get(number),
            comment=str(comments.get(row.key, "")),
            is_read=bool(row.target) and parse_target(row.target).kind not in ("placeholder", "qualitative_text"),
            origin=origins.get(row.key),
            past=past.get(row.key),
            twins="、".join(str(each) for each in twins.get(number + 1, ()) if each != number + 1),
        )
        for number, row in enumerate(content.rows)
    ]
    empty = EditorRow(0, "", "", "", "", "", "", None, (), None, "", is_read=True)
    if blank is not None and blank < len(rows):
        rows.insert(blank, empty)
    rows += [empty] * extra
    return [row.at(place) for place, row in enumerate(rows)]
