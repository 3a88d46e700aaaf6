"""How the word lists of the grammar are written and searched."""

import re
from collections.abc import Iterable, Mapping


def listed(words: str) -> tuple[str, ...]:
    """Return the words of a list written with blanks and line ends between them."""
    return tuple(words.split())


def alternatives(
    words: Iterable[str], *, not_before: Mapping[str, str] | None = None, not_behind: Mapping[str, str] | None = None
) -> str:
    """Return a pattern that takes the longest of the words.

    `not_before` and `not_behind` bar a word next to the characters that make it part of another (达 but not 达标, 约 but not 节约).
    """
    after, before = not_before or {}, not_behind or {}
    parts = []
    for word in sorted(words, key=lambda word: (-len(word), word)):
        behind = f"(?<![{before[word]}])" if before.get(word) else ""
        ahead = f"(?![{after[word]}])" if after.get(word) else ""
        parts.append(behind + re.escape(word) + ahead)
    return "|".join(parts)
