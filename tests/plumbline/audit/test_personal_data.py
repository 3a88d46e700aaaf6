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
        ("+86 13812345678", "mobile"),
        ("+86.138.1234.5678", "mobile"),
        ("(+86)138-1234-5678", "mobile"),
        ("0086-138-1234-5678", "mobile"),
        ("8613812345678", "mobile"),
        ("138.1234.5678", "mobile"),
        ("138·1234·5678", "mobile"),
        ("１３８１２３４５６７８", "mobile"),
        ("１３８－１２３４－５６７８", "mobile"),
        ("138\u20111234\u20115678", "mobile"),
        ("138\u200b1234\u200b5678", "mobile"),
        ("310105850101123", "id_card"),
        ("310105 850101 123", "id_card"),
        ("１１０１０５１９４９１２３１００２Ｘ", "id_card"),
    ],
)
def test_no_way_of_writing_hides_a_number(text: str, kind: str):
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
        "310000850101123",
        "310105851301123",
        "310105850101000",
        "13812345.5678",
        "版本138.12345.678",
        "6222 1381 2345 678",
        "86-21-63210000",
        "单价@12.5元",
    ],
)
def test_dates_amounts_and_codes_are_not_personal(text: str):
    assert personal_numbers(text) == ()


@pytest.mark.parametrize(
    "text",
    ["13812345678 2023年", "2023-12-31 13812345678", "第3批 138 1234 5678", "2023 138-1234-5678"],
)
def test_a_number_is_found_beside_other_numbers(text: str):
    assert [one.masked for one in personal_numbers(text)] == ["138******78"]


def test_two_telephone_numbers_in_a_row_are_two():
    assert [one.masked for one in personal_numbers("13812345678 13912345679")] == ["138******78", "139******79"]


@pytest.mark.parametrize(
    "text",
    ["联系 wang.li@mail.example.com。", "ｗａｎｇ＠ｍａｉｌ．ｅｘａｍｐｌｅ．ｃｏｍ", "邮箱：w@mail.example.com"],
)
def test_an_address_is_found_and_hidden_before_its_domain(text: str):
    (found,) = personal_numbers(text)

    assert found == ("email", "w***@mail.example.com")


def test_a_telephone_number_within_an_address_is_named_once_and_hidden():
    assert personal_numbers("13812345678@example.com") == (("email", "1***@example.com"),)
