"""Sources: bytes to grids, without looking for forms in them."""

import io

import docx
import xlsxwriter
from benchmarks.figures import Figure, at_least, at_most, median_seconds, plain

from plumbline.forms.sources import read_document

ROOM = "sources"
_FORMS = 200
_FLAT_ROWS, _FLAT_COLUMNS = 20_000, 18


def measure() -> list[Figure]:
    """Measure every file kind."""
    word, sheet, page, text = _word(), _sheet(), _page(), _text()
    flat = _flat_workbook()
    figures = [
        at_most(ROOM, "docx, one form", 1000 * _seconds(word), "ms", goal=6, size=f"30 × 9 table, {len(word):,} bytes"),
        at_most(
            ROOM, "xlsx, one form", 1000 * _seconds(sheet), "ms", goal=4, size=f"30 × 9 cells, {len(sheet):,} bytes"
        ),
        plain(ROOM, "html, one form", 1000 * _seconds(page), "ms", size=f"30 × 9 table, {len(page):,} bytes"),
    ]
    seconds = median_seconds(lambda: read_document(text, "forms.txt"), runs=9)
    size = f"{_FORMS} forms of 30 lines, {len(text):,} bytes"
    figures.append(at_least(ROOM, "TAB text", _FORMS / seconds, "forms/s", goal=2000, size=size))
    seconds = median_seconds(lambda: read_document(flat, "flat.xlsx"), runs=3)
    figures.append(
        plain(
            ROOM,
            "xlsx, flat workbook",
            seconds,
            "s",
            size=f"{_FLAT_ROWS:,} × {_FLAT_COLUMNS} cells, {len(flat):,} bytes",
        )
    )
    return figures


def _seconds(data: bytes) -> float:
    return median_seconds(lambda: read_document(data, "form"), runs=25, warm_up=3)


def _word() -> bytes:
    document = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    table = document.add_table(30, 9)
    for row in table.rows:
        for number, cell in enumerate(row.cells):
            cell.text = f"指标内容{number}"
    table.cell(0, 0).merge(table.cell(0, 8))
    table.cell(3, 0).merge(table.cell(9, 1))
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _sheet(rows: int = 30, columns: int = 9) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    sheet = book.add_worksheet("自评表")
    percent = book.add_format({"num_format": "0.00%"})
    for row in range(1, rows):
        for column in range(columns):
            if column % 3:
                sheet.write(row, column, f"指标内容{row % 50},{column}")
            else:
                sheet.write(row, column, row * column / 7, percent)
    sheet.merge_range(0, 0, 0, columns - 1, "项目支出绩效自评表")
    book.close()
    return buffer.getvalue()


def _flat_workbook() -> bytes:
    return _sheet(_FLAT_ROWS, _FLAT_COLUMNS)


def _page() -> bytes:
    rows = "".join(
        "<tr>" + "".join(f"<td class=c>指标内容{row},{column}</td>" for column in range(9)) + "</tr>"
        for row in range(30)
    )
    return f"<html><body><table border=1>{rows}</table></body></html>".encode()


def _text() -> bytes:
    form = (
        "项目支出绩效自评表\n"
        + "产出指标\t数量指标\t服务企业数量\t≥1200.00(家次)\t1250.00(家次)\t10.00\t10.00\t\n" * 29
    )
    return (form * _FORMS).encode()


if __name__ == "__main__":
    for figure in measure():
        print(figure.line())
