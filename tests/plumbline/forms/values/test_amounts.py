from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.forms.value_grammar import parse_amount


@pytest.mark.parametrize(
    ("printed", "amount"),
    [
        ("1,136,657.4", "1136657.4"),
        ("65.79%", "65.79"),
        ("997107.66", "997107.66"),
        ("１，２００．５０", "1200.50"),
        (" 425.80\n", "425.80"),
        ("10.00分", "10.00"),
        ("￥380000", "380000"),
        ("-3.5", "-3.5"),
        (".5", "0.5"),
        ("0.00", "0.00"),
        ("1182800.00", "1182800.00"),
    ],
)
def test_a_plain_number_keeps_its_digits(printed, amount):
    assert str(parse_amount(printed)) == amount


@pytest.mark.parametrize(
    "printed",
    [
        "",
        " ",
        "-",
        "—",
        "——",
        "/",
        "无",
        "优",
        "39.46万元",
        "12,34",
        "1.2.3",
        "1-2",
        "12月",
        "NaN",
        "Infinity",
        "1e5",
        "约100",
        "(5)",
        "١٢٣",
        "不适用",
        "100 / 90",
    ],
)
def test_a_blank_a_dash_and_what_is_no_plain_number_is_not_an_amount(printed):
    assert parse_amount(printed) is None


@given(st.text(max_size=30))
def test_any_text_gives_a_finite_amount_or_none(text):
    amount = parse_amount(text)

    assert amount is None or amount.is_finite()


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False))
def test_an_amount_with_commas_reads_back(amount):
    assert parse_amount(f"{amount:,}") == amount


def test_an_amount_of_a_hundred_thousand_digits_is_read():
    assert parse_amount("9" * 100_000) == Decimal("9" * 100_000)
