"""Where a value stands in the file it was read from."""

import msgspec


class Cell(msgspec.Struct, frozen=True, gc=False):
    """A place in a file, exact enough to find the value again and to put a comment on it.

    `part` names the piece of the file: ``text``, ``table:2`` (Word and HTML: tables numbered from 1 in document order, nested
    ones counted), ``body`` (Word: paragraphs outside tables, `row` is the paragraph), ``sheet:自评表``, ``page:3/table:1``,
    ``page:3`` (lines of a page). `row` and `column` count from 1 in the grid of that part; in ``text`` they are the line
    and the TAB field.
    """

    file: str
    part: str
    row: int
    column: int

    def __str__(self) -> str:
        return f"{self.file} {self.part} R{self.row}C{self.column}"


class ReadingProblem(msgspec.Struct, frozen=True, gc=False):
    """Something in the file that reading had to put right, could not read, or must warn of.

    `code` is stable (``shifted_row``, ``html_in_text`` …; listed in docs/reference/reading-problems.md); `cell` is None when the
    problem is of the whole form.
    """

    code: str
    message_zh: str
    message_en: str
    cell: Cell | None = None
