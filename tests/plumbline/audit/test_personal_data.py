"""Personal numbers are told by their check digits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.audit.personal_data import personal_numbers

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_card(day: int, serial: int) -> str:
    body = f"310101197005{day:02}{serial:03}"
    return body + "10X98765432"[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, body, strict=True)) % 11]


@given(st.integers(1, 28), st.integers(0, 999))
def test_every_valid_identity_card_is_found_and_hidden(day: int, serial: int):
    number = id_card(day, serial)

    (found,) = personal_numbers(f"发放对象{number}已到账")

    assert found.kind == "id_card"
    assert number[3:-2] not in found.masked


@given(st.integers(1, 28), st.integers(0, 999), st.integers(1, 9))
def test_a_wrong_check_digit_is_no_identity_card(day: int, serial: int, shift: int):
    number = id_card(day, serial)
    check = "0123456789X"[("0123456789X".index(number[-1]) + shift) % 11]

    assert not [one for one in personal_numbers(f"对象{number[:-1]}{check}。") if one.kind == "id_card"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("13812345678", "mobile"),
        ("138-1234-5678", "mobile"),
        ("6222 0212 3456 7890 128", "bank_card"),
        ("11010519491231002x", "id_card"),
    ],
)
def test_blanks_and_dashes_do_not_hide_a_number(text: str, kind: str):
    assert [one.kind for one in personal_numbers(f"请联系{text}。")] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "2023-12-31 12:00",
        "1234567890.12元",
        "021-63210000",
        "31000023T000000012345",
        "12000000000",
        "0000000000000000",
        "1,381,234,567.80",
    ],
)
def test_dates_amounts_and_codes_are_not_personal(text: str):
    assert personal_numbers(text) == ()
