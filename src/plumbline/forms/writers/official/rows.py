"""What all official layouts share: levels merged over their rows, amounts to the letter, titles and fields without a place of their own."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Generic, TypeVar

import msgspec

from plumbline.forms.model import BaseForm, EmptyRow, Indicator
from plumbline.forms.values import PrintedValue
from plumbline.forms.writers.sheet import Align, Piece, SheetLine, TableBuilder, label, printable, value

AnyIndicator = TypeVar("AnyIndicator", bound=Indicator)

_SHORT = 30
_LEVEL1_ORDER = ("投入", "成本", "产出", "效益", "效果", "影响", "满意")


class LevelRow(msgspec.Struct, Generic[AnyIndicator], frozen=True):
    """A row of the indicator block as printed; `indicator` is None in a row with nothing but its levels."""

    level1: str
    level2: str
    indicator: AnyIndicator | None


def level_rows(indicators: Sequence[AnyIndicator], empty_rows: Sequence[EmptyRow]) -> list[LevelRow[AnyIndicator]]:
    """Return all rows of the indicator block in printed order, weights inside the level labels."""
    weights1 = {item.level1: item.level1_weight for item in reversed(indicators) if item.level1_weight is not None}
    rows: list[LevelRow[AnyIndicator]] = []
    for item in _in_printed_order(indicators, empty_rows):
        if isinstance(item, EmptyRow):
            rows.append(LevelRow(_with_weight(item.level1, weights1.get(item.level1)), item.level2 or "", None))
        else:
            rows.append(
                LevelRow(
                    _with_weight(item.level1, item.level1_weight), _with_weight(item.level2, item.level2_weight), item
                )
            )
    return rows


def _with_weight(level: str | None, weight: Decimal | None) -> str:
    if level is None:
        return ""
    return level if weight is None else f"{level}（{plain(weight)}分）"


def _in_printed_order(
    indicators: Sequence[AnyIndicator], empty_rows: Sequence[EmptyRow]
) -> list[AnyIndicator | EmptyRow]:
    items: list[AnyIndicator | EmptyRow] = [*indicators, *empty_rows]
    parts = {(item.cell.file, item.cell.part) for item in items}
    rows = [item.cell.row for item in items]
    by_row = sorted(items, key=lambda item: item.cell.row)
    keeps_order = [item for item in by_row if not isinstance(item, EmptyRow)] == list(indicators)
    if len(parts) == 1 and len(set(rows)) == len(rows) and keeps_order:
        return by_row
    ordered: list[AnyIndicator | EmptyRow] = list(indicators)
    start = 0
    for row in empty_rows:
        start = _slot(ordered, row.level1, start)
        ordered.insert(start, row)
        start += 1
    return ordered


def _slot(ordered: Sequence[Indicator | EmptyRow], level1: str | None, start: int) -> int:
    """Find where a row that knows only its level belongs: after its own level, else before the next later level."""
    same = [index for index in range(start, len(ordered)) if ordered[index].level1 == level1]
    if same:
        return same[-1] + 1
    rank = _rank(level1)
    later = (index for index in range(start, len(ordered)) if _rank(ordered[index].level1) > rank)
    return next(later, len(ordered))


def _rank(level1: str | None) -> int:
    return next((rank for rank, word in enumerate(_LEVEL1_ORDER) if word in (level1 or "")), len(_LEVEL1_ORDER))


def merged(texts: Sequence[tuple[str, ...]]) -> list[list[Piece | None]]:
    """Turn level labels, outermost first, into cells: a label that repeats below itself is merged, a blank never is.

    None stands where the cell above reaches down.
    """
    pieces: list[list[Piece | None]] = [[] for _ in texts]
    for depth in range(len(texts[0]) if texts else 0):
        for first, row in enumerate(texts):
            prefix = row[: depth + 1]
            if row[depth] and first and texts[first - 1][: depth + 1] == prefix:
                pieces[first].append(None)
                continue
            length = 1
            while row[depth] and first + length < len(texts) and texts[first + length][: depth + 1] == prefix:
                length += 1
            pieces[first].append(Piece(row[depth], rows=length))
    return pieces


def plain(number: Decimal) -> str:
    """Print a number without exponent, digits kept."""
    return f"{number:f}"


def figure(printed: str | None, parsed: Decimal | None, *, suffix: str = "") -> str:
    """Return the printed text to the letter, else the parsed number, else a blank."""
    if printed is not None:
        return printed
    return "" if parsed is None else plain(parsed) + suffix


def wording(printed: str | None, parsed: PrintedValue | None) -> str:
    """Return the printed value to the letter, else the raw text of the parsed one, else a blank."""
    if printed is not None:
        return printed
    return "" if parsed is None else parsed.raw


def further_headings(indicators: Iterable[Indicator]) -> list[str]:
    """Return the headings of columns that have no name of their own, in the order of their first appearance."""
    return list(dict.fromkeys(heading for item in indicators for heading in item.other_fields))


def title_lines(form: BaseForm, *, default: str) -> list[SheetLine]:
    """Return the title and, unless the title has it, the year."""
    title = printable(form.title_printed or default)
    lines = [SheetLine(title, "title")]
    if form.year is not None and str(form.year) not in title:
        lines.append(SheetLine(f"（{form.year}年度）", "subtitle"))
    return lines


def add_fields(table: TableBuilder, fields: Iterable[tuple[str, str | None]], *, label_columns: int) -> None:
    """Add one row for each labelled field that has a text."""
    for name, text in fields:
        if text is not None:
            align: Align = "left" if len(text) > _SHORT else "center"
            cell = value(text, columns=table.column_count - label_columns, align=align)
            table.add_row([label(name, columns=label_columns), cell])


def fund_label(unit: str | None) -> str:
    """Return the label of the fund block; the unit stands on a line of its own, lest it be broken."""
    return f"项目资金\n（{unit}）" if unit else "项目资金"


def with_unit(name: str, unit: str | None) -> str:
    """Return a label with its unit of money in brackets."""
    return f"{name}（{unit}）" if unit else name


def sheet_name(form: BaseForm, *, default: str) -> str:
    """Return the title of the document: the form's title and the project."""
    return printable(" ".join(part for part in (form.title_printed or default, form.project_name) if part))
