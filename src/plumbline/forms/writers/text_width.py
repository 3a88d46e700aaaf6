"""How much room Chinese text takes: a Chinese character is one em wide, a Latin one about half."""

from math import ceil
from unicodedata import east_asian_width

_NARROW = 0.52


def width_in_ems(text: str) -> float:
    """Return the width of one line of text in ems.

    >>> width_in_ems("执行率A")
    3.52
    """
    wide = sum(1 for character in text if east_asian_width(character) in "WFA")
    return wide + (len(text) - wide) * _NARROW


def line_count(text: str, *, ems: float) -> int:
    """Return how many lines the text takes in a column of so many ems, with some room for breaks before long words."""
    usable = max(ems * 0.98 - 0.1, 1)
    return sum(max(1, ceil(width_in_ems(line) / usable)) for line in text.split("\n"))
