"""The neutral step between a form and a file kind: a sheet is what stands on paper, cell by cell, before anyone asks in which format.

The layouts in `official` make sheets; `docx`, `xlsx`, `pdf` and `html` print them. Counts start at 1, widths are in centimetres.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

_SHORT = 60

Align = Literal["left", "center", "right"]
LineRole = Literal["title", "subtitle", "field", "heading"]


class SheetCell(msgspec.Struct, frozen=True):
    """One printed cell; a merged area is one cell at its top left position."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    align: Align = "center"
    is_label: bool = False

    @property
    def is_short(self) -> bool:
        """Whether the text surely fits on a page, so that the cell need not be cut where the page ends."""
        return len(self.text) < _SHORT * self.column_span


class SheetTable(msgspec.Struct, frozen=True):
    """A table whose cells cover every position of `row_count` × the sheet's columns exactly once, by row, then by column.

    `header_rows` are the first and last row of the header that is repeated on the pages that follow.
    """

    row_count: int
    cells: tuple[SheetCell, ...]
    header_rows: tuple[int, int] | None = None


class SheetLine(msgspec.Struct, frozen=True):
    """A line outside tables."""

    text: str
    role: LineRole


class Sheet(msgspec.Struct, frozen=True):
    """One form on paper. All tables share `column_widths`; `name` names the document and the worksheet."""

    name: str
    column_widths: tuple[float, ...]
    blocks: tuple[SheetLine | SheetTable, ...]
    is_landscape: bool = False
    footer: tuple[str, ...] = ()


class Piece(msgspec.Struct, frozen=True):
    """A cell that does not yet know its place."""

    text: str
    columns: int = 1
    rows: int = 1
    align: Align = "center"
    is_label: bool = False


def label(text: str, *, columns: int = 1, rows: int = 1, align: Align = "center") -> Piece:
    """Make a cell with a printed heading."""
    return Piece(text, columns, rows, align, True)


def value(text: str | None, *, columns: int = 1, rows: int = 1, align: Align = "center") -> Piece:
    """Make a cell with a value; None is blank."""
    return Piece(text or "", columns, rows, align)


def running(text: str | None, *, columns: int = 1) -> Piece:
    """Make a cell with running text, set flush left."""
    return Piece(text or "", columns, 1, "left")


class TableBuilder:
    """Lays rows of pieces out, skipping what a cell above already covers."""

    def __init__(self, column_count: int) -> None:
        self.column_count = column_count
        self._cells: list[SheetCell] = []
        self._covered: dict[int, set[int]] = {}
        self._row = 0
        self._header_rows: tuple[int, int] | None = None

    def add_row(self, pieces: Iterable[Piece | None]) -> None:
        """Add a row; its pieces must fill exactly what is not covered from above, None marks what is."""
        self._row += 1
        covered = self._covered.setdefault(self._row, set())
        column = 1
        for piece in pieces:
            if piece is None:
                continue
            while column in covered:
                column += 1
            self._place(piece, column)
            column += piece.columns
        if len(covered) != self.column_count:
            raise ValueError(f"row {self._row} covers {sorted(covered)}, expected {self.column_count} columns")

    def add_header(self, rows: Sequence[Sequence[Piece | None]]) -> None:
        """Add rows that are repeated on the pages that follow."""
        first = self._row + 1
        for pieces in rows:
            self.add_row(pieces)
        self._header_rows = (first, self._row)

    def build(self) -> SheetTable:
        """Return the table; refuses a merged cell that reaches below the last row."""
        if any(row > self._row for row in self._covered):
            raise ValueError(f"a merged cell reaches below row {self._row}")
        return SheetTable(self._row, tuple(self._cells), self._header_rows)

    def _place(self, piece: Piece, column: int) -> None:
        positions = set(range(column, column + piece.columns))
        if column + piece.columns - 1 > self.column_count:
            raise ValueError(f"row {self._row}: {piece.text!r} reaches past column {self.column_count}")
        for row in range(self._row, self._row + piece.rows):
            covered = self._covered.setdefault(row, set())
            if covered & positions:
                raise ValueError(f"row {row}: {piece.text!r} lies on another cell")
            covered |= positions
        self._cells.append(
            SheetCell(self._row, column, printable(piece.text), piece.rows, piece.columns, piece.align, piece.is_label)
        )


_UNPRINTABLE = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def printable(text: str) -> str:
    r"""Drop what no office format may hold (control characters, lone surrogates); line ends become ``\n``. The rest is kept."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def shares(total: int, parts: int) -> list[int]:
    """Split columns among cells as evenly as possible, the wider ones last.

    >>> shares(8, 3)
    [2, 3, 3]
    """
    narrow, rest = divmod(total, parts)
    return [narrow + (index >= parts - rest) for index in range(parts)]
