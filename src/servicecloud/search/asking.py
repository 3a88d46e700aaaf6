"""What somebody typed, as an expression over the index, in the language of either database."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from servicecloud.search.words import asked_words, is_chinese, pairs, parts_of, synonyms

MOST_WORDS = 12
_PREFIX_FROM = 3  # letters; shorter beginnings find too much


@dataclass(frozen=True)
class Term:
    """A word of the index, or the beginning of one."""

    text: str
    is_beginning: bool = False


@dataclass(frozen=True)
class Wanted:
    """One word somebody asked for, and every combination of terms that would do for it."""

    word: str
    ways: tuple[tuple[Term, ...], ...]


@dataclass(frozen=True)
class Asked:
    """All words somebody asked for. `is_loose`: any of them will do."""

    wanted: tuple[Wanted, ...]
    is_loose: bool = False
    is_title_only: bool = False

    def loosened(self) -> "Asked":
        """Return the same words, any of which will do."""
        return replace(self, is_loose=True)

    def without(self, common: frozenset[str]) -> "Asked":
        """Return the question without words that nearly everything contains, unless nothing else is left."""
        rare = tuple(item for item in self.wanted if item.word not in common)
        return replace(self, wanted=rare or self.wanted)

    def surface(self) -> tuple[str, ...]:
        """Return what to mark in a text: the words, else their synonyms and parts, longest first."""
        found = {item.word for item in self.wanted}
        found |= {term.text for item in self.wanted for way in item.ways for term in way if len(term.text) > 1}
        return tuple(sorted(found, key=lambda word: (-len(word), word)))


def read_question(text: str, *, is_typing: bool = False) -> Asked:
    """Return what the text asks for. While somebody is typing, the last word may be the beginning of one."""
    words = asked_words(text)[:MOST_WORDS]
    wanted = [_wanted(word, is_open=is_typing and number == len(words) - 1) for number, word in enumerate(words)]
    return Asked(tuple(wanted), is_title_only=is_typing)


def as_fts5(asked: Asked) -> str:
    """Return the expression for SQLite. Terms are letters, digits and Chinese characters only; quoting them is enough."""
    groups = [" OR ".join(_joined(way, " AND ", _fts5_term) for way in item.ways) for item in asked.wanted]
    whole = (" OR " if asked.is_loose else " AND ").join(f"({group})" for group in groups)
    return f"{{tokens_title}} : ({whole})" if asked.is_title_only else whole


def as_tsquery(asked: Asked) -> str:
    """Return the expression for PostgreSQL."""

    def term(item: Term) -> str:
        marks = ("*" if item.is_beginning else "") + ("A" if asked.is_title_only else "")
        return f"'{item.text}'" + (f":{marks}" if marks else "")

    groups = [" | ".join(_joined(way, " & ", term) for way in item.ways) for item in asked.wanted]
    return (" | " if asked.is_loose else " & ").join(f"({group})" for group in groups)


def _wanted(word: str, *, is_open: bool) -> Wanted:
    ways: list[tuple[Term, ...]] = [(Term(word, _is_beginning(word, is_open=is_open)),)]
    if is_chinese(word) and len(word) > 2:
        ways += [tuple(Term(pair) for pair in pairs(word)), tuple(Term(part) for part in parts_of(word))]
    for other in synonyms().get(word, ()):
        ways.append((Term(other),))
    return Wanted(word, tuple(dict.fromkeys(way for way in ways if way)))


def _is_beginning(word: str, *, is_open: bool) -> bool:
    if is_chinese(word):
        return is_open or len(word) == 1
    return is_open or len(word) >= _PREFIX_FROM


def _fts5_term(term: Term) -> str:
    return f'"{term.text}"' + (" *" if term.is_beginning else "")


def _joined(way: tuple[Term, ...], joint: str, render: Callable[[Term], str]) -> str:
    text = joint.join(render(term) for term in way)
    return f"({text})" if len(way) > 1 else text
