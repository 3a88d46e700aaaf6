"""From the boxes of a read document back to the coordinates that a PDF page uses itself, so that something can be put there."""

from collections.abc import Iterable
from typing import NamedTuple

from pdfminer.pdfpage import PDFPage

from plumbline.forms.grid import Box
from plumbline.forms.sources.pdf.content import draw_page
from plumbline.forms.sources.pdf.fonts import FontManager
from plumbline.forms.sources.pdf.limits import LIBRARY_FAULTS, PageTooHeavyError
from plumbline.forms.sources.pdf.opening import open_document
from plumbline.forms.sources.pdf.placing import Turning, turning_of


class PagePlace(NamedTuple):
    """How the boxes of one page lie on it."""

    turning: Turning
    rotate: int
    media: Box

    def user_box(self, box: Box) -> Box:
        """Turn a box as a document gives it into left, bottom, right, top of the page's own coordinates."""
        corners = [self._user_point(*self.turning.drawn_point(x, y)) for x in box[::2] for y in box[1::2]]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _user_point(self, x: float, y: float) -> tuple[float, float]:
        x0, y0, x1, y1 = self.media
        if self.rotate == 90:
            return x1 - y, x + y0
        if self.rotate == 180:
            return x1 - x, y1 - y
        if self.rotate == 270:
            return y + x0, y1 - x
        return x + x0, y + y0


def page_places(data: bytes, numbers: Iterable[int]) -> dict[int, PagePlace]:
    """Find how the pages of these numbers (from 1) lie; a page that cannot be drawn is left out."""
    wanted = set(numbers)
    document, pages = open_document(data)
    fonts = FontManager()
    found: dict[int, PagePlace] = {}
    for number, page in enumerate(pages, 1):
        if number in wanted and page is not None:
            try:
                found[number] = _place_of(page, turning_of(draw_page(page, fonts=fonts, budget=document.budget), page))
            except PageTooHeavyError:
                continue
            except LIBRARY_FAULTS:
                continue
        if number >= max(wanted, default=0):
            break
    return found


def _place_of(page: PDFPage, turning: Turning) -> PagePlace:
    x0, y0, x1, y1 = page.mediabox
    return PagePlace(turning, page.rotate, (x0, y0, x1, y1))
