"""Reads a PDF file: pages, their tables and lines, and what was wrong with them."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice

from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdfpage import PDFPage

from plumbline.errors import UnreadableFileError
from plumbline.forms.grid import Document, Grid, GridCell, Line
from plumbline.forms.places import ReadingProblem
from plumbline.forms.sources.limits import Budget as DocumentBudget
from plumbline.forms.sources.pdf import findings
from plumbline.forms.sources.pdf.content import RawPage, draw_page
from plumbline.forms.sources.pdf.continuation import TableJoiner
from plumbline.forms.sources.pdf.fonts import FontManager
from plumbline.forms.sources.pdf.layout import DraftLine, DraftPage, DraftTable, lay_out
from plumbline.forms.sources.pdf.limits import LIBRARY_FAULTS, MAX_PAGES, Budget, PageTooHeavyError, bomb
from plumbline.forms.sources.pdf.opening import no_page, open_document
from plumbline.forms.sources.pdf.placing import place_page
from plumbline.forms.sources.problems import empty_document

_RELEASE_EVERY = 16
_SCAN_AREA = 0.5
_SCAN_GLYPHS = 40
_OUTLINED_CURVES = 60
_GARBLED_FILE = 0.9


def read_pdf(data: bytes, file: str) -> Document:
    """Read the pages of a PDF with a text layer as grids and lines, in reading order.

    A table is a `Grid` with part ``page:N/table:K``; its cells follow the rulings, a merged area is one cell. Text outside of tables
    is one `Line` with part ``page:N`` for each printed line; columns without rulings stay apart by two or more spaces. Boxes are points
    on the visible page, turned the way it is read. A table that goes on after the end of a page gives a second grid that
    `continues_previous`; both number their columns alike; header rows printed again are left out, the other rows keep their numbers (a
    heading from within the table only where the row below it is joined). The end of a row cut in two goes back to the row where that is
    certain (problem ``split_row_joined``), else it stays in the first row.

    Raises `UnreadableFileError`: ``empty_file``, ``damaged``, ``encrypted``, ``scanned_pdf``, ``garbled_text``, ``too_large``, ``bomb``.
    """
    with _library_silenced():
        try:
            return _Reader(file).read(data)
        except MemoryError as fault:
            raise bomb() from fault
        except LIBRARY_FAULTS as fault:
            raise no_page() from fault


@dataclass(slots=True)
class _Reader:
    file: str
    problems: list[ReadingProblem] = field(default_factory=list)
    items: list[DraftTable | DraftLine] = field(default_factory=list)
    taken: DocumentBudget = field(default_factory=DocumentBudget)
    scanned: list[int] = field(default_factory=list)
    glyphs: int = 0
    unreadable: int = 0
    pages_read: int = 0
    pages_failed: int = 0
    pages_too_heavy: int = 0

    def read(self, data: bytes) -> Document:
        document, pages = open_document(data)
        if document.recovered:
            self.problems.append(findings.mended_file())
        fonts = FontManager()
        joiner = TableJoiner()
        for number, page in enumerate(islice(pages, MAX_PAGES + 1), 1):
            if number > MAX_PAGES:
                self.problems.append(findings.too_many_pages(self.file, MAX_PAGES))
                break
            draft = self._read_page(page, number=number, fonts=fonts, budget=document.budget)
            self._count(draft)
            joiner.add(draft)
            self.items += draft.items
            if number % _RELEASE_EVERY == 0:
                document.release()
        joiner.close()
        self._refuse_the_unreadable()
        self.problems += findings.scanned_pages(self.file, self.scanned)
        self.problems += [findings.joined_row(self.file, joined) for joined in joiner.joined_rows]
        if not self.items and not self.problems:
            self.problems.append(empty_document())
        blocks = tuple(_grid(item) if isinstance(item, DraftTable) else _line(item) for item in self.items)
        return Document(self.file, "pdf", blocks, tuple(self.problems))

    def _read_page(self, page: PDFPage | None, *, number: int, fonts: FontManager, budget: Budget) -> DraftPage:
        try:
            if page is None:
                raise PDFObjectNotFound
            raw = draw_page(page, fonts=fonts, budget=budget)
            placed = place_page(raw, page)
        except PageTooHeavyError:
            self.pages_too_heavy += 1
            self.problems.append(findings.page_too_large(self.file, number))
        except LIBRARY_FAULTS:
            self.problems.append(findings.damaged_page(self.file, number))
        else:
            self._note(raw, number=number, page_area=placed.width * placed.height)
            return lay_out(placed, number=number)
        self.pages_failed += 1
        return DraftPage(number, 0.0)

    def _count(self, page: DraftPage) -> None:
        for item in page.items:
            if isinstance(item, DraftTable):
                positions = (len(item.xs) - 1) * (len(item.ys) - 1)
                self.taken.take(len(item.cells), positions, sum(len(cell.text) for cell in item.cells))
            else:
                self.taken.take(1, 1, len(item.text))

    def _note(self, raw: RawPage, *, number: int, page_area: float) -> None:
        glyphs = sum(1 for glyph in raw.glyphs if not glyph.text.isspace())
        self.pages_read += 1
        self.glyphs += glyphs
        self.unreadable += raw.unreadable
        if raw.has_dropped_strokes:
            self.problems.append(findings.dense_drawing(self.file, number))
        if raw.faults:
            self.problems.append(findings.damaged_content(self.file, number))
        if raw.unreadable:
            self.problems.append(findings.garbled_text(self.file, number, count=raw.unreadable))
        is_covered = raw.image_area > _SCAN_AREA * page_area and glyphs < _SCAN_GLYPHS
        if is_covered or (glyphs == 0 and (raw.image_area > 0 or raw.curves > _OUTLINED_CURVES)):
            self.scanned.append(number)

    def _refuse_the_unreadable(self) -> None:
        if self.pages_failed and not self.pages_read:
            raise bomb() if self.pages_too_heavy else no_page()
        has_table = any(isinstance(item, DraftTable) for item in self.items)
        if self.scanned and not has_table and (self.glyphs == 0 or len(self.scanned) == self.pages_read):
            raise UnreadableFileError(
                "scanned_pdf",
                "这是扫描件，页面只有图像没有文字层，无法读取；请提供带文字层的 PDF 或原始 Word、Excel 文件。",
                "This is a scan: its pages are pictures without text; provide a PDF with a text layer or the original Word or Excel file.",
            )
        if self.unreadable and self.unreadable >= _GARBLED_FILE * self.glyphs:
            raise UnreadableFileError(
                "garbled_text",
                "文件的字体没有文字编码，读出的全是乱码；请提供原始 Word、Excel 文件，或换一种方式重新导出 PDF。",
                "The fonts of the file do not say which characters they draw; provide the original Word or Excel file, or export anew.",
            )


def _grid(table: DraftTable) -> Grid:
    cells = tuple(
        GridCell(
            row=cell.top + 1,
            column=cell.left + 1,
            text=cell.text,
            row_span=cell.bottom - cell.top,
            column_span=cell.right - cell.left,
            box=cell.box,
        )
        for cell in sorted(table.cells, key=lambda cell: (cell.top, cell.left))
    )
    return Grid(f"page:{table.page}/table:{table.number}", cells, continues_previous=table.continues)


def _line(line: DraftLine) -> Line:
    return Line(f"page:{line.page}", line.number, line.text, line.box)


class _Silence:
    """How many calls keep the library quiet, and what its logger was set to before the first of them."""

    lock = threading.Lock()
    depth = 0
    level = logging.NOTSET


@contextmanager
def _library_silenced() -> Iterator[None]:
    """Keep the PDF library's warnings out of the caller's log; its logger is as before when the last reader is done."""
    logger = logging.getLogger("pdfminer")
    with _Silence.lock:
        if _Silence.depth == 0:
            _Silence.level = logger.level
            logger.setLevel(logging.CRITICAL + 1)
        _Silence.depth += 1
    try:
        yield
    finally:
        with _Silence.lock:
            _Silence.depth -= 1
            if _Silence.depth == 0:
                logger.setLevel(_Silence.level)
