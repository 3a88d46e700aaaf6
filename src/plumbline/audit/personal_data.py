"""Personal numbers and addresses in texts: told by their shape and check digits, so that amounts and codes are not taken for them."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["id_card", "mobile", "bank_card", "email"]

_FOLD: dict[int, int | str | None] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_FOLD |= dict.fromkeys((0xA0, 0x09, 0x3000, *range(0x2000, 0x200B)), " ")
_FOLD |= dict.fromkeys((*range(0x2010, 0x2016), 0x2212), "-")
_FOLD |= dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF))
_FOLD |= {0xB7: "."}
"""Full-width signs become half-width, every blank a blank, every dash a dash; what takes no room goes."""
_ANY_DIGIT = "[0-9\uff10-\uff19]"
_HINT = re.compile(f"[@\uff20]|{_ANY_DIGIT}(?:[^0-9\uff10-\uff19]{{0,3}}{_ANY_DIGIT}){{10}}")
_EMAIL = re.compile(r"(?<![A-Za-z0-9._%+\-])([A-Za-z0-9])[A-Za-z0-9._%+\-]*(@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+)")
_DOTTED = re.compile(
    r"(?<![0-9A-Za-z.])(?:(?:\+|00)?86[. \-])?(1[3-9][0-9])\.([0-9]{4})\.([0-9]{4})(?![0-9A-Za-z]|\.[0-9])"
)
_DIGITS = re.compile(r"(?<![0-9A-Za-z.])[0-9](?:[ \-]{0,3}[0-9])*[Xx]?(?![0-9A-Za-z]|\.[0-9])")
_PARTED = re.compile(r"[ \-]+")
_FOREWORD = re.compile(r"(?:00)?86(?=1[3-9][0-9]{9}$)")
_SHAPES: dict[Kind, frozenset[tuple[int, ...]]] = {
    "mobile": frozenset({(11,), (3, 4, 4), (3, 8), (13,), (2, 11), (2, 3, 4, 4), (15,), (4, 11), (4, 3, 4, 4)}),
    "id_card": frozenset({(18,), (15,), (6, 8, 4), (6, 4, 4, 4), (6, 6, 3)}),
    "bank_card": frozenset({(16,), (17,), (18,), (19,), (4, 4, 4, 4), (4, 4, 4, 4, 3)}),
}
"""In which parts a number is written when other numbers stand beside it; alone it may be parted in any way."""
_MOST_PARTS = 5
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_BANK_PREFIX = re.compile(r"62|4[0-9]|5[1-5]|3[0-9]|9[0-9]")
_LENGTH_OF_ID, _LENGTH_OF_OLD_ID = 18, 15


class PersonalNumber(NamedTuple):
    """A number or an address that belongs to a person: its kind, and its letters with the middle hidden. It is not kept itself."""

    kind: Kind
    masked: str


@lru_cache(maxsize=4096)
def personal_numbers(text: str) -> tuple[PersonalNumber, ...]:
    """Return the e-mail addresses, then the identity cards, mobile numbers and bank cards in a text, in whatever width they are written."""
    if _HINT.search(text) is None:
        return ()
    folded = text.translate(_FOLD)
    found = [PersonalNumber("email", f"{match[1]}***{match[2]}") for match in _EMAIL.finditer(folded)]
    folded = _DOTTED.sub(r"\1-\2-\3", _EMAIL.sub("@", folded))
    for match in _DIGITS.finditer(folded):
        found += _numbers_of(_PARTED.split(match[0].upper()))
    return tuple(found)


def _numbers_of(parts: list[str]) -> Iterator[PersonalNumber]:
    """Yield the numbers of a run of digits: the whole of it, or what stands in it in one of the usual shapes."""
    whole = _told("".join(parts))
    if whole is not None:
        yield whole
        return
    at = 0
    while at < len(parts):
        taken = 1
        for length in range(min(_MOST_PARTS, len(parts) - at), 0, -1):
            number = _told("".join(parts[at : at + length]))
            if number and tuple(len(part) for part in parts[at : at + length]) in _SHAPES[number.kind]:
                yield number
                taken = length
                break
        at += taken


def _told(number: str) -> PersonalNumber | None:
    number = _FOREWORD.sub("", number)
    kind = _kind(number)
    return kind and PersonalNumber(kind, f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}")


def _kind(number: str) -> Kind | None:
    if len(number) == _LENGTH_OF_ID and _is_id_card(number):
        return "id_card"
    if len(number) == _LENGTH_OF_OLD_ID and _is_old_id_card(number):
        return "id_card"
    if _MOBILE.fullmatch(number):
        return "mobile"
    if 16 <= len(number) <= 19 and number.isdigit() and _BANK_PREFIX.match(number) and _luhn(number):
        return "bank_card" if len(set(number)) > 3 else None
    return None


def _is_id_card(number: str) -> bool:
    """Check province, birthday and check digit of a resident identity card (GB 11643)."""
    body, check = number[:17], number[17]
    if not body.isdigit() or body[:2] not in _PROVINCES:
        return False
    year, month, day = int(body[6:10]), int(body[10:12]), int(body[12:14])
    if not (1900 <= year <= 2099 and 1 <= month <= 12 and 1 <= day <= 31):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True))
    return _CHECK[total % 11] == check


def _is_old_id_card(number: str) -> bool:
    """Check division and birthday of a card of the first generation: fifteen digits, no check digit, nobody born in a whole province."""
    if not number.isdigit() or number[:2] not in _PROVINCES or "00" in (number[2:4], number[4:6]):
        return False
    try:
        dt.date(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
    except ValueError:
        return False
    return number[12:] != "000"


def _luhn(number: str) -> bool:
    total = 0
    for index, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
