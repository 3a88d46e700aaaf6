"""Sheet → Excel workbook: one worksheet, real merged cells, every value a string so that 5.00 stays 5.00 and no text is a formula."""

import io
from datetime import UTC, datetime
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format

from plumbline.forms.writers.errors import CellTooLongError
from plumbline.forms.writers.sheet import Sheet, SheetCell, SheetLine, SheetTable
from plumbline.forms.writers.text_width import line_count

CELL_LIMIT = 32_767
"""The characters an Excel cell holds, counted in UTF-16 units."""
SHEET_NAME = "绩效表"

_FONT_SIZE = 10
_LINE_HEIGHT = 13.8
_PADDING = 6.0
_ROW_LIMIT = 400.0
"""Excel has no rows above 409 points."""
_POINTS_PER_CM = 28.35
_WIDTH_UNITS_PER_CM = 5.05
_CREATED = datetime(2000, 1, 1, tzinfo=UTC)
"""A workbook must have a date; the core reads no clock, so it is always the same."""

_LINES: dict[str, dict[str, Any]] = {
    "title": {"font_name": "黑体", "font_size": 18, "align": "center"},
    "subtitle": {"font_name": "宋体", "font_size": 12, "align": "center"},
    "field": {"font_name": "宋体", "font_size": 10.5, "align": "left"},
    "heading": {"font_name": "黑体", "font_size": 12, "align": "center"},
}


def print_sheet(sheet: Sheet) -> bytes:
    """Print the sheet as one worksheet that fits one page wide. Raises `CellTooLongError`."""
    packed = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(packed, options)
    workbook.set_properties({"title": _limited(sheet.name, 255), "created": _CREATED})
    page = _Page(workbook, sheet)
    for block in sheet.blocks:
        if isinstance(block, SheetLine):
            page.add_line(block)
        else:
            page.add_table(block)
    page.add_footer(sheet.footer)
    page.finish()
    workbook.close()
    return packed.getvalue()


class _Page:
    """The worksheet being filled from top to bottom; rows and columns of Excel count from 0 here."""

    def __init__(self, workbook: xlsxwriter.Workbook, sheet: Sheet) -> None:
        self._workbook = workbook
        self._sheet = sheet
        self._worksheet = workbook.add_worksheet(SHEET_NAME)
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._row = 0
        for column, width in enumerate(sheet.column_widths):
            self._worksheet.set_column(column, column, width * _WIDTH_UNITS_PER_CM)

    def add_line(self, line: SheetLine) -> None:
        """Add a line over the whole width."""
        style = _LINES[line.role] | {"valign": "vcenter", "text_wrap": True}
        size = float(style["font_size"])
        lines = line_count(line.text, ems=sum(self._sheet.column_widths) * _POINTS_PER_CM / size)
        self._worksheet.set_row(self._row, lines * size * 1.4 + 8)
        self._write((self._row, 0, self._row, len(self._sheet.column_widths) - 1), line.text, self._format(style))
        self._row += 1

    def add_table(self, table: SheetTable) -> None:
        """Add a table; a row too high for Excel becomes several rows merged into one."""
        heights = self._heights(table)
        counts = [ceil(height / _ROW_LIMIT) for height in heights]
        starts = [self._row + sum(counts[:index]) for index in range(len(counts) + 1)]
        for index, (height, count) in enumerate(zip(heights, counts, strict=True)):
            for row in range(starts[index], starts[index + 1]):
                self._worksheet.set_row(row, height / count)
        for cell in table.cells:
            first, last = starts[cell.row - 1], starts[cell.row - 1 + cell.row_span] - 1
            area = (first, cell.column - 1, last, cell.column + cell.column_span - 2)
            self._write(area, cell.text, self._cell_format(cell))
        if table.header_rows:
            self._worksheet.repeat_rows(starts[table.header_rows[0] - 1], starts[table.header_rows[1]] - 1)
        self._row = starts[-1]

    def add_footer(self, lines: tuple[str, ...]) -> None:
        """Add the lines below the form."""
        style = self._format(
            {"font_name": "宋体", "font_size": 8, "align": "left", "valign": "vcenter", "text_wrap": True}
        )
        ems = sum(self._sheet.column_widths) * _POINTS_PER_CM / 8
        for line in lines:
            self._worksheet.set_row(self._row, line_count(line, ems=ems) * 11 + 3)
            self._write((self._row, 0, self._row, len(self._sheet.column_widths) - 1), line, style)
            self._row += 1

    def finish(self) -> None:
        """Set the page up for printing."""
        worksheet = self._worksheet
        worksheet.set_paper(9)
        if self._sheet.is_landscape:
            worksheet.set_landscape()
        worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        worksheet.center_horizontally()
        worksheet.fit_to_pages(1, 0)
        worksheet.print_area(0, 0, max(self._row - 1, 0), len(self._sheet.column_widths) - 1)
        worksheet.set_footer('&C&"宋体"&9第 &P 页 共 &N 页')
        worksheet.hide_gridlines(2)

    def _write(self, area: tuple[int, int, int, int], text: str, style: Format) -> None:
        length = len(text.encode("utf-16-le")) // 2
        if length > CELL_LIMIT:
            raise CellTooLongError(text[:12], length, CELL_LIMIT)
        first_row, first_column, last_row, last_column = area
        if (first_row, first_column) != (last_row, last_column):
            self._worksheet.merge_range(first_row, first_column, last_row, last_column, "", style)
        if text:
            self._worksheet.write_string(first_row, first_column, text, style)
        else:
            self._worksheet.write_blank(first_row, first_column, None, style)

    def _cell_format(self, cell: SheetCell) -> Format:
        return self._format(
            {
                "font_name": "黑体" if cell.is_label else "宋体",
                "font_size": _FONT_SIZE,
                "align": cell.align,
                "valign": "vcenter",
                "text_wrap": True,
                "border": 1,
                "num_format": "@",
            }
        )

    def _format(self, style: dict[str, Any]) -> Format:
        key = tuple(sorted(style.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(style)
        return self._formats[key]

    def _heights(self, table: SheetTable) -> list[float]:
        """Estimate the height of each row in points so that no text is cut; a merged cell's excess goes to its last row."""
        heights = [_LINE_HEIGHT + _PADDING] * table.row_count
        for cell in sorted(table.cells, key=lambda cell: cell.row_span):
            width = sum(self._sheet.column_widths[cell.column - 1 : cell.column - 1 + cell.column_span])
            ems = (width * _POINTS_PER_CM - _PADDING) / _FONT_SIZE
            needed = line_count(cell.text, ems=ems) * _LINE_HEIGHT + _PADDING
            rows = slice(cell.row - 1, cell.row - 1 + cell.row_span)
            heights[rows.stop - 1] += max(0.0, needed - sum(heights[rows]))
        return heights


def _limited(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
