"""Numbers of a spreadsheet as a person sees them: the number formats of Excel.

Dates with year, month and day are printed in ISO form whatever their format; partial dates as the format shows them. Formats
that print no plain number (fractions) fall back to the general form.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from math import isfinite
from typing import NamedTuple

_YEAR_MONTH, _MONTH_DAY, _YEAR_MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"', "yyyy-mm-dd"
BUILT_IN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: _YEAR_MONTH_DAY, 15: _YEAR_MONTH_DAY, 16: _MONTH_DAY, 17: _YEAR_MONTH, 18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm", 27: _YEAR_MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: _YEAR_MONTH_DAY, 31: _YEAR_MONTH_DAY,
    32: "h:mm", 33: "h:mm:ss", 34: "h:mm", 35: "h:mm:ss", 36: _YEAR_MONTH, 37: "#,##0;-#,##0", 38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '#,##0;-#,##0;"-"', 42: '"¥"#,##0;"¥"-#,##0;"¥-"',
    43: '#,##0.00;-#,##0.00;"-"', 44: '"¥"#,##0.00;"¥"-#,##0.00;"¥-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0",
    49: "@", 50: _YEAR_MONTH, 51: _MONTH_DAY, 52: _YEAR_MONTH, 53: _MONTH_DAY, 54: _MONTH_DAY, 55: "h:mm", 56: "h:mm:ss",
    57: _YEAR_MONTH, 58: _MONTH_DAY,
}  # fmt: skip

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?            # "万元"
    | [\\!](?P<escaped>.)             # \-
    | _.                              # a blank as wide as a character
    | \*.                             # a fill character
    | \[(?P<bracket>[^\]]*)\]         # colour, locale, currency, condition, elapsed time
    | (?P<general>General|G/通用格式)
    | (?P<meridiem>AM/PM|A/P|上午/下午)
    | (?P<exponent>E[+-])
    | (?P<date>y+|m+|d+|h+|s+|a{3,}|e+|b+)
    | (?P<other>.)
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)$")
_COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": float.__lt__, "<=": float.__le__, ">": float.__gt__, ">=": float.__ge__, "=": float.__eq__, "<>": float.__ne__,
}  # fmt: skip
_ELAPSED = re.compile(r"(h+|m+|s+)$", re.IGNORECASE)
_WEEKDAYS = "一二三四五六日"
_Printer = Callable[[float, bool], str]
_DECIMAL_DIGITS = 28  # what the decimal module computes with
_LARGEST_DATE = 2_958_466  # 10000-01-01
_DAY_ZERO = datetime.fromisoformat("1899-12-30")
_DAY_ZERO_BEFORE_MARCH_1900 = datetime.fromisoformat("1899-12-31")  # Excel believes in 1900-02-29
_DAY_ZERO_1904 = datetime.fromisoformat("1904-01-01")


class _Section(NamedTuple):
    condition: tuple[str, float] | None
    tokens: tuple[tuple[str, str], ...]


def printed_number(value: float, code: str, *, since_1904: bool = False) -> str:
    """Print a number under a format code of a spreadsheet.

    >>> printed_number(0.9949, "0.00%"), printed_number(10.0, "General"), printed_number(1234.5, "#,##0.00")
    ('99.49%', '10', '1,234.50')
    """
    if not isfinite(value):
        return ""
    return _printer(code)(value, since_1904)


def general(value: float) -> str:
    """Print a number in the general form: up to fifteen digits, no trailing zeros, no exponent below 10²⁰."""
    text = f"{value:.15g}"
    if "e" in text and abs(value) < 1e20 and abs(value) > 1e-15:
        text = f"{Decimal(text):f}"
    return "0" if text == "-0" else text


@lru_cache(maxsize=1024)
def _printer(code: str) -> _Printer:
    sections = _sections(code)
    if not code.strip() or code.strip().lower() in {"general", "g/通用格式", "@"}:
        return lambda value, _: general(value)
    printers = [_section_printer(section.tokens) for section in sections]
    has_conditions = any(section.condition for section in sections)

    def print_value(value: float, since_1904: bool) -> str:
        index = _by_condition(value, sections) if has_conditions else _by_sign(value, len(sections))
        shown = abs(value) if index == 1 and value < 0 and not has_conditions else value
        return printers[index](shown, since_1904).strip()

    return print_value


def _by_sign(value: float, count: int) -> int:
    if value < 0 and count > 1:
        return 1
    return 2 if value == 0 and count > 2 else 0


def _by_condition(value: float, sections: list[_Section]) -> int:
    for index, section in enumerate(sections):
        if section.condition is None or _COMPARE[section.condition[0]](float(value), section.condition[1]):
            return index
    return len(sections) - 1


def _sections(code: str) -> list[_Section]:
    """Split a format code at its semicolons into tokens (kind, text); the section for text is left out."""
    sections: list[list[tuple[str, str]]] = [[]]
    conditions: list[tuple[str, float] | None] = [None]
    for match in _TOKEN.finditer(code[:1000]):
        kind, text = match.lastgroup, match.group(match.lastgroup) if match.lastgroup else ""
        if kind == "other" and text == ";":
            sections.append([])
            conditions.append(None)
        elif kind == "bracket":
            found = _CONDITION.match(text)
            if found:
                conditions[-1] = found[1], float(found[2])
            elif text.startswith("$"):
                sections[-1].append(("literal", text[1:].split("-")[0]))
            elif _ELAPSED.match(text):
                sections[-1].append(("elapsed", text.lower()))
        elif kind in {"quoted", "escaped"}:
            sections[-1].append(("literal", text))
        elif kind:
            sections[-1].append((kind, text))
    return [_Section(condition, tuple(tokens)) for condition, tokens in zip(conditions, sections, strict=True)][:3]


def _section_printer(tokens: tuple[tuple[str, str], ...]) -> _Printer:
    kinds = {kind for kind, _ in tokens}
    if kinds & {"date", "elapsed", "meridiem"}:
        return _date_printer(tokens)
    if "general" in kinds or ("other", "@") in tokens:
        return lambda value, _: "".join(
            general(value) if kind == "general" or text == "@" else text for kind, text in tokens
        )
    return _number_printer(tokens)


def _number_printer(tokens: tuple[tuple[str, str], ...]) -> _Printer:
    """Print digits by a pattern such as ``#,##0.00"万元"``: prefix, digits, suffix."""
    digits = [index for index, (kind, text) in enumerate(tokens) if kind == "other" and text in "0#?"]
    if not digits:
        literal = "".join(text for _, text in tokens)
        return lambda _value, _: literal
    first, last = digits[0], digits[-1]
    if first and tokens[first - 1] == ("other", "."):
        first -= 1
    core = tokens[first : last + 1]
    prefix, rest = "".join(text for _, text in tokens[:first]), tokens[last + 1 :]
    if ("other", "/") in core:
        return lambda value, _: general(value)
    scale = 0
    while rest[scale : scale + 1] == (("other", ","),):
        scale += 1
    suffix = "".join(text for _, text in rest[scale:])
    pattern = "".join(text for kind, text in core if kind == "other")
    percents = sum(1 for kind, text in tokens if kind == "other" and text == "%")
    power = 2 * percents - 3 * scale
    exponent = next((index for index, (kind, _) in enumerate(core) if kind == "exponent"), None)
    if exponent is not None:
        decimals = "".join(text for _, text in core[:exponent]).partition(".")[2].count("0")
        return lambda value, _: f"{prefix}{value:.{min(decimals, 15)}E}{suffix}"
    if any(kind == "literal" for kind, _ in core):
        return lambda value, _: _with_sign(prefix, _threaded(value, core, power), suffix)
    return lambda value, _: _with_sign(prefix, _digits(value, pattern, power), suffix)


def _with_sign(prefix: str, digits: str, suffix: str) -> str:
    return f"-{prefix}{digits[1:]}{suffix}" if digits.startswith("-") else f"{prefix}{digits}{suffix}"


def _threaded(value: float, core: tuple[tuple[str, str], ...], power: int) -> str:
    """Thread the digits of a whole number between literals, from the right: ``0!.0,`` shows 380000 as 38.0."""
    digits = _digits(value, "0", power)
    sign, digits = ("-", digits[1:]) if digits.startswith("-") else ("", digits)
    places = [index for index, (kind, text) in enumerate(core) if kind == "other" and text in "0#?"]
    shown: list[str] = []
    for index in range(len(core) - 1, -1, -1):
        if index not in places:
            shown.append(core[index][1] if core[index][0] == "literal" else "")
        elif index == places[0]:
            shown.append(digits or ("0" if core[index][1] == "0" else ""))
        else:
            shown.append(digits[-1:] or ("0" if core[index][1] == "0" else ""))
            digits = digits[:-1]
    return sign + "".join(reversed(shown))


def _digits(value: float, pattern: str, power: int) -> str:
    whole_pattern, _, decimal_pattern = pattern.partition(".")
    places = min(sum(character in "0#?" for character in decimal_pattern), 30)
    number = Decimal(f"{value:.15g}").scaleb(power)
    if number.adjusted() + places >= _DECIMAL_DIGITS:
        return general(value)
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    whole, _, decimals = f"{abs(rounded):f}".partition(".")
    least = decimal_pattern.count("0")
    while len(decimals) > least and decimals.endswith("0"):
        decimals = decimals[:-1]
    whole = whole.lstrip("0").rjust(whole_pattern.count("0"), "0")
    if "," in whole_pattern and whole:
        whole = f"{int(whole):,}".rjust(len(whole), "0")
    shown = f"{whole}.{decimals}" if "." in pattern and (decimals or least) else whole
    return f"-{shown}" if rounded < 0 else shown


def _date_printer(tokens: tuple[tuple[str, str], ...]) -> _Printer:
    named = _name_minutes(tokens)
    kinds = {kind for kind, _ in named}
    is_clock_only = not kinds & {"year", "month", "day", "weekday"}

    def print_date(value: float, since_1904: bool) -> str:
        if abs(value) >= _LARGEST_DATE:
            return general(value)
        if "elapsed" in kinds or (is_clock_only and value >= 0):
            return _clock(value, elapsed="elapsed" in kinds, seconds="second" in kinds or ("elapsed", "s") in named)
        moment = serial_moment(value, since_1904=since_1904)
        if moment is None:
            return general(value)
        if {"year", "month", "day"} <= kinds:
            shown = moment.date().isoformat()
            return f"{shown} {moment:%H:%M:%S}".removesuffix(":00") if "hour" in kinds else shown
        return "".join(_date_part(kind, text, moment) for kind, text in named)

    return print_date


def serial_moment(value: float, *, since_1904: bool = False) -> datetime | None:
    """Turn a serial day number into a moment, None when it is outside of the calendar."""
    if not 0 <= value < _LARGEST_DATE:
        return None
    day_zero = _DAY_ZERO_1904 if since_1904 else _DAY_ZERO if value >= 60 else _DAY_ZERO_BEFORE_MARCH_1900
    try:
        return day_zero + timedelta(seconds=round(value * 86_400))
    except OverflowError:
        return None


def _name_minutes(tokens: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Name the date tokens: `m` is minutes after an hour or before seconds, else months."""
    names = {
        "y": "year",
        "e": "year",
        "m": "month",
        "d": "day",
        "h": "hour",
        "s": "second",
        "a": "weekday",
        "b": "year",
    }
    named = [(names[text[0].lower()] if kind == "date" else kind, text) for kind, text in tokens]
    named = [("weekday", text) if kind == "day" and len(text) > 2 else (kind, text) for kind, text in named]
    marks = [
        index for index, (kind, _) in enumerate(named) if kind in {"hour", "month", "second", "elapsed", "year", "day"}
    ]
    for position, index in enumerate(marks):
        kind, text = named[index]
        before = named[marks[position - 1]][0] if position else ""
        after = named[marks[position + 1]][0] if position + 1 < len(marks) else ""
        if kind == "month" and (before in {"hour", "elapsed"} or after == "second"):
            named[index] = ("minute", text)
    return named


def _date_part(kind: str, text: str, moment: datetime) -> str:
    width = min(len(text), 2)
    parts = {
        "year": f"{moment.year:04d}" if len(text) > 2 or text[:1].lower() == "e" else f"{moment.year % 100:02d}",
        "month": f"{moment.month:0{width}d}" if width else "",
        "day": f"{moment.day:0{width}d}" if width else "",
        "hour": f"{moment.hour:0{width}d}" if width else "",
        "minute": f"{moment.minute:0{width}d}" if width else "",
        "second": f"{moment.second:0{width}d}" if width else "",
        "weekday": f"星期{_WEEKDAYS[moment.weekday()]}",
        "meridiem": "",
    }
    return parts.get(kind, text)


def _clock(value: float, *, elapsed: bool, seconds: bool) -> str:
    total = round(abs(value) * 86_400)
    if not elapsed:
        total %= 86_400
    hours, minutes = divmod(total // 60, 60)
    sign = "-" if value < 0 else ""
    return f"{sign}{hours:02d}:{minutes:02d}" + (f":{total % 60:02d}" if seconds else "")
