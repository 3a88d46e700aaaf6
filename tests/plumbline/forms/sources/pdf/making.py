"""Makes PDF files with known contents: tables as lists of cells, set by typst; files by hand where typst writes none such."""

import json
import zlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst

from plumbline.forms.grid import Document, Grid

FONT = "Noto Serif SC"


@dataclass(frozen=True)
class Known:
    """A cell that we put into a table. Counts start at 1."""

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    fill: str | None = None


@cache
def compiled(source: str) -> bytes:
    return typst.compile(source.encode(), font_paths=fonts())


@cache
def fonts() -> typst.Fonts:
    folder = str(Path(pylopdf_fonts_zh_cn.__file__).parent)
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def document(body: str, *, size: float = 9, page: str = 'paper: "a4", margin: 2cm') -> bytes:
    return compiled(f'#set page({page})\n#set text(font: "{FONT}", size: {size}pt)\n{body}')


def table(cells: list[Known], *, columns: str, options: str = "") -> str:
    """The typst source of a table."""
    parts = [
        f"table.cell(x: {cell.column - 1}, y: {cell.row - 1}, rowspan: {cell.row_span}, colspan: {cell.column_span}"
        f"{', fill: ' + cell.fill if cell.fill else ''})[#{json.dumps(cell.text, ensure_ascii=False)}]"
        for cell in cells
    ]
    return f"#table(columns: ({columns}), {options}\n" + ",\n".join(parts) + ")\n"


def row(number: int, *texts: str, first_column: int = 1) -> list[Known]:
    return [Known(number, first_column + index, text) for index, text in enumerate(texts)]


def unwrapped(text: str) -> str:
    return text.replace("\n", "")


def logical_cells(
    document: Document, known: list[Known], *, start: int = 0
) -> dict[tuple[int, int], tuple[str, int, int]]:
    """The cells of the chain of tables that begins with the grid number `start`, rows counted through.

    An empty cell at the top of a page where `known` has none is the rest of a merged cell and lengthens it.
    """
    grids = [block for block in document.blocks if isinstance(block, Grid)]
    chain = [grids[start]]
    for grid in grids[start + 1 :]:
        if not grid.continues_previous:
            break
        chain.append(grid)
    anchors = expected_cells(known)
    cells: dict[tuple[int, int], tuple[str, int, int]] = {}
    offset = 0
    for grid in chain:
        first = min(cell.row for cell in grid.cells)
        for cell in grid.cells:
            place = offset + cell.row - first + 1, cell.column
            above = next(
                (key for key, (_, rows, _) in cells.items() if key[1] == cell.column and key[0] + rows == place[0]),
                None,
            )
            if grid is not chain[0] and cell.row == first and place not in anchors and not cell.text and above:
                text, rows, columns = cells[above]
                cells[above] = text, rows + cell.row_span, columns
            else:
                cells[place] = unwrapped(cell.text), cell.row_span, cell.column_span
        offset += max(cell.row + cell.row_span for cell in grid.cells) - first
    return cells


def expected_cells(cells: list[Known]) -> dict[tuple[int, int], tuple[str, int, int]]:
    return {(cell.row, cell.column): (cell.text, cell.row_span, cell.column_span) for cell in cells}


def raw_pdf(
    content: bytes,
    *,
    resources: bytes = b"<< >>",
    extra: dict[int, bytes] | None = None,
    page: bytes = b"",
    pages: int = 1,
) -> bytes:
    """A file written by hand: each page draws `content`, which may be a whole stream object. Objects from 10 on are free for `extra`."""
    kids = b" ".join(b"%d 0 R" % (1000 + index) for index in range(pages))
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [%s] /Count %d /MediaBox [0 0 595 842] >>" % (kids, pages),
        4: content if content.startswith(b"<<") else stream(content),
        **(extra or {}),
    }
    for index in range(pages):
        objects[1000 + index] = b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources %s %s >>" % (resources, page)
    return assembled(objects)


def stream(content: bytes, attributes: bytes = b"", *, compress: bool = False) -> bytes:
    if compress:
        content = zlib.compress(content, 9)
        attributes += b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), attributes, content)


def assembled(objects: dict[int, bytes], trailer: bytes = b"") -> bytes:
    """Objects with a cross-reference table."""
    data = bytearray(b"%PDF-1.7\n")
    offsets: dict[int, int] = {}
    for number in sorted(objects):
        offsets[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start = len(data)
    data += b"xref\n"
    for number, offset in offsets.items():
        data += b"%d 1\n%010d 00000 n \n" % (number, offset)
    data += b"trailer\n<< /Root 1 0 R /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, trailer, start)
    return bytes(data)


LATIN = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
