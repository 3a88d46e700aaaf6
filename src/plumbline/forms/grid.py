"""The neutral shape between file kinds and layouts: a document is a sequence of grids and lines.

`sources` turn bytes into a `Document`; `layouts` read forms out of it and know nothing of file kinds.
"""

from typing import Literal

import msgspec

from plumbline.forms.places import Cell, ReadingProblem

DocumentKind = Literal["docx", "xlsx", "xls", "pdf", "html", "csv", "txt"]

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points from the top left corner of a page."""


class GridCell(msgspec.Struct, frozen=True, array_like=True):
    """One logical cell: a merged area is one cell, anchored at its top left position. Counts start at 1."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    box: Box | None = None


class Grid(msgspec.Struct, frozen=True):
    """A table with its merged cells. `cells` come in reading order: by row, then by column.

    In a grid of kind ``txt`` the rows are lines of the file, so the first row need not be 1. Positions covered by a merged
    cell have no cell of their own; an empty cell has the text ``""``. A grid that `continues_previous` is the rest of the table
    before it, cut by the end of a page.
    """

    part: str
    cells: tuple[GridCell, ...]
    continues_previous: bool = False

    def cell_at(self, row: int, column: int) -> GridCell | None:
        """Return the cell that covers a position, None outside of the table."""
        for cell in self.cells:
            if cell.row <= row < cell.row + cell.row_span and cell.column <= column < cell.column + cell.column_span:
                return cell
        return None


class Line(msgspec.Struct, frozen=True):
    """A line or paragraph outside tables. `row` counts from 1 within its part."""

    part: str
    row: int
    text: str
    box: Box | None = None


class Document(msgspec.Struct, frozen=True):
    """What a file says, in reading order, before anyone asks what it means."""

    file: str
    kind: DocumentKind
    blocks: tuple[Grid | Line, ...]
    problems: tuple[ReadingProblem, ...] = ()

    def cell(self, part: str, row: int, column: int = 1) -> Cell:
        """Name a place in this document."""
        return Cell(self.file, part, row, column)
