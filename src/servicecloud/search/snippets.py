"""Showing why something was found: the words marked in the title, and the piece of the text around them."""

import re
from dataclasses import dataclass

WIDTH = 120
_BEFORE = 24


@dataclass(frozen=True)
class Piece:
    """A piece of text, marked or not."""

    text: str
    is_hit: bool


def marked(text: str, words: tuple[str, ...]) -> list[Piece]:
    """Return the text in pieces with every occurrence of the words marked, the longest word first."""
    if not words or not text:
        return [Piece(text, is_hit=False)] if text else []
    pattern = re.compile("|".join(re.escape(word) for word in words), re.IGNORECASE)
    pieces: list[Piece] = []
    end = 0
    for found in pattern.finditer(text):
        if found.start() > end:
            pieces.append(Piece(text[end : found.start()], is_hit=False))
        if pieces and pieces[-1].is_hit:
            pieces[-1] = Piece(pieces[-1].text + found[0], is_hit=True)
        else:
            pieces.append(Piece(found[0], is_hit=True))
        end = found.end()
    if end < len(text):
        pieces.append(Piece(text[end:], is_hit=False))
    return pieces


def snippet(text: str, words: tuple[str, ...]) -> list[Piece]:
    """Return the piece of a text around the first word found in it, or its beginning."""
    flat = " ".join(text.split())
    found = re.search("|".join(re.escape(word) for word in words), flat, re.IGNORECASE) if words else None
    start = max(0, found.start() - _BEFORE) if found else 0
    piece = flat[start : start + WIDTH]
    head = "…" if start else ""
    tail = "…" if start + WIDTH < len(flat) else ""
    return marked(f"{head}{piece}{tail}", words)
