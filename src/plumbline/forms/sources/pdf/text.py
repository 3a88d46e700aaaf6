"""From placed characters to printed lines of text."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from plumbline.forms.grid import Box
from plumbline.forms.sources.pdf.placing import Glyph

_ASCENT, _DESCENT = 0.88, 0.12
"""Of the character's size: the em square of Chinese type, whatever the font claims."""
_INDIVISIBLE = re.compile(r"[（《“‘【〔(\[]*(?:[!-~]+|.)[，。；：、！？）》”’】〕…,.;:!?)\]%％]*")
_SAME_LINE = 0.45
_WORD_GAP = 0.25
_CHARACTER_GAP = 0.6
_COLUMN_GAP = 1.0
_MAX_SPACES = 40


@dataclass(slots=True)
class TextLine:
    """One printed line. `turn` counts the quarter turns of its writing from upright; `box` is on the page."""

    text: str
    box: Box
    size: float
    turn: int = 0


def lines_of(glyphs: Iterable[Glyph], *, keeps_columns: bool) -> list[TextLine]:
    """Join characters to lines, from top to bottom.

    With `keeps_columns` a wide gap becomes two or more spaces, in proportion; without it, one. Characters printed twice almost on
    the same spot (bold by overprinting) count once. Spaces at the end of a line are dropped.
    """
    by_turn: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        by_turn.setdefault(glyph.turn, []).append(glyph)
    lines: list[TextLine] = []
    for turn in sorted(by_turn):
        for row in _rows(by_turn[turn]):
            line = _line(row, keeps_columns=keeps_columns, turn=turn)
            if line is not None:
                lines.append(line)
    return lines


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    base = size = 0.0
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if rows and glyph.base - base <= _SAME_LINE * max(size, min(glyph.size, 1.5 * size)):
            rows[-1].append(glyph)
            if glyph.size > size and not glyph.text.isspace():
                base, size = glyph.base, glyph.size
        else:
            rows.append([glyph])
            base, size = glyph.base, glyph.size
    return rows


def _line(row: list[Glyph], *, keeps_columns: bool, turn: int) -> TextLine | None:
    row.sort(key=lambda glyph: glyph.x0)
    kept = _without_overprints(row)
    while kept and kept[-1].text.isspace():
        kept.pop()
    if all(glyph.text.isspace() for glyph in kept):
        return None
    pieces: list[str] = []
    previous: Glyph | None = None
    for glyph in kept:
        if previous is not None:
            pieces.append(_gap(previous, glyph, keeps_columns=keeps_columns))
        pieces.append(glyph.text)
        previous = glyph
    size = max(glyph.size for glyph in kept)
    base = max(glyph.base for glyph in kept)
    visible = [glyph for glyph in kept if not glyph.text.isspace()]
    left, right = min(glyph.x0 for glyph in visible), max(glyph.x1 for glyph in visible)
    box = _on_page((left, base - _ASCENT * size, right, base + _DESCENT * size), turn)
    return TextLine("".join(pieces), box, size, turn)


def _on_page(box: Box, turn: int) -> Box:
    """Turn a box from the direction of its text to that of the page."""
    left, top, right, bottom = box
    return (box, (top, -right, bottom, -left), (-right, -bottom, -left, -top), (-bottom, left, -top, right))[turn]


def _without_overprints(row: Sequence[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    for glyph in row:
        reach = min(1.2, 0.15 * glyph.size)
        is_copy = any(
            glyph.text == other.text and glyph.x0 - other.x0 <= reach and abs(glyph.base - other.base) <= reach
            for other in kept[-3:]
        )
        if not is_copy:
            kept.append(glyph)
    return kept


def _gap(before: Glyph, after: Glyph, *, keeps_columns: bool) -> str:
    size = max(before.size, after.size)
    gap = after.x0 - before.x1
    if gap <= _WORD_GAP * size:
        return ""
    if gap >= _COLUMN_GAP * size and keeps_columns:
        return " " * max(2, min(_MAX_SPACES, round(2 * gap / size)))
    if before.text.isspace() or after.text.isspace():
        return ""
    is_between_words = before.text[-1].isascii() and after.text[0].isascii()
    return " " if is_between_words or gap >= _CHARACTER_GAP * size else ""


def joined(lines: Iterable[TextLine]) -> str:
    """Give the lines as one text, wraps as line ends."""
    return "\n".join(line.text for line in lines)


def indivisible_width(line: TextLine) -> float:
    """Give the width of what a line break may not divide at a line's start: a character with its punctuation, a number, a word."""
    found = _INDIVISIBLE.match(line.text.lstrip())
    piece = found[0] if found else ""
    return sum(line.size * (0.5 if character.isascii() else 1.0) for character in piece)
