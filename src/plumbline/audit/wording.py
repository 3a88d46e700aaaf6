"""Texts and numbers as rules compare them and as messages print them."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_NOISE = re.compile(r"[\W_]+")
_SAYS_NOTHING = frozenset({"", "无", "没有", "暂无", "不适用", "无偏差", "none", "na", "0"})


def condensed(text: str) -> str:
    """Drop blanks and punctuation, so that two texts differ only by their words."""
    return _NOISE.sub("", text)


@lru_cache(maxsize=8192)
def says_something(text: str) -> bool:
    """Tell a text from a dash, a slash, 无 and the like."""
    return condensed(text).lower() not in _SAYS_NOTHING


def said(text: str | None) -> str | None:
    """Return a text without outer blanks, None when it is blank or says nothing."""
    if not text:
        return None
    text = text.strip()
    return text if says_something(text) else None


def plain(number: Decimal) -> str:
    """Print a number without needless zeros: 9.50 as 9.5, 100.00 as 100.

    >>> plain(Decimal("9.50")), plain(Decimal("1E+2")), plain(Decimal("-0.00"))
    ('9.5', '100', '0')
    """
    if number == 0:
        return "0"
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def percent(rate: Decimal) -> str:
    """Print a rate that is given in percent: two places at most, cut of needless zeros."""
    return f"{plain(rate.quantize(Decimal('0.01')))}%"


def money(amount: Decimal, unit: str | None) -> str:
    """Print an amount with thousands separators and its unit; more than six decimals say nothing about money."""
    text = f"{amount.quantize(Decimal('0.000001')):,f}".rstrip("0").rstrip(".")
    return f"{text}{unit or ''}"


_MONEY_UNITS = {
    "元": "yuan",
    "千元": "thousand yuan",
    "万元": "ten thousand yuan",
    "百万元": "million yuan",
    "亿元": "hundred million yuan",
}


def money_unit_en(unit: str | None) -> str:
    """Name a unit of money in English: 万元 as ten thousand yuan."""
    return _MONEY_UNITS.get(unit or "", unit or "")


def money_en(amount: Decimal, unit: str | None) -> str:
    """Print an amount for English readers.

    >>> money_en(Decimal("406.30"), "万元"), money_en(Decimal(650000), "元")
    ('406.3 × 10,000 yuan', '650,000 yuan')
    """
    factors = {
        "千元": " × 1,000 yuan",
        "万元": " × 10,000 yuan",
        "百万元": " × 1,000,000 yuan",
        "亿元": " × 100,000,000 yuan",
        "元": " yuan",
    }
    return f"{money(amount, None)}{factors.get(unit or '', unit or '')}"


def points_en(points: Decimal) -> str:
    """Print points for English readers: 1 point, 0.3 points."""
    return f"{plain(points)} point{'' if points == 1 else 's'}"


def shortened(text: str, length: int = 30) -> str:
    """Cut a long text for a message."""
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


class WordList:
    """Words that are looked for in names and reasons; a text that comes again is not searched again.

    >>> WordList("增长", "提高").first("营业收入增长率")
    '增长'
    """

    def __init__(self, *words: str) -> None:
        pattern = re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))

        def search(text: str) -> str | None:
            found = pattern.search(text)
            return found[0] if found else None

        self.first: Callable[[str], str | None] = lru_cache(maxsize=8192)(search)
        """Return the first word of the list that a text contains, None when it has none."""
