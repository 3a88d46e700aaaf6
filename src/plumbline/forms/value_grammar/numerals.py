"""Chinese numerals as officials write them, turned into digits.

A scale word at the end (万, 亿) is not multiplied into the number; it stays with the unit: 两万家 is 2 and 万家. A scale word inside
the numeral must be counted: 一万五千家 is 15000 and 家.
"""

from typing import NamedTuple

_DIGITS = {
    **dict(zip("零〇一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)),
    **dict(zip("壹贰叁肆伍陆柒捌玖两", (1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True)),
}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_SCALES = {"万": 10_000, "亿": 100_000_000}

NUMERAL_CHARACTERS = "零〇一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
LONGEST_NUMERAL = 16


class Numeral(NamedTuple):
    """Digits as a string, and the scale word that was left for the unit (may be empty)."""

    digits: str
    scale: str


def read_numeral(text: str) -> Numeral | None:
    """Read 三百六十五, 两万, 二〇二三, 九点五 or 半; None for what only looks like a numeral (三五, 百, 万).

    >>> read_numeral("一百二十万")
    Numeral(digits='120', scale='万')
    """
    if text == "半":
        return Numeral("0.5", "")
    if not text or len(text) > LONGEST_NUMERAL:
        return None
    whole, point, fraction = text.partition("点")
    if point:
        return _read_decimal(whole, fraction)
    scale = ""
    if whole[-1] in _SCALES and sum(character in _SCALES for character in whole) == 1:
        whole, scale = whole[:-1], whole[-1]
    number = _whole_number(whole)
    return None if number is None else Numeral(str(number), scale)


def _read_decimal(whole: str, fraction: str) -> Numeral | None:
    scale = fraction[-1] if fraction and fraction[-1] in _SCALES else ""
    fraction = fraction[: len(fraction) - len(scale)]
    number = _whole_number(whole)
    if number is None or not fraction or any(character not in _DIGITS for character in fraction):
        return None
    return Numeral(f"{number}." + "".join(str(_DIGITS[character]) for character in fraction), scale)


def _whole_number(text: str) -> int | None:
    if not text:
        return None
    if all(character in _DIGITS for character in text):
        return _digit_by_digit(text)
    total = section = 0
    digit: int | None = None
    for character in text:
        if character in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[character]
        elif character in _PLACES:
            place = _PLACES[character]
            if digit is None and (place != 10 or section % 100):
                return None
            section += (1 if digit is None else digit) * place
            digit = None
        elif character in _SCALES:
            section += digit or 0
            if not section:
                return None
            total, section, digit = total + section * _SCALES[character], 0, None
        else:
            return None
    return total + section + (digit or 0)


def _digit_by_digit(text: str) -> int | None:
    """二〇二三 is 2023; two or three digits in a row (三五) are no number but an estimate."""
    if len(text) in (2, 3) and text[0] not in "零〇":
        return None
    return int("".join(str(_DIGITS[character]) for character in text))
