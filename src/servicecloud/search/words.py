"""Cutting text into words, the same way when it is indexed and when it is asked for."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any

_CHINESE = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003134f"
_RUN = re.compile(rf"(?:(?=\w)[{_CHINESE}])+|[^\W_{_CHINESE}]+")
_ONLY_CHINESE = re.compile(rf"[{_CHINESE}]+")


def normal(text: str) -> str:
    """Return text with full-width letters made narrow and capitals made small."""
    return unicodedata.normalize("NFKC", text).lower()


def is_chinese(word: str) -> bool:
    """Return whether a word is written in Chinese characters alone."""
    return _ONLY_CHINESE.fullmatch(word) is not None


def pairs(run: str) -> list[str]:
    """Return every two neighbouring characters."""
    return [run[at : at + 2] for at in range(len(run) - 1)]


def body_tokens(text: str) -> str:
    """Return the words of a text for the index, long words also in their parts."""
    return " ".join(_found(text))


def title_tokens(text: str) -> str:
    """Return the words of a title and its pairs of characters, so that any two characters of a name find it."""
    wide = normal(text)
    runs = [run for run in _RUN.findall(wide) if is_chinese(run)]
    return " ".join(dict.fromkeys([*_found(text), *(pair for run in runs for pair in pairs(run))]))


def asked_words(text: str) -> list[str]:
    """Return the words somebody asks for; single characters in a row are one word, for the dictionary does not know it."""
    found: list[str] = []
    for run in _RUN.findall(normal(text)):
        singles = ""
        for word in _dictionary().cut(run):
            if len(word) == 1 and is_chinese(word):
                singles += word
                continue
            found += [part for part in (singles, word) if part]
            singles = ""
        found += [singles] if singles else []
    return list(dict.fromkeys(found))


def parts_of(word: str) -> list[str]:
    """Return the shorter words of the dictionary inside a word."""
    return [part for part in dict.fromkeys(_dictionary().cut_for_search(word)) if part != word and len(part) > 1]


@cache
def synonyms() -> dict[str, tuple[str, ...]]:
    """Return for each word of the synonym file the others of its groups."""
    found: dict[str, dict[str, None]] = {}
    for line in _lines("synonyms.txt"):
        group = [normal(word) for word in line.split()]
        for word in group:
            found.setdefault(word, {}).update(dict.fromkeys(other for other in group if other != word))
    return {word: tuple(others) for word, others in found.items()}


def _found(text: str) -> Iterator[str]:
    for run in _RUN.findall(normal(text)):
        yield from _dictionary().cut_for_search(run)


@cache
def _dictionary() -> Any:
    import rjieba

    made = rjieba.Jieba()
    for word in (*_lines("words.txt"), *_several(synonyms())):
        made.add_word(word, 2000, "n")
    return made


def _several(words: Iterable[str]) -> Iterator[str]:
    return (word for word in words if is_chinese(word) and len(word) > 1)


def _lines(name: str) -> list[str]:
    text = files("servicecloud.search").joinpath(name).read_text(encoding="utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
