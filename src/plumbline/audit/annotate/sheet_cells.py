"""Cells of a worksheet part: found, added where there is none, and coloured by added styles."""

import copy
import re
from collections.abc import Callable, Iterator

from lxml import etree

from plumbline.audit.model import Severity
from plumbline.audit.reports.words import column_letters

COLORS: dict[Severity, str] = {"error": "FFFBD5D5", "warning": "FFFFECB8", "info": "FFD9E9F5"}
"""Fills by severity: light, so that print stays legible in black and white."""

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_COLUMN_PIXELS = 64
_ROW_PIXELS = 20
_CHARACTER_PIXELS = 7


def position(reference: str) -> tuple[int, int] | None:
    """Read ``E5`` as row 5, column 5; None for what is no reference."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


class SheetCells:
    """The rows and cells of one worksheet."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._n = root.tag[: root.tag.index("}") + 1]
        self._data = root.find(self._n + "sheetData")
        self._rows = dict(self._numbered_rows())

    def style_of(self, row: int, column: int) -> int:
        """Return the style a position has: its cell's, its row's or its column's."""
        cell = self._cell(row, column)
        if cell is not None:
            return _count(cell.get("s"))
        line = self._rows.get(row)
        if line is not None and line.get("customFormat") in {"1", "true"}:
            return _count(line.get("s"))
        for col in self.root.iter(self._n + "col"):
            if _count(col.get("min")) <= column <= _count(col.get("max")):
                return _count(col.get("style"))
        return 0

    def set_style(self, row: int, column: int, style: int) -> None:
        """Give a position a style; an empty cell is added where there is none."""
        cell = self._cell(row, column)
        if cell is None:
            cell = self._added(row, column)
        if cell is not None:
            cell.set("s", str(style))

    def extent(self, row: int, column: int, *, width: int, height: int) -> tuple[int, int, int, int]:
        """Return how many columns and pixels, rows and pixels a box of this size covers from a position on."""
        columns, rest_x = self._walk(column, width, self._column_pixels)
        rows, rest_y = self._walk(row, height, self._row_pixels)
        return columns, rest_x, rows, rest_y

    @staticmethod
    def _walk(start: int, length: int, pixels: Callable[[int], int]) -> tuple[int, int]:
        at = start
        while length > (size := pixels(at)) and at - start < 500:
            length -= size
            at += 1
        return at, max(length, 0)

    def _column_pixels(self, column: int) -> int:
        for col in self.root.iter(self._n + "col"):
            if _count(col.get("min")) <= column <= _count(col.get("max")):
                if col.get("hidden") in {"1", "true"}:
                    return 0
                return (
                    round(_measure(col.get("width"), 8.43) * _CHARACTER_PIXELS + 5)
                    if col.get("width")
                    else _COLUMN_PIXELS
                )
        return _COLUMN_PIXELS

    def _row_pixels(self, row: int) -> int:
        line = self._rows.get(row)
        if line is None or line.get("ht") is None:
            return _ROW_PIXELS
        return 0 if line.get("hidden") in {"1", "true"} else round(_measure(line.get("ht"), 15) * 4 / 3)

    def _numbered_rows(self) -> Iterator[tuple[int, etree._Element]]:
        at = 0
        for row in self._data if self._data is not None else ():
            if row.tag == self._n + "row":
                at = _count(row.get("r")) or at + 1
                yield at, row

    def _numbered_cells(self, row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
        at = 0
        for cell in row:
            if cell.tag == self._n + "c":
                found = position(cell.get("r") or "")
                at = found[1] if found else at + 1
                yield at, cell

    def _cell(self, row: int, column: int) -> etree._Element | None:
        line = self._rows.get(row)
        if line is None:
            return None
        return next((cell for at, cell in self._numbered_cells(line) if at == column), None)

    def _added(self, row: int, column: int) -> etree._Element | None:
        if self._data is None:
            return None
        line = self._rows.get(row)
        if line is None:
            line = etree.Element(self._n + "row", r=str(row))
            following = next((other for at, other in sorted(self._rows.items()) if at > row), None)
            self._data.append(line) if following is None else following.addprevious(line)
            self._rows[row] = line
        cell = etree.Element(self._n + "c", r=f"{column_letters(column)}{row}")
        line.attrib.pop("spans", "")
        following = next((other for at, other in self._numbered_cells(line) if at > column), None)
        line.append(cell) if following is None else following.addprevious(cell)
        return cell


class Styles:
    """The style part of a workbook, to which coloured variants of styles are added."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._n = root.tag[: root.tag.index("}") + 1]
        self._fills = root.find(self._n + "fills")
        self._formats = root.find(self._n + "cellXfs")
        self._colored: dict[tuple[int, Severity | None], int] = {}
        self.is_changed = False

    def colored(self, style: int, severity: Severity | None) -> int:
        """Return a style like another with the fill of a severity, or with none of our fills."""
        if self._fills is None or self._formats is None or not 0 <= style < len(self._formats):
            return style
        key = (style, severity)
        if key not in self._colored:
            self._colored[key] = self._variant(style, severity)
        return self._colored[key]

    def is_ours(self, style: int) -> bool:
        """Whether a style has one of our fills."""
        if self._formats is None or self._fills is None or not 0 <= style < len(self._formats):
            return False
        fill = _count(self._formats[style].get("fillId"))
        return fill < len(self._fills) and self._color_of(self._fills[fill]) in COLORS.values()

    def _variant(self, style: int, severity: Severity | None) -> int:
        if self._fills is None or self._formats is None:
            return style
        wanted = copy.deepcopy(self._formats[style])
        fill = 0 if severity is None else self._fill(COLORS[severity])
        wanted.set("fillId", str(fill))
        if fill:
            wanted.set("applyFill", "1")
        else:
            wanted.attrib.pop("applyFill", "")
        text = etree.tostring(wanted, method="c14n")
        for number, known in enumerate(self._formats):
            if etree.tostring(known, method="c14n") == text:
                return number
        self._formats.append(wanted)
        self._formats.set("count", str(len(self._formats)))
        self.is_changed = True
        return len(self._formats) - 1

    def _fill(self, color: str) -> int:
        if self._fills is None:
            return 0
        for number, known in enumerate(self._fills):
            if self._color_of(known) == color:
                return number
        fill = etree.SubElement(self._fills, self._n + "fill")
        pattern = etree.SubElement(fill, self._n + "patternFill", patternType="solid")
        etree.SubElement(pattern, self._n + "fgColor", rgb=color)
        etree.SubElement(pattern, self._n + "bgColor", indexed="64")
        self._fills.set("count", str(len(self._fills)))
        self.is_changed = True
        return len(self._fills) - 1

    def _color_of(self, fill: etree._Element) -> str | None:
        color = fill.find(f"{self._n}patternFill/{self._n}fgColor")
        return None if color is None else color.get("rgb")


def _count(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _measure(text: str | None, otherwise: float) -> float:
    try:
        return min(float(text or otherwise), 500.0)
    except ValueError:
        return otherwise
