"""One stream of rows from a document, whether it came as tables, TAB text or lines."""

from collections.abc import Iterable, Iterator

import msgspec

from plumbline.forms.grid import Document, Grid, GridCell, Line
from plumbline.forms.layouts.cleaning import clean_text, label_key, lines_of
from plumbline.forms.places import Cell


class RowCell(msgspec.Struct):
    """A cell of a row with the form of its text in which labels are compared."""

    text: str
    column: int
    width: int = 1
    height: int = 1
    key: str = ""

    @property
    def end(self) -> int:
        """The first column behind the cell."""
        return self.column + self.width


class Row(msgspec.Struct):
    """One row: the cells that begin in it, from left to right.

    A line outside tables has one cell and `is_line`; `indent` is how many blanks stand before it.
    """

    file: str
    part: str
    number: int
    cells: list[RowCell]
    is_line: bool = False
    indent: int = 0

    @property
    def filled(self) -> list[RowCell]:
        """The cells that have text."""
        return [cell for cell in self.cells if cell.text]

    @property
    def text(self) -> str:
        """The row's words without blanks, for matching titles and notes."""
        return "".join(clean_text(cell.text) for cell in self.cells)

    def place(self, column: int | None = None) -> Cell:
        """Name the place of the row, or of one of its cells."""
        if column is None:
            column = self.filled[0].column if self.filled else 1
        return Cell(self.file, self.part, self.number, column)

    def has(self, *keys: str) -> bool:
        """Whether a cell's key is one of these."""
        return any(cell.key in keys for cell in self.cells)


def rows_of(document: Document) -> list[Row]:
    """Return all rows of a document in reading order, empty ones left out.

    Lines between a table and its rest on the next page are what every page prints at its head and foot; they part no form.
    """
    rows: list[Row] = []
    between: list[Row] = []
    for block in document.blocks:
        if isinstance(block, Line):
            if block.text.strip():
                between.append(_line_row(document.file, block))
            continue
        if not block.continues_previous:
            rows += between
        between.clear()
        rows.extend(_grid_rows(document.file, block, is_wrapped=document.kind == "pdf"))
    return rows + between


def _line_row(file: str, line: Line) -> Row:
    cell = RowCell(line.text.strip(), 1, key=label_key(line.text))
    indent = len(line.text) - len(line.text.lstrip())
    return Row(file, line.part, line.row, [cell], is_line=True, indent=indent)


def _grid_rows(file: str, grid: Grid, *, is_wrapped: bool) -> Iterator[Row]:
    number = -1
    cells: list[GridCell] = []
    for cell in grid.cells:
        if cell.row != number:
            if cells:
                yield from _row(file, grid.part, number, cells, is_wrapped=is_wrapped)
            number, cells = cell.row, []
        cells.append(cell)
    if cells:
        yield from _row(file, grid.part, number, cells, is_wrapped=is_wrapped)


def _row(file: str, part: str, number: int, cells: Iterable[GridCell], *, is_wrapped: bool) -> Iterator[Row]:
    made = [_cell(cell) for cell in cells]
    filled = [cell for cell in made if cell.text]
    if is_wrapped and len(filled) > 1:
        # On a page the line ends of a cell are where the column was too narrow; a heading alone in its row keeps its lines.
        for cell in filled:
            cell.text = cell.text.replace("\n", "")
    if filled:
        yield Row(file, part, number, made)


def _cell(cell: GridCell) -> RowCell:
    text = cell.text.strip()
    return RowCell(text, cell.column, cell.column_span, cell.row_span, label_key(text) if text else "")


def heading_lines(row: Row) -> list[str]:
    """Return the lines of a row that is a heading: a line, or a table row with text in one cell only."""
    filled = row.filled
    if len(filled) != 1:
        return []
    return lines_of(filled[0].text)
