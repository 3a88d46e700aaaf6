"""What holds for every text, and for every value that can be printed."""

from datetime import date
from decimal import Decimal

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.effort import tries

from plumbline.forms.value_grammar import parse_value
from plumbline.forms.value_grammar.numerals import read_numeral
from plumbline.forms.values import UNREAD_NOTES, PrintedValue, unread_reason

OFFICIAL = "0123456789０１２,.，．%％≥≤＞＜=><~-—至到约不低超过于少多以上内下年月日底前季度第一两三十百千万亿半元次家人个工作天小时(（)）、；。 \n\t*×X/:+±增长较上完成达"
any_text = st.one_of(st.text(max_size=60), st.text(alphabet=OFFICIAL, max_size=40))

numbers = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False).map(
    lambda number: f"{number.normalize():f}"
)
units = st.sampled_from(
    ["次", "家", "人次", "家/次", "%", "万元", "亿元", "天", "个工作日", "小时", "万平方米", "份", "篇", "个百分点", ""]
)
bounds = {
    ">=": ["≥{}", ">={}", "＞＝{}", "不低于{}", "不少于{}", "{}以上", "≥ {}", "至少{}"],
    "<=": ["≤{}", "<={}", "不超过{}", "不高于{}", "{}以内", "{}以下", "≦{}"],
    ">": [">{}", "＞{}", "大于{}", "超过{}"],
    "<": ["<{}", "＜{}", "小于{}", "低于{}"],
    "=": ["{}", "={}", "＝{}", " {} "],
}


@given(any_text)
@settings(max_examples=tries(400))
@example("1" * 5000)
@example("٣٤٥")
@example("1e999999")
@example("9999年99月99日")
@example("\ud800")
def test_any_text_is_read_without_a_fault(text):
    value = parse_value(text)

    assert value.raw == text
    for read in (value, *value.parts):
        check_bounds(read)


def check_bounds(value: PrintedValue) -> None:
    low, high = value.low, value.high
    if value.operator in {"qualitative", "compound"}:
        assert (low, high, value.unit) == (None, None, None)
    elif value.operator == "=":
        assert low == high is not None
    elif value.operator in {">=", ">"}:
        assert low is not None
        assert high is None
    elif value.operator in {"<=", "<"}:
        assert low is None
        assert high is not None
    elif value.operator == "range":
        assert value.low_number is not None
        assert value.high_number is not None
        assert value.low_number < value.high_number
    else:
        assert value.operator == value.kind == "date"
        assert low or high
    assert (value.operator == "compound") == (value.kind == "compound") == (len(value.parts) > 1)
    for number in (value.low_number, value.high_number):
        assert number is None or number.is_finite()


@given(st.sampled_from(sorted(bounds)), st.data(), numbers, units)
def test_a_bounded_figure_reads_back_to_its_meaning(operator, data, number, unit):
    pattern = data.draw(st.sampled_from(bounds[operator]))

    value = parse_value(pattern.format(number + unit))

    assert (value.operator, value.unit) == (operator, unit or None)
    assert {bound for bound in (value.low, value.high) if bound is not None} == {number}
    assert value.note is None


@given(numbers, numbers, units, st.sampled_from("-~—–～至到"))
def test_a_range_reads_back_to_both_bounds(first, second, unit, mark):
    low, high = sorted((first, second), key=Decimal)

    value = parse_value(f"{low}{mark}{high}{unit or '个'}")

    if low == high:
        assert (value.operator, value.low) == ("=", low)
    else:
        assert (value.operator, value.low, value.high, value.unit) == ("range", low, high, unit or "个")


@given(
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.sampled_from(
        ["{0.year}年{0.month}月{0.day}日", "{0.year}-{0.month:02}-{0.day:02}", "{0.year}/{0.month}/{0.day}"]
    ),
)
def test_a_day_reads_back_to_its_iso_date(day, pattern):
    value = parse_value(pattern.format(day))

    assert (value.operator, value.low, value.high) == ("date", day.isoformat(), day.isoformat())
    assert parse_value(pattern.format(day) + "前").high == day.isoformat()
    assert parse_value(pattern.format(day) + "前").low is None


def in_chinese(number: int) -> str:
    """Write 1 to 9999 the way it is spoken."""
    digits, places, spoken, pending_zero = "零一二三四五六七八九", ["千", "百", "十", ""], "", False
    for digit, place in zip(f"{number:04d}", places, strict=True):
        if digit == "0":
            pending_zero = bool(spoken)
        else:
            spoken += ("零" if pending_zero else "") + digits[int(digit)] + place
            pending_zero = False
    return spoken[1:] if spoken.startswith("一十") else spoken


@given(st.integers(min_value=1, max_value=9999))
def test_a_chinese_numeral_reads_back_to_its_digits(number):
    numeral = read_numeral(in_chinese(number))

    assert numeral is not None
    assert (numeral.digits, numeral.scale) == (str(number), "")


@given(st.integers(min_value=1, max_value=9999), st.sampled_from(["次", "家", "份", "个工作日"]))
def test_a_figure_in_chinese_equals_the_figure_in_digits(number, unit):
    value = parse_value(in_chinese(number) + unit)

    assert (value.operator, value.low, value.high, value.unit) == ("=", str(number), str(number), unit)


@given(any_text)
def test_the_short_way_and_the_long_way_agree(text):
    short, long = parse_value(text), parse_value(text + "\u200b")

    for field in set(PrintedValue.__struct_fields__) - {"raw"}:
        assert getattr(short, field) == getattr(long, field)


@given(
    st.sampled_from(sorted(bounds)),
    st.data(),
    numbers,
    st.sampled_from(["次", "家", "%", "(%)", "(百分数)", "（次）", "万元", "天"]),
)
def test_the_short_way_and_the_long_way_agree_on_figures(operator, data, number, unit):
    printed = data.draw(st.sampled_from(bounds[operator])).format(number + unit)

    test_the_short_way_and_the_long_way_agree.hypothesis.inner_test(printed)


@given(st.text(alphabet="通过信息系统等保测评级认证标准建设12345", min_size=1, max_size=12))
def test_digits_that_were_not_understood_are_never_silent(text):
    value = parse_value(text)

    if value.kind == "qualitative_text" and any(character.isdigit() for character in text):
        assert unread_reason(value) in UNREAD_NOTES
