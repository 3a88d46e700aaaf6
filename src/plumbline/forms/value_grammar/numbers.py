"""The number itself: Arabic or Chinese, a fraction in words (百分之五), a half (一个半)."""

import re
from typing import NamedTuple

from plumbline.forms.value_grammar import units
from plumbline.forms.value_grammar.numerals import read_numeral


class Number(NamedTuple):
    """Digits and their span; `scale` is a scale word inside a Chinese numeral, `both_ways` a ±."""

    digits: str
    start: int
    end: int
    scale: str = ""
    is_chinese: bool = False
    fixed_unit: str | None = None
    both_ways: bool = False


def read_number(match: re.Match[str], text: str, *, may_be_negative: bool) -> Number | None:
    """Read the number of a token; None for a Chinese numeral that is none (百家争鸣, 三五)."""
    if match.lastgroup == "number":
        return _arabic(match, may_be_negative=may_be_negative)
    printed, start, end = match.group(), match.start(), match.end()
    if match.lastgroup == "fraction":
        return _fraction(printed, start, end)
    if match.lastgroup == "half":
        numeral = read_numeral(printed[0])
        unit = _unit_of_half(printed, text, end)
        return numeral and Number(f"{numeral.digits}.5", start, end, is_chinese=True, fixed_unit=unit)
    if printed[-1] == "千" and len(printed) > 1 and text.startswith(("瓦", "米", "克"), end):
        printed, end = printed[:-1], end - 1
    numeral = read_numeral(printed)
    return numeral and Number(numeral.digits, start, end, scale=numeral.scale, is_chinese=True)


def _arabic(match: re.Match[str], *, may_be_negative: bool) -> Number:
    printed = match.group()
    unsigned = _plain(printed.lstrip("-+±正负"))
    digits = f"0{unsigned}" if unsigned[0] == "." else unsigned
    if printed[0] == "-" and may_be_negative:
        digits = f"-{digits}"
    return Number(digits, match.start(), match.end(), both_ways=printed[0] in "±正")


def _plain(number: str) -> str:
    return number.replace(",", "").replace(" ", "")


def _fraction(printed: str, start: int, end: int) -> Number | None:
    if printed == "百分百":
        return Number("100", start, end, fixed_unit=units.PERCENT)
    unit, part = (units.PERCENT if printed[0] == "百" else "‰"), printed[3:]
    if part[0].isascii():
        return Number(_plain(part), start, end, fixed_unit=unit)
    numeral = read_numeral("一百" if part == "百" else part)
    return numeral and Number(numeral.digits, start, end, fixed_unit=unit)


def _unit_of_half(printed: str, text: str, end: int) -> str:
    """一个半月 is 1.5 个月, 一年半 is 1.5 年: the unit without 半."""
    if printed[1] != "个":
        return printed[1]
    word = next(word for word in ("月", "小时", "学期", "季度") if text.startswith(word, end))
    return f"个{word}"
