"""Where the rows of a grid end: a row that ends elsewhere than all others lost a cell or got one too many."""

from collections import Counter

from plumbline.forms.layouts.columns import Columns
from plumbline.forms.layouts.rows import Row

TEXT = "text"
MIN_SHARE = 0.6
"""Below this share of rows that end alike, the ends say nothing."""


def misplaced_rows(rows: list[Row], columns: Columns) -> dict[tuple[str, int], int]:
    """Return the rows, by part and number, that end before or behind the usual end of the grid, and by how many columns.

    What a merged cell from above covers belongs to the row. A text whose rows were stripped of their trailing blanks has no usual end.
    """
    ends = _ends([row for row in rows if not row.is_line])
    is_stripped = bool(rows) and rows[0].part == TEXT and all(row.cells[-1].text for row in rows)
    if len(ends) < 2 or is_stripped:
        return {}
    usual, count = Counter(ends.values()).most_common(1)[0]
    if usual < columns.last or (count < MIN_SHARE * len(ends) and len(ends) > 2):
        return {}
    return {place: end - usual for place, end in ends.items() if end != usual}


def _ends(rows: list[Row]) -> dict[tuple[str, int], int]:
    ends: dict[tuple[str, int], int] = {}
    covering: list[tuple[str, int, int]] = []
    for row in rows:
        covering = [item for item in covering if item[0] == row.part and item[1] >= row.number]
        covering += [(row.part, row.number + cell.height - 1, cell.end) for cell in row.cells]
        ends[row.part, row.number] = max(end for _, _, end in covering)
    return ends
