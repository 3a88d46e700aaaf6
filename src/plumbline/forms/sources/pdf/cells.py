"""From the rulings of one table to its cells, merged cells included."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from plumbline.forms.grid import Box
from plumbline.forms.sources.pdf.placing import Edge, Glyph
from plumbline.forms.sources.pdf.rulings import Frame, snap_positions

_COVERED = 0.6
"""The share of a cell's side that a ruling must cover to close it."""
_ABSENT = 0.1
"""A side of the table with less ruling than this has no border at all: the table is open there."""
_MAX_UNITS = 20_000
"""Squares of one table. A page of forms has some hundreds; more is a drawing on squared paper."""
_PAGE_SHARE = 0.5


@dataclass(slots=True)
class TableCell:
    """A logical cell: rows and columns from 0, ends exclusive."""

    top: int
    left: int
    bottom: int
    right: int
    glyphs: list[Glyph] = field(default_factory=list)


@dataclass(slots=True)
class TableShape:
    """The cells of a table and where its rows and columns meet."""

    xs: list[float]
    ys: list[float]
    cells: list[TableCell]
    is_open_above: bool
    is_open_below: bool

    @property
    def box(self) -> Box:
        """The table's place on the page."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def cell_box(self, cell: TableCell) -> Box:
        """Give a cell's place on the page."""
        return self.xs[cell.left], self.ys[cell.top], self.xs[cell.right], self.ys[cell.bottom]


class _Units:
    """The finest squares of a table, and which of their sides are ruled."""

    def __init__(self, frame: Frame) -> None:
        left, top, right, bottom = frame.box
        self.xs = snap_positions([left, right, *(edge.at for edge in frame.verticals)])
        self.ys = snap_positions([top, bottom, *(edge.at for edge in frame.horizontals)])
        self.columns, self.rows = len(self.xs) - 1, len(self.ys) - 1
        if min(self.columns, self.rows) < 1 or self.columns * self.rows > _MAX_UNITS:
            self.columns = self.rows = 0
            return
        self.right_ruled = _ruled(frame.verticals, across=self.xs, along=self.ys)
        self.below_ruled = _ruled(frame.horizontals, across=self.ys, along=self.xs)

    def regions(self) -> Iterator[list[tuple[int, int]]]:
        """Group squares with no ruling between them."""
        seen = [[False] * self.columns for _ in range(self.rows)]
        for start_row in range(self.rows):
            for start_column in range(self.columns):
                if seen[start_row][start_column]:
                    continue
                seen[start_row][start_column] = True
                region = [(start_row, start_column)]
                for row, column in region:
                    for next_row, next_column in self._open_neighbours(row, column):
                        if not seen[next_row][next_column]:
                            seen[next_row][next_column] = True
                            region.append((next_row, next_column))
                yield region

    def _open_neighbours(self, row: int, column: int) -> Iterator[tuple[int, int]]:
        if column + 1 < self.columns and not self.right_ruled[column + 1][row]:
            yield row, column + 1
        if column > 0 and not self.right_ruled[column][row]:
            yield row, column - 1
        if row + 1 < self.rows and not self.below_ruled[row + 1][column]:
            yield row + 1, column
        if row > 0 and not self.below_ruled[row][column]:
            yield row - 1, column

    def ruled_share(self, ruled: list[bool], along: Sequence[float]) -> float:
        """Give the share of an outer side that is ruled."""
        length = sum(along[i + 1] - along[i] for i, is_ruled in enumerate(ruled) if is_ruled)
        return length / (along[-1] - along[0])


def find_cells(frame: Frame, glyphs: Sequence[Glyph], *, page_area: float) -> tuple[TableShape, set[int]] | None:
    """Find the cells of a frame and put the characters into them.

    Gives the table and the indexes of the characters it took; None when the rulings are not a table: a single box, a page
    border, a chart. A side without any ruling is closed where the rulings end. Empty corners outside of the outline are no cells.
    """
    units = _Units(frame)
    if units.columns * units.rows < 2:
        return None
    cells = [cell for region in units.regions() for cell in _rectangles(region)]
    taken = _fill(cells, units, glyphs)
    sides = {
        "left": units.ruled_share(units.right_ruled[0], units.ys),
        "right": units.ruled_share(units.right_ruled[-1], units.ys),
        "top": units.ruled_share(units.below_ruled[0], units.xs),
        "bottom": units.ruled_share(units.below_ruled[-1], units.xs),
    }
    cells = [cell for cell in cells if cell.glyphs or not _is_outside(cell, units, sides)]
    if len(cells) < 2 or not any(cell.glyphs for cell in cells):
        return None
    shape = _compact(cells, units, is_open_above=sides["top"] < _ABSENT, is_open_below=sides["bottom"] < _ABSENT)
    left, top, right, bottom = shape.box
    if len(shape.xs) == 2 and (right - left) * (bottom - top) > _PAGE_SHARE * page_area:
        return None
    return shape, taken


def _ruled(edges: Sequence[Edge], *, across: Sequence[float], along: Sequence[float]) -> list[list[bool]]:
    """For each position across, whether each piece between two positions along is ruled."""
    covered = [[0.0] * (len(along) - 1) for _ in across]
    for edge in edges:
        index = _nearest(across, edge.at)
        first = max(0, bisect_right(along, edge.start) - 1)
        for piece in range(first, len(along) - 1):
            if along[piece] >= edge.end:
                break
            covered[index][piece] += max(0.0, min(edge.end, along[piece + 1]) - max(edge.start, along[piece]))
    lengths = [end - start for start, end in pairwise(along)]
    return [[part >= _COVERED * length for part, length in zip(line, lengths, strict=True)] for line in covered]


def _nearest(positions: Sequence[float], value: float) -> int:
    after = bisect_right(positions, value)
    candidates = [index for index in (after - 1, after) if 0 <= index < len(positions)]
    return min(candidates, key=lambda index: abs(positions[index] - value))


def _rectangles(region: list[tuple[int, int]]) -> Iterator[TableCell]:
    """Give a region as a rectangle; one with corners (a ruling left out) is cut into rectangles, top left first."""
    rest = set(region)
    while rest:
        top, left = min(rest)
        right = left + 1
        while (top, right) in rest:
            right += 1
        bottom = top + 1
        while all((bottom, column) in rest for column in range(left, right)):
            bottom += 1
        rest -= {(row, column) for row in range(top, bottom) for column in range(left, right)}
        yield TableCell(top, left, bottom, right)


def _fill(cells: list[TableCell], units: _Units, glyphs: Sequence[Glyph]) -> set[int]:
    owners = {
        (row, column): cell
        for cell in cells
        for row in range(cell.top, cell.bottom)
        for column in range(cell.left, cell.right)
    }
    left, right, top, bottom = units.xs[0], units.xs[-1], units.ys[0], units.ys[-1]
    taken: set[int] = set()
    for run in _runs(glyphs):
        x = sum(glyphs[index].center_x for index in run) / len(run)
        y = glyphs[run[0]].center_y
        if left <= x < right and top <= y < bottom:
            owner = owners[bisect_right(units.ys, y) - 1, bisect_right(units.xs, x) - 1]
            owner.glyphs += [glyphs[index] for index in run]
            taken.update(run)
    for cell in cells:
        if all(glyph.text.isspace() for glyph in cell.glyphs):
            cell.glyphs = []
    return taken


def _runs(glyphs: Sequence[Glyph]) -> Iterator[range]:
    """Group the indexes of numbers and words drawn in one go: one that is too long for its cell still belongs to that cell."""
    start = 0
    for index in range(1, len(glyphs) + 1):
        if index < len(glyphs):
            before, glyph = glyphs[index - 1], glyphs[index]
            if (
                glyph.show == before.show
                and glyph.turn == 0
                and "!" <= before.text <= "~"
                and "!" <= glyph.text <= "~"
                and abs(glyph.x0 - before.x1) <= 0.15 * glyph.size
                and abs(glyph.base - before.base) <= 0.1 * glyph.size
            ):
                continue
        yield range(start, index)
        start = index


def _is_outside(cell: TableCell, units: _Units, sides: dict[str, float]) -> bool:
    """Whether an empty cell lies in a notch of the outline: it reaches an outer side that is ruled elsewhere but not here."""
    rows, columns = range(cell.top, cell.bottom), range(cell.left, cell.right)
    reaches = (
        (cell.left == 0, sides["left"], [units.right_ruled[0][row] for row in rows]),
        (cell.right == units.columns, sides["right"], [units.right_ruled[-1][row] for row in rows]),
        (cell.top == 0, sides["top"], [units.below_ruled[0][column] for column in columns]),
        (cell.bottom == units.rows, sides["bottom"], [units.below_ruled[-1][column] for column in columns]),
    )
    return any(is_there and share >= _ABSENT and not any(ruled) for is_there, share, ruled in reaches)


def _compact(cells: list[TableCell], units: _Units, *, is_open_above: bool, is_open_below: bool) -> TableShape:
    """Leave out positions where no cell begins or ends, such as a ruling that only underlines a word."""
    columns = sorted({edge for cell in cells for edge in (cell.left, cell.right)})
    rows = sorted({edge for cell in cells for edge in (cell.top, cell.bottom)})
    column_of = {old: new for new, old in enumerate(columns)}
    row_of = {old: new for new, old in enumerate(rows)}
    compacted = [
        TableCell(row_of[cell.top], column_of[cell.left], row_of[cell.bottom], column_of[cell.right], cell.glyphs)
        for cell in sorted(cells, key=lambda cell: (cell.top, cell.left))
    ]
    xs, ys = [units.xs[i] for i in columns], [units.ys[i] for i in rows]
    return TableShape(xs, ys, compacted, is_open_above, is_open_below)
