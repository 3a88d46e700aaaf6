"""Turns a page the way it is read: upright, cut to its visible part, measured from the top left corner."""

import math
from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from pdfminer.pdfpage import PDFPage

from plumbline.forms.grid import Box
from plumbline.forms.sources.pdf.content import THIN, RawGlyph, RawPage, Stroke
from plumbline.forms.sources.pdf.opening import A4

_SLANT = 0.06
_MARGIN = 2.0
_MAX_SIDE = 20_000.0


class Glyph(NamedTuple):
    """A character on the page.

    `x0`, `x1` and `base` are in the direction of its own text, `turn` quarter turns from upright. `show` is the same for characters
    drawn by one instruction.
    """

    text: str
    x0: float
    x1: float
    base: float
    size: float
    center_x: float
    center_y: float
    show: int
    turn: int = 0


class Edge(NamedTuple):
    """A ruling: at `at` across its direction, from `start` to `end` along it."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class PlacedPage:
    """A page ready for tables and text."""

    width: float
    height: float
    glyphs: list[Glyph]
    horizontals: list[Edge]
    verticals: list[Edge]
    areas: list[Box]


class Turning:
    """Maps drawn points (y upwards) to read points (y downwards) of a page turned by quarter turns."""

    def __init__(self, visible: Box, turn: int) -> None:
        self.left, self.bottom, right, top = visible
        self.drawn_width, self.drawn_height = right - self.left, top - self.bottom
        self.turn = turn
        sides = (self.drawn_width, self.drawn_height)
        self.width, self.height = sides if turn % 2 == 0 else sides[::-1]

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Map a drawn point to where it is read."""
        x, y = x - self.left, y - self.bottom
        if self.turn == 0:
            return x, self.height - y
        if self.turn == 1:
            return y, x
        if self.turn == 2:
            return self.drawn_width - x, y
        return self.drawn_height - y, self.drawn_width - x

    def drawn_point(self, x: float, y: float) -> tuple[float, float]:
        """Undo `point`."""
        if self.turn == 0:
            y = self.height - y
        elif self.turn == 1:
            x, y = y, x
        elif self.turn == 2:
            x = self.drawn_width - x
        else:
            x, y = self.drawn_width - y, self.drawn_height - x
        return x + self.left, y + self.bottom

    def box(self, stroke: Stroke) -> Box:
        """Map a drawn rectangle to where it is read."""
        ax, ay = self.point(stroke.x0, stroke.y0)
        bx, by = self.point(stroke.x1, stroke.y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def turning_of(raw: RawPage, page: PDFPage) -> Turning:
    """Tell how a page is turned to be read: so that most of its writing is upright."""
    turns = Counter(turn for glyph in raw.glyphs if (turn := _turn(glyph)) is not None)
    main = max(turns, key=lambda turn: (turns[turn], -turn)) if turns else 0
    return Turning(_visible_part(page), main)


def place_page(raw: RawPage, page: PDFPage) -> PlacedPage:
    """Place what a page draws. Characters and rulings outside its visible part, and slanted writing (watermarks), are left out."""
    turning = turning_of(raw, page)
    glyphs = [kept for glyph in raw.glyphs if (kept := _placed(glyph, turning)) is not None]
    placed = PlacedPage(turning.width, turning.height, glyphs, [], [], [])
    for stroke in raw.strokes:
        _add_stroke(placed, turning.box(stroke))
    for area in raw.areas:
        box = turning.box(area)
        if _is_inside(box, turning) and box[3] - box[1] < 0.9 * turning.height:
            placed.areas.append(box)
    return placed


def _visible_part(page: PDFPage) -> Box:
    """Give the crop box within the media box, in the coordinates the interpreter draws in."""
    media = _sorted_box(page.mediabox)
    crop = _sorted_box(page.cropbox)
    box = max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3])
    if not (1 <= box[2] - box[0] <= _MAX_SIDE and 1 <= box[3] - box[1] <= _MAX_SIDE):
        return A4
    x0, y0, x1, y1 = page.mediabox
    left, bottom, right, top = box
    if page.rotate == 90:
        return bottom - y0, x1 - right, top - y0, x1 - left
    if page.rotate == 180:
        return x1 - right, y1 - top, x1 - left, y1 - bottom
    if page.rotate == 270:
        return y1 - top, left - x0, y1 - bottom, right - x0
    return left - x0, bottom - y0, right - x0, top - y0


def _sorted_box(box: Box) -> Box:
    return min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3])


def _turn(glyph: RawGlyph) -> int | None:
    """Quarter turns of the writing, counted against the clock; None for slanted writing."""
    across, along = abs(glyph.dx), abs(glyph.dy)
    if along <= _SLANT * across or across == along == 0:
        return 0 if glyph.dx >= 0 else 2
    if across <= _SLANT * along:
        return 1 if glyph.dy > 0 else 3
    return None


def _placed(glyph: RawGlyph, turning: Turning) -> Glyph | None:
    drawn = _turn(glyph)
    if drawn is None:
        return None
    length = math.hypot(glyph.dx, glyph.dy)
    lift = 0.35 * glyph.size
    ux, uy = ((1, 0), (0, 1), (-1, 0), (0, -1))[drawn]
    middle_x = glyph.x + ux * length / 2 - uy * lift
    middle_y = glyph.y + uy * length / 2 + ux * lift
    center_x, center_y = turning.point(middle_x, middle_y)
    if not (-_MARGIN <= center_x <= turning.width + _MARGIN and -_MARGIN <= center_y <= turning.height + _MARGIN):
        return None
    x, y = turning.point(glyph.x, glyph.y)
    turn = (drawn - turning.turn) % 4
    start, base = ((x, y), (-y, x), (-x, -y), (y, -x))[turn]
    return Glyph(glyph.text, start, start + length, base, glyph.size, center_x, center_y, glyph.show, turn)


def _add_stroke(page: PlacedPage, box: Box) -> None:
    left, top, right, bottom = box
    left, top, right, bottom = (
        max(left, -_MARGIN),
        max(top, -_MARGIN),
        min(right, page.width + _MARGIN),
        min(bottom, page.height + _MARGIN),
    )
    if not (left <= right and top <= bottom):
        return
    width, height = right - left, bottom - top
    if height <= THIN:
        page.horizontals.append(Edge((top + bottom) / 2, left, right))
    if width <= THIN:
        page.verticals.append(Edge((left + right) / 2, top, bottom))


def _is_inside(box: Box, turning: Turning) -> bool:
    left, top, right, bottom = box
    return (
        left >= -_MARGIN and top >= -_MARGIN and right <= turning.width + _MARGIN and bottom <= turning.height + _MARGIN
    )
