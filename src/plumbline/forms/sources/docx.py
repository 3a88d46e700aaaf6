"""Word documents: tables with their merged cells, nested tables as further grids, paragraphs between them as lines.

Styles, headers, footers, pictures and macros are not looked at. Tracked changes count as accepted.
"""

from dataclasses import dataclass

from lxml import etree

from plumbline.forms.grid import Document, Grid, GridCell, Line
from plumbline.forms.places import Cell, ReadingProblem
from plumbline.forms.sources.docx_text import CELL, ROW, TABLE, VAL, P, W, children, has_tracked_changes, paragraph_text
from plumbline.forms.sources.limits import MAX_COLUMN_SPAN, MAX_NESTED_TABLES, Budget
from plumbline.forms.sources.package import WORD_MAIN, Package
from plumbline.forms.sources.problems import clamped_span, hidden_merged_text, nested_table, tracked_changes
from plumbline.forms.sources.refusals import damaged, refusal


def read_docx(data: bytes, file: str) -> Document:
    """Read a Word document (docx, docm, dotx, WPS Writer in the new format)."""
    root = Package(data).tree(WORD_MAIN)
    body = root.find(W + "body")
    if body is None:
        raise damaged("缺少正文部分", "its main part is missing")
    reader = _Reader(file)
    if has_tracked_changes(body):
        reader.problems.append(tracked_changes())
    reader.read_body(body, depth=0)
    return Document(file, "docx", tuple(block for block in reader.blocks if block is not None), tuple(reader.problems))


def docx_elements(data: bytes) -> dict[tuple[str, int, int], int]:
    """Say which element of the main part each place is read from, a cell (w:tc) or a paragraph outside tables (w:p).

    Places are (part, row, column) of cells and lines; elements are numbered from 0 in document order, comments and processing
    instructions not counted.
    """
    root = Package(data).tree(WORD_MAIN)
    body = root.find(W + "body")
    if body is None:
        raise damaged("缺少正文部分", "its main part is missing")
    order = {element: number for number, element in enumerate(root.iter("*"))}
    reader = _Reader("")
    reader.read_body(body, depth=0)
    return {place: order[element] for place, element in reader.elements.items()}


@dataclass(slots=True)
class _OpenCell:
    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.blocks: list[Grid | Line | None] = []
        self.problems: list[ReadingProblem] = []
        self.elements: dict[tuple[str, int, int], etree._Element] = {}
        self._budget = Budget()
        self._paragraphs = 0
        self._tables = 0

    def read_body(self, container: etree._Element, *, depth: int) -> None:
        """Read paragraphs outside tables as lines; those of text boxes follow the paragraph they hang on."""
        _check_depth(depth)
        for block in children(container, P, TABLE):
            if block.tag == TABLE:
                self._read_table(block, depth=depth + 1)
                continue
            text, boxes = paragraph_text(block)
            self._paragraphs += 1
            self._budget.take(1, characters=len(text))
            self.blocks.append(Line("body", self._paragraphs, text))
            self.elements["body", self._paragraphs, 1] = block
            for box in boxes:
                self.read_body(box, depth=depth + 1)

    def _read_table(self, table: etree._Element, *, depth: int) -> None:
        _check_depth(depth)
        self._tables += 1
        part, slot = f"table:{self._tables}", len(self.blocks)
        self.blocks.append(None)  # the tables within this one come after it
        cells = _TableCells(self, part, depth)
        for row in children(table, ROW):
            cells.read_row(row)
        nested = [(cell, number) for cell, number in cells.nested if any(other.text.strip() for other in cells.cells)]
        self.problems += [nested_table(Cell(self.file, part, cell.row, cell.column), number) for cell, number in nested]
        for cell in cells.cells:
            self._budget.take(1, cell.row_span * cell.column_span, len(cell.text))
        self.blocks[slot] = Grid(
            part, tuple(GridCell(c.row, c.column, c.text, c.row_span, c.column_span) for c in cells.cells)
        )

    def read_cell(self, container: etree._Element, *, depth: int) -> tuple[str, list[int]]:
        """Return the text of a cell, one line a paragraph, and the numbers of the tables in it."""
        _check_depth(depth)
        lines: list[str] = []
        tables: list[int] = []
        for block in children(container, P, TABLE):
            if block.tag == TABLE:
                tables.append(self._tables + 1)
                self._read_table(block, depth=depth + 1)
                continue
            text, boxes = paragraph_text(block)
            lines.append(text)
            for box in boxes:
                boxed, boxed_tables = self.read_cell(box, depth=depth + 1)
                lines.append(boxed)
                tables += boxed_tables
        if tables and lines and not lines[-1]:
            lines.pop()  # Word demands an empty paragraph after a nested table
        return "\n".join(lines), tables


class _TableCells:
    """The logical cells of one table, collected row by row."""

    def __init__(self, reader: _Reader, part: str, depth: int) -> None:
        self.cells: list[_OpenCell] = []
        self.nested: list[tuple[_OpenCell, int]] = []
        self._reader, self._part, self._depth = reader, part, depth
        self._row = 0
        self._merging: dict[tuple[int, int], _OpenCell] = {}

    def read_row(self, row: etree._Element) -> None:
        properties = row.find(W + "trPr")
        if properties is not None and properties.find(W + "del") is not None:
            return
        self._row += 1
        column = 1 + (0 if properties is None else self._number(properties.find(W + "gridBefore"), least=0))
        merging: dict[tuple[int, int], _OpenCell] = {}
        previous: _OpenCell | None = None
        for element in children(row, CELL):
            settings = element.find(W + "tcPr")
            if settings is not None and settings.find(W + "cellDel") is not None:
                continue
            span = 1 if settings is None else self._number(settings.find(W + "gridSpan"), least=1, column=column)
            cell = self._read_cell(element, settings, previous, (column, span))
            if settings is not None and settings.find(W + "vMerge") is not None and cell.column == column:
                merging[column, span] = cell
            previous = cell if cell.row == self._row else None
            column += span
        self._merging = merging

    def _read_cell(
        self,
        element: etree._Element,
        settings: etree._Element | None,
        previous: _OpenCell | None,
        place: tuple[int, int],
    ) -> _OpenCell:
        """Return the logical cell at a place (column, span): a new one, or the one it is merged into."""
        text, tables = self._reader.read_cell(element, depth=self._depth)
        cell: _OpenCell | None = None
        if settings is not None and _continues(settings.find(W + "vMerge")):
            cell = self._merging.get(place)
            if cell is not None:
                cell.row_span += 1
        elif settings is not None and _continues(settings.find(W + "hMerge")) and previous is not None:
            cell = previous
            cell.column_span += place[1]
        if cell is None:
            cell = _OpenCell(self._row, place[0], text, 1, place[1])
            self.cells.append(cell)
            self._reader.elements[self._part, self._row, place[0]] = element
        elif text.strip():
            self._reader.problems.append(
                hidden_merged_text(Cell(self._reader.file, self._part, self._row, place[0]), text)
            )
        self.nested += [(cell, number) for number in tables]
        return cell

    def _number(self, element: etree._Element | None, *, least: int, column: int = 1) -> int:
        if element is None:
            return least
        try:
            number = int(element.get(VAL) or least)
        except ValueError:
            return least
        if number > MAX_COLUMN_SPAN:
            self._reader.problems.append(clamped_span(Cell(self._reader.file, self._part, self._row, column), number))
            return MAX_COLUMN_SPAN if least == 0 else 1
        return max(number, least)


def _continues(merge: etree._Element | None) -> bool:
    return merge is not None and merge.get(VAL, "continue") == "continue"


def _check_depth(depth: int) -> None:
    if depth > MAX_NESTED_TABLES:
        raise refusal("too_deep")
