"""The value cells of an indicator row, read by the grammar of printed values."""

from decimal import Decimal

from plumbline.forms.layouts.cleaning import clean_text, or_none, strip_markup
from plumbline.forms.layouts.row_reading import RowReading
from plumbline.forms.model import Indicator, PrintedIndicator
from plumbline.forms.places import Cell
from plumbline.forms.value_grammar import parse_actual, parse_amount, parse_target
from plumbline.forms.values import ActualValue, TargetValue

SYMBOLS = {
    "≥": "≥",
    ">=": "≥",
    "＞=": "≥",
    "≤": "≤",
    "<=": "≤",
    "=": "=",
    "＝": "=",
    ">": ">",
    "＞": ">",
    "<": "<",
    "＜": "<",
}
WORDS = {"大于等于": "≥", "小于等于": "≤", "等于": "=", "大于": ">", "小于": "<"}


def printed_target(reading: RowReading) -> str | None:
    """Return the target as printed; operator, number and unit in three columns are put together in that order."""
    number = or_none(reading.text("target"))
    if number is None or not ({"operator", "unit"} & reading.cells.keys()):
        return number
    sign = clean_text(reading.text("operator"))
    sign = SYMBOLS.get(sign) or WORDS.get(sign) or ""
    unit = clean_text(reading.text("unit"))
    if unit in {"-", "—", "/", "无"} or (unit and number.endswith(unit)):
        unit = ""
    return f"{sign}{number}{unit}"


def target_of(printed: str | None) -> TargetValue | None:
    """Parse a printed target; a blank is None."""
    return None if printed is None else parse_target(_without_markup(printed))


def actual_of(printed: str | None) -> ActualValue | None:
    """Parse a printed actual value; a blank is None."""
    return None if printed is None else parse_actual(_without_markup(printed))


def make_indicator(
    name: str,
    place: Cell,
    printed: PrintedIndicator,
    *,
    levels: tuple[str | None, str | None],
    cells: dict[str, Cell],
    shifted: bool = False,
    other_fields: dict[str, str] | None = None,
) -> Indicator:
    """Make an indicator from printed texts: values parsed by the grammar, running text cleaned."""
    return Indicator(
        level1=levels[0],
        level2=levels[1],
        level3=clean_text(name),
        shifted=shifted,
        cell=place,
        printed=printed,
        target=target_of(printed.target),
        actual=actual_of(printed.actual),
        weight=amount_of(printed.weight),
        claimed_score=amount_of(printed.score),
        deviation=or_none(clean_text(printed.deviation or "")),
        other_fields=other_fields or {},
        cells=cells,
    )


def printed_indicator(reading: RowReading) -> PrintedIndicator:
    """Return the value cells of a row to the letter."""
    return PrintedIndicator(
        target=printed_target(reading),
        actual=or_none(reading.text("actual")),
        weight=or_none(reading.text("weight")),
        score=or_none(reading.text("score")),
        deviation=or_none(reading.text("deviation")),
    )


def amount_of(printed: str | None) -> Decimal | None:
    """Parse points or money; a blank or a dash is None."""
    return None if printed is None else parse_amount(printed)


def _without_markup(text: str) -> str:
    return strip_markup(text).strip() if "<" in text or "&" in text else text
