"""Word tables for LibreOffice to print, so that a PDF is made the way offices make it."""

import io

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from tests.plumbline.forms.sources.pdf.forms import self_evaluation
from tests.plumbline.forms.sources.pdf.making import FONT, Known, row

WIDTHS = (1.2, 2.4, 2.4, 5, 2.4, 2.4, 1.6, 1.6, 5)
SHAPES = {
    "two pages": self_evaluation(indicators=12),
    "rows cut in two": self_evaluation(indicators=20, goal_repeats=5, reason_repeats=4),
}
LIST = [
    *row(1, "序号", "指标", "指标值", "完成值"),
    *(
        cell
        for index in range(60)
        for cell in row(index + 2, f"{index + 1}", f"服务企业第{index}类", f"≥{index}家", f"{index}家")
    ),
]


def word_tables() -> dict[str, bytes]:
    """The Word files whose prints are read again, by the name of what they hold."""
    shapes = {
        name: word_table(tuple(cells), widths=WIDTHS, title="项目支出绩效自评表") for name, cells in SHAPES.items()
    }
    return {**shapes, "list": word_table(tuple(LIST), widths=(3, 8, 5, 5), title="附表", repeats_header=True)}


def word_table(
    cells: tuple[Known, ...], *, widths: tuple[float, ...], title: str, repeats_header: bool = False
) -> bytes:
    """A landscape page with a title and a ruled table; widths in centimetres."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(9)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    document.add_paragraph(title)
    rows = max(cell.row + cell.row_span - 1 for cell in cells)
    table = document.add_table(rows, len(widths), style="Table Grid")
    table.autofit = False
    grid = table._cells
    for index, width in enumerate(widths):
        for line in range(rows):
            grid[line * len(widths) + index].width = Cm(width)
    for cell in cells:
        first = grid[(cell.row - 1) * len(widths) + cell.column - 1]
        last = grid[(cell.row + cell.row_span - 2) * len(widths) + cell.column + cell.column_span - 2]
        (first.merge(last) if first is not last else first).text = cell.text
    if repeats_header:
        table.rows[0]._tr.get_or_add_trPr().append(docx.oxml.OxmlElement("w:tblHeader"))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
