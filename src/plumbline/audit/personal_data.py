"""Personal numbers in texts: told by their check digits, so that amounts and codes are not taken for them."""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

Kind = Literal["id_card", "mobile", "bank_card"]

_DIGITS = re.compile(r"(?<![0-9A-Za-z.])[0-9](?:[ \-]?[0-9]){10,18}[0-9Xx]?(?![0-9A-Za-z]|\.[0-9])")
_LONG_RUN = re.compile(r"[0-9](?:[ \-]?[0-9]){10}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split()
)
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_BANK_PREFIX = re.compile(r"62|4[0-9]|5[1-5]|3[0-9]|9[0-9]")
_LENGTH_OF_ID = 18


class PersonalNumber(NamedTuple):
    """A number that belongs to a person: its kind, and its letters with the middle hidden. The number itself is not kept."""

    kind: Kind
    masked: str


@lru_cache(maxsize=4096)
def personal_numbers(text: str) -> tuple[PersonalNumber, ...]:
    """Return the identity cards, mobile numbers and bank cards in a text."""
    if _LONG_RUN.search(text) is None:
        return ()
    found = []
    for match in _DIGITS.finditer(text):
        number = match[0].replace(" ", "").replace("-", "").upper()
        kind = _kind(number)
        if kind is not None:
            found.append(PersonalNumber(kind, f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}"))
    return tuple(found)


def _kind(number: str) -> Kind | None:
    if len(number) == _LENGTH_OF_ID and _is_id_card(number):
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


def _luhn(number: str) -> bool:
    total = 0
    for index, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + index % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
