"""The likeliest way in which a displaced row's cells belong to the columns: in order, each as fitting as can be.

A conversion keeps the order of the cells and moves them: all of a row by a column, or those behind a lost one. So cells are assigned to
columns from left to right, at a cost for what does not fit a column, for each change of the displacement, and for a cell left over.
"""

from itertools import accumulate

from plumbline.forms.layouts.columns import Column
from plumbline.forms.layouts.fitness import class_of, misfit
from plumbline.forms.layouts.rows import RowCell

LEFT_OVER = 4.0
MOVED = 0.8
_MISSING = {"level3": 1.5, "target": 0.6, "weight": 0.5, "score": 0.4}
MAX_CELLS = 40

_Step = tuple[float, tuple[int, int] | None]
"""The cost up to here, and the cell and column before."""


def align(cells: list[RowCell], columns: list[Column]) -> list[tuple[Column, RowCell]]:
    """Assign the filled cells of a row to columns, in order; what fits nowhere is left out."""
    if not cells or not columns or len(cells) > MAX_CELLS:
        return []
    classes = [class_of(cell) for cell in cells]
    fits = [[misfit(column.role, found) for column in columns] for found in classes]
    moves = [[offset(cell, column) for column in columns] for cell in cells]
    skipped = list(accumulate((_MISSING.get(column.role, 0.0) for column in columns), initial=0.0))
    best: list[list[_Step]] = []
    for index in range(len(cells)):
        best.append([_step(index, slot, best, moves, skipped, fits[index][slot]) for slot in range(len(columns))])
    return _trace(best, cells, columns, skipped)


def _step(
    index: int, slot: int, best: list[list[_Step]], moves: list[list[int]], skipped: list[float], fit: float
) -> _Step:
    """The cheapest way to put a cell under a column: as the first cell, behind the cell before, or with that one left over."""
    move = moves[index][slot]
    cost, before = index * LEFT_OVER + skipped[slot] + (MOVED if move else 0.0), None
    for previous, gone in ((index - 1, 0.0), (index - 2, LEFT_OVER)):
        if previous < 0:
            break
        steps, offsets = best[previous], moves[previous]
        for left in range(slot):
            through = steps[left][0] + gone + skipped[slot] - skipped[left + 1]
            if offsets[left] != move:
                through += MOVED
            if through < cost:
                cost, before = through, (previous, left)
    return cost + fit, before


def offset(cell: RowCell, column: Column) -> int:
    """By how many grid columns a cell was moved, if it belongs to this column."""
    return 0 if column.start <= cell.column < column.end else cell.column - column.start


def _trace(
    best: list[list[_Step]], cells: list[RowCell], columns: list[Column], skipped: list[float]
) -> list[tuple[Column, RowCell]]:
    ends = [
        (step[0] + (len(cells) - 1 - index) * LEFT_OVER + skipped[-1] - skipped[slot + 1], index, slot)
        for index, steps in enumerate(best)
        for slot, step in enumerate(steps)
    ]
    _, index, slot = min(ends)
    pairs = []
    place: tuple[int, int] | None = (index, slot)
    while place is not None:
        index, slot = place
        pairs.append((columns[slot], cells[index]))
        place = best[index][slot][1]
    return pairs[::-1]
