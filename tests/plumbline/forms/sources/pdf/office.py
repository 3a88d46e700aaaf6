"""Makes PDF files the way offices do: a Word table printed by LibreOffice."""

import io
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

import docx
import pylopdf_fonts_zh_cn
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from tests.plumbline.forms.sources.pdf.making import FONT, Known

SOFFICE = shutil.which("soffice")


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


@cache
def printed(*words: bytes) -> tuple[bytes, ...]:
    """The files as LibreOffice prints them, in one run, in a home of its own with our font."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        (home / ".fonts").symlink_to(Path(pylopdf_fonts_zh_cn.__file__).parent)
        files = [home / f"form{number}.docx" for number in range(len(words))]
        for file, word in zip(files, words, strict=True):
            file.write_bytes(word)
        command = [SOFFICE or "soffice", "--headless", f"-env:UserInstallation=file://{home}/profile"]
        command += ["--convert-to", "pdf", "--outdir", str(home), *map(str, files)]
        subprocess.run(command, check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(home)})
        return tuple(file.with_suffix(".pdf").read_bytes() for file in files)
