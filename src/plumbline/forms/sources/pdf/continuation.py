"""Tables cut by the end of a page: which go on, and what was cut in two."""

import re
from dataclasses import dataclass, field

from plumbline.forms.sources.pdf.cut_rows import join_cut_row, repeated_heading
from plumbline.forms.sources.pdf.layout import DraftLine, DraftPage, DraftTable
from plumbline.forms.sources.pdf.rulings import SNAP, snap_positions

_PAGE_NUMBER = re.compile(
    r"[\s\-—–－·•.,，第页共頁/／|~～\d０-９ivxIVXⅠⅡⅢⅣⅤ]*|Page\s*\d+(?:\s*(?:of|/)\s*\d+)?", re.IGNORECASE
)
_CONTINUED = re.compile(r"\s*[（(]?\s*(?:续\s*上?\s*(?:表|页)|接\s*上\s*(?:表|页)).{0,12}")
_TITLE = re.compile(r"表\s*(?:[（(].{0,12}[）)])?\s*$|年\s*度\s*[）)]\s*$")
_DIGITS = re.compile(r"[\d０-９]+")
_MARGIN = 0.12
"""The share of a page's height at its head and foot where running titles and page numbers stand."""
_SAME_PLACE = 4.0


@dataclass(slots=True)
class JoinedRow:
    """A row cut in two that was put together: its place in the first table, and the page its end came from."""

    table: DraftTable
    row: int
    from_page: int


@dataclass(slots=True)
class _Chain:
    """The tables that are one table, page after page."""

    tables: list[DraftTable]
    after: list[DraftLine] = field(default_factory=list)
    page: DraftPage | None = None


class TableJoiner:
    """Takes page after page and marks, renumbers and mends the tables that go on."""

    def __init__(self) -> None:
        self.joined_rows: list[JoinedRow] = []
        self._chain: _Chain | None = None
        self._last_page: DraftPage | None = None

    def add(self, page: DraftPage) -> None:
        """Join the page's first table to the last one before it when it is the same table; changes both in place."""
        first = next((item for item in page.items if isinstance(item, DraftTable)), None)
        if first is not None and self._goes_on(page, first):
            self._join(page, first)
        self._open_chain(page)
        self._last_page = page

    def close(self) -> None:
        """End the last chain and number its columns."""
        if self._chain is not None:
            _number_columns_alike(self._chain.tables)
        self._chain = None

    def _open_chain(self, page: DraftPage) -> None:
        tables = [item for item in page.items if isinstance(item, DraftTable)]
        if not tables:
            swallowed = self._chain is not None and self._chain.page is page
            if not swallowed:
                self.close()
            return
        last = tables[-1]
        after = [item for item in page.items[page.items.index(last) + 1 :] if isinstance(item, DraftLine)]
        if self._chain is None or self._chain.tables[-1] is not last:
            self.close()
            self._chain = _Chain([last])
        self._chain.after = after
        self._chain.page = page

    def _goes_on(self, page: DraftPage, first: DraftTable) -> bool:
        chain, last_page = self._chain, self._last_page
        if chain is None or last_page is None or chain.page is not last_page:
            return False
        between = page.items[: page.items.index(first)]
        if not all(_is_furniture(line, page, last_page) for line in between if isinstance(line, DraftLine)):
            return False
        if not all(_is_furniture(line, last_page, page) for line in chain.after):
            return False
        return _have_same_columns(chain.tables[-1], first, chain.tables) and not _starts_anew(chain.tables[0], first)

    def _join(self, page: DraftPage, table: DraftTable) -> None:
        chain = self._chain
        if chain is None:
            return
        table.continues = True
        _drop_repeated_header(chain.tables[0], table)
        row = join_cut_row(chain.tables[-1], table, heading=repeated_heading(chain.tables, table))
        if row is not None:
            self.joined_rows.append(JoinedRow(chain.tables[-1], row, page.number))
        if any(cell.text for cell in table.cells) or len(table.cells) > 1:
            chain.tables.append(table)
            return
        page.items.remove(table)
        chain.page = page
        chain.after = [item for item in page.items if isinstance(item, DraftLine)]


def _is_furniture(line: DraftLine, page: DraftPage, other: DraftPage) -> bool:
    """Whether a line is a page number, a running title or a "continued" mark, none of which ends a table."""
    text = line.text.strip()
    if _PAGE_NUMBER.fullmatch(text) or _CONTINUED.fullmatch(text):
        return True
    is_in_margin = line.box[3] < _MARGIN * page.height or line.box[1] > (1 - _MARGIN) * page.height
    if not is_in_margin or _TITLE.search(text):
        return False
    pattern = _DIGITS.sub("#", text)
    return any(
        isinstance(twin, DraftLine)
        and _DIGITS.sub("#", twin.text.strip()) == pattern
        and abs(twin.box[1] - line.box[1]) <= _SAME_PLACE
        for twin in other.items
    )


def _have_same_columns(before: DraftTable, after: DraftTable, chain: list[DraftTable]) -> bool:
    if abs(before.xs[0] - after.xs[0]) > SNAP or abs(before.xs[-1] - after.xs[-1]) > SNAP:
        return False
    known = [x for table in chain for x in table.xs]
    return all(any(abs(x - other) <= SNAP for other in known) for x in after.xs) or all(
        any(abs(x - other) <= SNAP for other in after.xs) for x in before.xs
    )


def _texts(table: DraftTable, row: int) -> list[str]:
    return ["".join(cell.text.split()) for cell in table.row(row) if cell.top == row]


def _starts_anew(first: DraftTable, table: DraftTable) -> bool:
    """Whether the table begins with the label the first one begins with, but is not a repeat of its header."""
    known, texts = _texts(first, 0), _texts(table, 0)
    return bool(known and texts and known[0] and known[0] == texts[0]) and known != texts


def _drop_repeated_header(first: DraftTable, table: DraftTable) -> None:
    rows = 0
    while rows < min(len(first.ys), len(table.ys)) - 2:
        texts = _texts(table, rows)
        if not any(texts) or texts != _texts(first, rows):
            break
        rows += 1
    if rows and all(cell.bottom <= rows or cell.top >= rows for cell in table.cells):
        table.cells = [cell for cell in table.cells if cell.top >= rows]


def _number_columns_alike(tables: list[DraftTable]) -> None:
    """Give the tables of a chain one set of columns, so that a column has one number on every page."""
    if len(tables) < 2:
        return
    xs = snap_positions(x for table in tables for x in table.xs)
    for table in tables:
        places = [min(range(len(xs)), key=lambda index, x=x: abs(xs[index] - x)) for x in table.xs]  # type: ignore[misc]
        for cell in table.cells:
            cell.left, cell.right = places[cell.left], places[cell.right]
        table.xs = xs
