"""What a page draws: characters, straight strokes, filled rectangles and pictures, in the coordinates a reader sees."""

import math
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextDevice, PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, stream_value
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword, keyword_name
from pdfminer.utils import Matrix, PathSegment, Rect

from plumbline.forms.sources.pdf.instructions import ContentParser
from plumbline.forms.sources.pdf.limits import (
    LIBRARY_FAULTS,
    MAX_FORM_DEPTH,
    MAX_PAGE_CONTENT_BYTES,
    MAX_PAGE_FORMS,
    MAX_PAGE_GLYPHS,
    MAX_PAGE_SEGMENTS,
    MAX_SAVED_STATES,
    Budget,
    PageTooHeavyError,
)

UNREADABLE = "\ufffd"
THIN = 3.0
"""Points. A filled rectangle up to this thick is a ruling, not an area."""


class RawGlyph(NamedTuple):
    """A character as drawn: origin and advance in points, y upwards; `show` numbers the instruction that drew it."""

    text: str
    x: float
    y: float
    dx: float
    dy: float
    size: float
    show: int


class Stroke(NamedTuple):
    """A straight ruling or a dot, y upwards."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class RawPage:
    """What the device collected from one page."""

    glyphs: list[RawGlyph] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    areas: list[Stroke] = field(default_factory=list)
    image_area: float = 0.0
    curves: int = 0
    unreadable: int = 0
    has_dropped_strokes: bool = False
    faults: int = 0


def draw_page(page: PDFPage, *, fonts: PDFResourceManager, budget: Budget) -> RawPage:
    """Carry out a page's drawing instructions; raise `PageTooHeavyError` when there are too many."""
    device = PageDevice(fonts, budget)
    PageInterpreter(fonts, device).process_page(page)
    return device.page


class PageDevice(PDFTextDevice):
    """Collects what is drawn, without building the library's layout objects."""

    def __init__(self, fonts: PDFResourceManager, budget: Budget) -> None:
        super().__init__(fonts)
        self.page = RawPage()
        self.budget = budget
        self.forms = 0
        self.depth = 0
        self.content_bytes = 0
        self.shows = 0

    def charge(self, count: int) -> None:
        """Count bytes of instructions against the page and the file."""
        self.content_bytes += count
        if self.content_bytes > MAX_PAGE_CONTENT_BYTES:
            raise PageTooHeavyError
        self.budget.draw(count)

    def render_string(
        self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState
    ) -> None:
        """Count the instruction and draw its characters."""
        self.shows += 1
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: object,  # noqa: ARG002
        graphicstate: PDFGraphicState,  # noqa: ARG002
    ) -> float:
        """Record a character; return its advance in text space."""
        advance = font.char_width(cid) * fontsize * scaling
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = UNREADABLE
        if not text.isprintable() or text >= "\u2e80":
            text = _printed(text)
        a, b, c, d, e, f = matrix
        size = fontsize * math.hypot(c, d)
        page = self.page
        if text == UNREADABLE:
            page.unreadable += 1
        if text and size > 0.5:
            if len(page.glyphs) >= MAX_PAGE_GLYPHS:
                raise PageTooHeavyError
            if font.is_vertical():
                page.glyphs.append(
                    _vertical_glyph(
                        text, matrix, font.char_disp(cid), fontsize=fontsize, advance=advance, show=self.shows
                    )
                )
            else:
                page.glyphs.append(
                    RawGlyph(text, e + c * rise, f + d * rise, a * advance, b * advance, size, self.shows)
                )
        return advance

    def paint_path(
        self,
        graphicstate: PDFGraphicState,
        stroke: bool,
        fill: bool,  # noqa: ARG002
        evenodd: bool,  # noqa: ARG002
        path: Sequence[PathSegment],
    ) -> None:
        """Record the straight, upright parts of a path."""
        points: list[tuple[float, float]] = []
        is_curved = False
        for operation in path:
            letter = operation[0]
            if letter == "m":
                self._finish(graphicstate, points, stroke, is_curved)
                points, is_curved = [self._placed(operation)], False
            elif letter == "l":
                points.append(self._placed(operation))
            elif letter == "h":
                points.extend(points[:1])
            else:
                is_curved = True
                points.append(self._placed(operation))
        self._finish(graphicstate, points, stroke, is_curved)

    def _placed(self, operation: Sequence[Any]) -> tuple[float, float]:
        a, b, c, d, e, f = self.ctm or (1, 0, 0, 1, 0, 0)
        x, y = float(operation[-2]), float(operation[-1])
        return a * x + c * y + e, b * x + d * y + f

    def _finish(self, state: PDFGraphicState, points: list[tuple[float, float]], stroke: bool, is_curved: bool) -> None:
        if len(points) < 2:
            return
        page = self.page
        if len(page.strokes) + len(page.areas) > MAX_PAGE_SEGMENTS:
            page.has_dropped_strokes = True
            return
        if is_curved:
            page.curves += 1
        elif stroke:
            for (x0, y0), (x1, y1) in pairwise(points):
                if abs(x0 - x1) <= 1 or abs(y0 - y1) <= 1:
                    page.strokes.append(Stroke(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
        elif _is_rectangle(points):
            box = Stroke(*(pick(axis) for pick in (min, max) for axis in zip(*points, strict=True)))
            if min(box.x1 - box.x0, box.y1 - box.y0) <= THIN:
                page.strokes.append(box)
            elif not _is_white(state.ncolor):
                page.areas.append(box)
        else:
            page.curves += 1

    def begin_figure(self, name: str, bbox: Rect, matrix: Matrix) -> None:
        """Pass over the start of a picture or a form."""

    def end_figure(self, name: str) -> None:
        """Pass over the end of a picture or a form."""

    def render_image(self, name: str, stream: PDFStream) -> None:  # noqa: ARG002
        """Add up how much of the page pictures cover."""
        a, b, c, d, _, _ = self.ctm or (0, 0, 0, 0, 0, 0)
        self.page.image_area += abs(a * d - b * c)


def _printed(text: str) -> str:
    """Give the character a reader sees: radicals stand for their characters, control codes for nothing readable."""
    if all(character.isspace() for character in text):
        return "\u3000" if "\u3000" in text else " "
    if text >= "\u2e80":
        code = ord(text[0])
        if len(text) == 1 and (0x2E80 <= code <= 0x2FDF or 0xF900 <= code <= 0xFAFF):
            return unicodedata.normalize("NFKC", text)
        return text
    shown = "".join(character for character in text if character.isprintable())
    if shown or all(unicodedata.category(character) == "Cf" for character in text):
        return shown
    return UNREADABLE


def _vertical_glyph(
    text: str, matrix: Matrix, displacement: object, *, fontsize: float, advance: float, show: int
) -> RawGlyph:
    """Place a character of a font written downwards as if it stood alone on its own line."""
    a, b, c, d, e, f = matrix
    sideways, down = displacement if isinstance(displacement, tuple) else (None, 880)
    left = -(fontsize * 0.5 if sideways is None else sideways * fontsize * 0.001)
    top = (1000 - down) * fontsize * 0.001
    base = top + advance + 0.12 * fontsize
    x, y = e + a * left + c * base, f + b * left + d * base
    return RawGlyph(text, x, y, a * fontsize, b * fontsize, fontsize * math.hypot(c, d), show)


def _is_rectangle(points: list[tuple[float, float]]) -> bool:
    if not 4 <= len(points) <= 6:
        return False
    return all(abs(x0 - x1) <= 0.5 or abs(y0 - y1) <= 0.5 for (x0, y0), (x1, y1) in pairwise(points))


def _is_white(color: object) -> bool:
    parts = color if isinstance(color, (tuple, list)) else (color,)
    if len(parts) == 4:
        return all(part == 0 for part in parts)
    return all(isinstance(part, (int, float)) and part >= 0.98 for part in parts)


class PageInterpreter(PDFPageInterpreter):
    """Runs drawing instructions, counted."""

    device: PageDevice

    def do_q(self) -> None:
        """Save the state, so deep only."""
        if len(self.gstack) >= MAX_SAVED_STATES:
            raise PageTooHeavyError
        super().do_q()

    def execute(self, streams: Sequence[object]) -> None:
        """Run streams as one text; a form that is already running is not run inside itself."""
        device = self.device
        device.forms += 1
        if device.forms > MAX_PAGE_FORMS or device.depth >= MAX_FORM_DEPTH:
            raise PageTooHeavyError
        runnable: list[PDFStream] = []
        self.stream_ids.clear()
        for reference in streams:
            stream = stream_value(reference)
            if stream.objid is None or stream.objid in self.parent_stream_ids:
                continue
            device.charge(len(stream.get_data()))
            runnable.append(stream)
            self.stream_ids.add(stream.objid)
        device.depth += 1
        try:
            self._run(ContentParser(runnable))
        finally:
            device.depth -= 1

    def _run(self, parser: ContentParser) -> None:
        operators: dict[str, tuple[Callable[..., None], int] | None] = {}
        while True:
            try:
                _, item = parser.nextobject()
            except PSEOF:
                return
            if not isinstance(item, PSKeyword):
                self.push(item)
                continue
            name = str(keyword_name(item))
            if name not in operators:
                operators[name] = self._operator(name)
            operator = operators[name]
            if operator is None:
                continue
            act, count = operator
            arguments = self.pop(count)
            if len(arguments) == count:
                try:
                    act(*arguments)
                except LIBRARY_FAULTS:
                    self.device.page.faults += 1

    def _operator(self, name: str) -> tuple[Callable[..., None], int] | None:
        act = getattr(self, "do_" + name.replace("*", "_a").replace('"', "_w").replace("'", "_q"), None)
        return None if act is None else (act, act.__func__.__code__.co_argcount - 1)
