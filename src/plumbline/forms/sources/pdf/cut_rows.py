"""A row that the end of a page cuts in two: where its end stands on the next page, and when it surely is its end."""

import re

from plumbline.forms.sources.pdf.layout import DraftCell, DraftTable
from plumbline.forms.sources.pdf.rulings import SNAP

_FIGURE = re.compile(r"[-+≥≤<>=]?[\d０-９][\d０-９,.，]*[%％]?|[-—－–/]+")
_HIGHEST_HEADING = 3
_FIRST_TABLES = 8
"""Pages in which a heading is looked for; a table has its heading near its beginning."""


def repeated_heading(tables: list[DraftTable], after: DraftTable) -> int:
    """Count the rows at the top that repeat a heading from within the tables before: three words or more, no bare figure."""
    words = _heading_cells(after, 0)
    if len(words) < 3 or any(_FIGURE.fullmatch(cell.text.strip()) for cell in words):
        return 0
    for table in tables[:_FIRST_TABLES]:
        for row in range(len(table.ys) - 1):
            if _stand_in(table, row, words):
                rows = 1
                while _reaches_down(after, rows) and _stand_in(table, row + rows, _heading_cells(after, rows)):
                    rows += 1
                return rows
    return 0


def _heading_cells(table: DraftTable, row: int) -> list[DraftCell]:
    """The cells with words that begin in a row, without what runs down beside the whole table."""
    return [cell for cell in table.cells if cell.top == row and cell.text and cell.bottom - row <= _HIGHEST_HEADING]


def _stand_in(table: DraftTable, row: int, cells: list[DraftCell]) -> bool:
    """Whether the same words begin in a row at the same places."""
    own = [cell for cell in table.cells if cell.top == row]
    return all(
        any(abs(cell.box[0] - other.box[0]) <= SNAP and cell.text.split() == other.text.split() for other in own)
        for cell in cells
    )


def _reaches_down(table: DraftTable, row: int) -> bool:
    """Whether a heading from above ends in this row, which is then part of the heading."""
    return any(cell.top < row and cell.bottom == row + 1 and cell.text for cell in table.cells)


def join_cut_row(before: DraftTable, after: DraftTable, *, heading: int) -> int | None:
    """Put the end of a cut row back where that is certain; give the row's index in the first table.

    The end stands below the `heading` rows that are printed again; when it goes back, so that another row is the first, they go as well.
    """
    last = len(before.ys) - 2
    first = heading or min(cell.top for cell in after.cells)
    if first > len(after.ys) - 2:
        return None
    pairs = _paired(before, before.row(last), after.row(first), first=first)
    if pairs is None or not _is_cut(pairs, is_open=before.is_open_below or after.is_open_above):
        return None
    for upper, lower in pairs:
        if lower.text:
            upper.text += "\n" + lower.text
            upper.line_count += lower.line_count
            upper.room = lower.room
            lower.text = ""
    after.cells = [cell for cell in after.cells if cell.bottom > first + 1]
    for cell in after.cells:
        if cell.top < first:
            cell.text = ""  # a label down the margin, printed again beside the heading
        cell.top = max(cell.top, first + 1)
    return last


def _paired(
    before: DraftTable, uppers: list[DraftCell], lowers: list[DraftCell], *, first: int
) -> list[tuple[DraftCell, DraftCell]] | None:
    """Pair cells that stand under each other; None when the two rows are not divided alike."""
    if len(uppers) != len(lowers):
        return None
    pairs = list(
        zip(sorted(uppers, key=lambda cell: cell.left), sorted(lowers, key=lambda cell: cell.left), strict=True)
    )
    for upper, lower in pairs:
        if abs(upper.box[0] - lower.box[0]) > SNAP or abs(upper.box[2] - lower.box[2]) > SNAP:
            return None
        if upper.bottom != len(before.ys) - 1:
            return None
    return [(upper, lower) for upper, lower in pairs if lower.top >= first]


def _is_cut(pairs: list[tuple[DraftCell, DraftCell]], *, is_open: bool) -> bool:
    """Whether the lower cells are the end of the upper ones.

    Nothing may appear below an empty cell. Then it is enough that the table has no ruling at the cut. Else no text that goes on may have
    had room on the last line above, and either most of the row's own cells are empty below (the first one, or three of them), as
    numbers are that were printed above, or the texts that go on are several lines long.
    """
    going_on = [(upper, lower) for upper, lower in pairs if lower.text]
    if not going_on or any(not upper.text or lower.bottom - lower.top > 1 for upper, lower in going_on):
        return False
    if is_open:
        return True
    if not all(upper.room < lower.head for upper, lower in going_on):
        return False
    own = [lower for upper, lower in pairs if upper.text and upper.bottom - upper.top == 1]
    blank = sum(1 for lower in own if not lower.text)
    if own and 2 * blank >= len(own) and (blank >= 3 or not own[0].text):
        return True
    return all(upper.line_count >= 2 for upper, _ in going_on)
