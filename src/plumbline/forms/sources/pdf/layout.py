"""One page: which characters belong to which table, and the lines between the tables."""

from dataclasses import dataclass, field

from plumbline.forms.grid import Box
from plumbline.forms.sources.pdf.cells import TableShape, find_cells
from plumbline.forms.sources.pdf.placing import Glyph, PlacedPage
from plumbline.forms.sources.pdf.rulings import area_edges, find_frames
from plumbline.forms.sources.pdf.text import TextLine, indivisible_width, joined, lines_of

_CELL_PADDING = 6.0


@dataclass(slots=True)
class DraftCell:
    """A cell before its table is numbered: rows and columns from 0, ends exclusive.

    `room` is what is left on the last line, `head` what the first piece of the text that cannot be divided needs, both in points.
    """

    top: int
    left: int
    bottom: int
    right: int
    text: str
    box: Box
    line_count: int = 0
    room: float = 0.0
    head: float = 0.0


@dataclass(slots=True)
class DraftTable:
    """A table of one page before tables are joined over pages."""

    page: int
    number: int
    xs: list[float]
    ys: list[float]
    cells: list[DraftCell]
    is_open_above: bool
    is_open_below: bool
    continues: bool = False

    def row(self, index: int) -> list[DraftCell]:
        """Give the cells that cover a row."""
        return [cell for cell in self.cells if cell.top <= index < cell.bottom]


@dataclass(slots=True)
class DraftLine:
    """A line outside of tables; `number` counts from 1 on its page."""

    page: int
    number: int
    text: str
    box: Box


@dataclass(slots=True)
class DraftPage:
    """A page's tables and lines in reading order."""

    number: int
    height: float
    items: list[DraftTable | DraftLine] = field(default_factory=list)


def lay_out(page: PlacedPage, *, number: int) -> DraftPage:
    """Find the tables of a page and read everything on it."""
    rest = page.glyphs
    shapes: list[TableShape] = []
    if page.horizontals and page.verticals:
        found, rest = _find_tables(page, rest, by_color=False)
        shapes += found
    if len(page.areas) > 3:
        found, rest = _find_tables(page, rest, by_color=True)
        shapes += found
    placed: list[tuple[float, float, TableShape | TextLine]] = []
    placed += [(shape.ys[0], shape.xs[0], shape) for shape in shapes]
    placed += [(line.box[1], line.box[0], line) for line in lines_of(rest, keeps_columns=True)]
    draft = DraftPage(number, page.height)
    tables = lines = 0
    for _, _, item in sorted(placed, key=lambda entry: entry[:2]):
        if isinstance(item, TextLine):
            lines += 1
            draft.items.append(DraftLine(number, lines, item.text, _rounded(item.box)))
        else:
            tables += 1
            draft.items.append(_draft_table(item, page=number, number=tables))
    return draft


def _find_tables(page: PlacedPage, glyphs: list[Glyph], *, by_color: bool) -> tuple[list[TableShape], list[Glyph]]:
    """Find tables, small ones first, so that a table inside a cell of another gets its own text."""
    edges = area_edges(page.areas) if by_color else (page.horizontals, page.verticals)
    frames = sorted(find_frames(*edges), key=lambda frame: _area(frame.box))
    shapes: list[TableShape] = []
    for frame in frames:
        found = find_cells(frame, glyphs, page_area=page.width * page.height)
        if found is None:
            continue
        shape, taken = found
        if by_color and min(len(shape.xs), len(shape.ys)) < 3:
            continue
        shapes.append(shape)
        glyphs = [glyph for index, glyph in enumerate(glyphs) if index not in taken]
    return shapes, glyphs


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _draft_table(shape: TableShape, *, page: int, number: int) -> DraftTable:
    cells: list[DraftCell] = []
    for cell in shape.cells:
        box = _rounded(shape.cell_box(cell))
        lines = lines_of(cell.glyphs, keeps_columns=False)
        draft = DraftCell(cell.top, cell.left, cell.bottom, cell.right, joined(lines), box, len(lines))
        if lines:
            draft.room = box[2] - _CELL_PADDING - lines[-1].box[2]
            draft.head = indivisible_width(lines[0])
        cells.append(draft)
    return DraftTable(page, number, shape.xs, shape.ys, cells, shape.is_open_above, shape.is_open_below)


def _rounded(box: Box) -> Box:
    return round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2)
