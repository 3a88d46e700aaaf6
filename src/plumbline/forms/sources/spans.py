"""Where cells with row and column spans come to stand, by the table model of web pages."""

from plumbline.forms.grid import GridCell
from plumbline.forms.sources.limits import MAX_COLUMN_SPAN, Budget


class SpanLayout:
    """Places cells row by row around those that reach down from above; spans never overlap and never leave the table."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._row = 0
        self._next_column = 1
        self._taken_until: dict[int, int] = {}
        self._places: list[tuple[int, int, int, int]] = []
        self._texts: list[str] = []

    def start_row(self) -> None:
        """Begin the next row."""
        self._row += 1
        self._next_column = 1

    def reserve(self, row_span: int, column_span: int) -> tuple[int, int]:
        """Take the next free place for a cell and return its row and column. A row span of 0 reaches to the last row."""
        column = first = self._next_column
        while self._is_taken(column):
            column += 1
        width = 1
        wanted = min(max(column_span, 1), MAX_COLUMN_SPAN)
        while width < wanted and not self._is_taken(column + width):
            width += 1
        self._budget.take(1, column + width - first)
        last_row = self._row + row_span - 1 if row_span else 1 << 60
        if last_row > self._row:
            self._taken_until.update(dict.fromkeys(range(column, column + width), last_row))
        self._next_column = column + width
        self._places.append((self._row, column, last_row, width))
        return self._row, column

    def fill(self, text: str) -> None:
        """Give the cell that was reserved last its text."""
        self._texts.append(text)

    def cells(self) -> tuple[GridCell, ...]:
        """Return the cells in reading order, row spans cut at the end of the table."""
        laid_out: list[GridCell] = []
        for (row, column, last_row, width), text in zip(self._places, self._texts, strict=True):
            height = min(last_row, self._row) - row + 1
            self._budget.take(0, height * width)
            laid_out.append(GridCell(row, column, text, height, width))
        return tuple(laid_out)

    def _is_taken(self, column: int) -> bool:
        return self._taken_until.get(column, 0) >= self._row
