"""Text files: TAB-separated lines become grids, all other lines stay lines.

Rows are line numbers of the file, columns are TAB fields, both from 1. The text of a field or line is kept to the letter
without its line end.
"""

from plumbline.forms.grid import Document, Grid, GridCell, Line
from plumbline.forms.sources.encoding import damaged_characters, decode
from plumbline.forms.sources.limits import Budget

PART = "text"


def read_text(data: bytes, file: str) -> Document:
    """Read a text file: one grid for each run of consecutive lines with a TAB, one line for each other line."""
    decoded = decode(data)
    blocks: list[Grid | Line] = []
    run: list[GridCell] = []
    budget = Budget()
    for row, line in enumerate(split_lines(decoded.text), 1):
        if "\t" in line:
            fields = line.split("\t")
            budget.take(len(fields))
            run += [GridCell(row, column, field) for column, field in enumerate(fields, 1)]
            continue
        if run:
            blocks.append(Grid(PART, tuple(run)))
            run = []
        budget.take(1)
        blocks.append(Line(PART, row, line))
    if run:
        blocks.append(Grid(PART, tuple(run)))
    return Document(file, "txt", tuple(blocks), damaged_characters(decoded, file, PART))


def split_lines(text: str) -> list[str]:
    """Split at LF, CR LF and CR only: form feeds and other separators belong to the line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not lines[-1]:
        lines.pop()
    return lines
