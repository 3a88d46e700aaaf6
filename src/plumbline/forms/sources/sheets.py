"""Sheets of a workbook as grids: positions with text, merged areas, and the blanks between."""

from typing import NamedTuple

from plumbline.forms.grid import Grid, GridCell
from plumbline.forms.places import Cell, ReadingProblem
from plumbline.forms.sources.limits import Budget
from plumbline.forms.sources.problems import formula_without_value, hidden_rows, hidden_sheet, sparse_sheet

COLUMNS = 16_384
ROWS = 1_048_576
_ALWAYS_FILLED = 50_000
_FILLED_PER_CELL = 20


class Area(NamedTuple):
    """A rectangle of positions, ends included, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


class Sheet:
    """What a room found on one sheet."""

    def __init__(self, name: str, *, hidden: bool = False) -> None:
        self.name = name
        self.hidden = hidden
        self.texts: dict[tuple[int, int], str] = {}
        self.merged: list[Area] = []
        self.hidden_at: tuple[int, int] | None = None
        self.without_value: list[tuple[int, int]] = []

    @property
    def part(self) -> str:
        """The name of this sheet in places."""
        return f"sheet:{self.name}"

    def problems(self, file: str) -> list[ReadingProblem]:
        """Report what a person would not see on this sheet."""
        found: list[ReadingProblem] = []
        if self.hidden and self.texts:
            found.append(hidden_sheet(Cell(file, self.part, 1, 1), self.name))
        if self.hidden_at and self.texts:
            found.append(hidden_rows(Cell(file, self.part, *self.hidden_at)))
        if self.without_value:
            found.append(formula_without_value(Cell(file, self.part, *self.without_value[0]), len(self.without_value)))
        return found

    def grid(self, file: str, budget: Budget) -> tuple[Grid | None, list[ReadingProblem]]:
        """Lay the sheet out: every position from the first to the last text is covered by one cell."""
        problems = self.problems(file)
        if not any(self.texts.values()):
            return None, problems
        extent = self._extent()
        spans, covered = self._merges(extent, budget)
        texts = self.texts
        area = (extent.bottom - extent.top + 1) * (extent.right - extent.left + 1)
        if area <= max(_ALWAYS_FILLED, _FILLED_PER_CELL * len(texts)):
            budget.take(area - len(covered), area, sum(map(len, texts.values())))
            places = [
                (r, c) for r in range(extent.top, extent.bottom + 1) for c in range(extent.left, extent.right + 1)
            ]
        else:
            problems.append(sparse_sheet(Cell(file, self.part, extent.bottom, extent.right)))
            budget.take(len(texts), len(texts), sum(map(len, texts.values())))
            places = sorted(texts)
        cells = [
            GridCell(row, column, texts.get((row, column), ""), *spans.get((row, column), (1, 1)))
            for row, column in places
            if (row, column) not in covered
        ]
        return Grid(self.part, tuple(cells)), problems

    def _extent(self) -> Area:
        """Return the smallest rectangle around all text, merged areas that start with text included."""
        filled = [place for place, text in self.texts.items() if text]
        rows, columns = [row for row, _ in filled], [column for _, column in filled]
        top, left, bottom, right = min(rows), min(columns), max(rows), max(columns)
        widest = right + max(64, right - left)
        longest = bottom + max(256, bottom - top)
        for area in self.merged:
            if self.texts.get((area.top, area.left)):
                bottom = max(bottom, min(area.bottom, longest))
                right = max(right, min(area.right, widest))
        return Area(top, left, bottom, right)

    def _merges(
        self, extent: Area, budget: Budget
    ) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
        """Return the spans of merged cells by their anchor and the positions they cover; overlapping areas count once."""
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        covered: set[tuple[int, int]] = set()
        for area in self.merged:
            anchor = (area.top, area.left)
            if area.top < extent.top or area.left < extent.left or anchor in spans or anchor in covered:
                continue
            bottom, right = min(area.bottom, extent.bottom), min(area.right, extent.right)
            rows, columns = bottom - area.top + 1, right - area.left + 1
            if rows < 1 or columns < 1 or rows * columns == 1:
                continue
            budget.take(0, rows * columns)
            inside = {(r, c) for r in range(area.top, bottom + 1) for c in range(area.left, right + 1)} - {anchor}
            if inside & covered or any(place in spans for place in inside):
                continue
            spans[anchor] = (rows, columns)
            covered |= inside
        return spans, covered
