"""Documents written as lists of rows, for tests of layouts."""

from collections.abc import Sequence

from plumbline.forms.grid import Document, Grid, GridCell, Line
from plumbline.forms.layouts.recognise import forms_of
from plumbline.forms.model import Form

Spec = str | tuple[str, int, int]
"""A text, or a text with the rows and columns that its cell spans."""


def grid(rows: Sequence[Sequence[Spec]], part: str = "table:1", *, continues_previous: bool = False) -> Grid:
    """Lay rows out like HTML does: a spanning cell pushes the later ones of its rows to the right."""
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for number, row in enumerate(rows, start=1):
        column = 1
        for spec in row:
            text, height, width = (spec, 1, 1) if isinstance(spec, str) else spec
            while (number, column) in taken:
                column += 1
            cells.append(GridCell(number, column, text, height, width))
            taken |= {(number + down, column + right) for down in range(height) for right in range(width)}
            column += width
    return Grid(part, tuple(cells), continues_previous=continues_previous)


def lines(*texts: str, part: str = "body") -> list[Line]:
    """Paragraphs outside tables."""
    return [Line(part, number, text) for number, text in enumerate(texts, start=1)]


def forms_in(*blocks: Grid | Line, kind: str = "docx") -> list[Form]:
    """Read the forms of a document made of these blocks."""
    return forms_of(Document("a.docx", kind, tuple(blocks)))  # type: ignore[arg-type]


def only_form(*blocks: Grid | Line) -> Form:
    """Read the one form of a document."""
    (form,) = forms_in(*blocks)
    return form
