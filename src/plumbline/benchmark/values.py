"""How officials print values: one convention a form, with exceptions, as on published forms."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from typing import Literal

from plumbline.benchmark.model import DraftRow

Convention = Literal["bracket", "ascii", "sign", "bare"]
CONVENTIONS: tuple[Convention, ...] = ("bracket", "ascii", "sign", "bare")
REACHED_LEVELS = ("达成指标", "达成年度指标", "达成预期指标")
PARTLY = "部分达成指标并具有一定效果"
_DIGITS = "零一二三四五六七八九"
_WORDED = {"share": ("不低于{}", "{}以上", "达到{}以上"), "limit": ("不超过{}", "{}以内", "不高于{}")}
_LARGE = 10_000
_FEW = 30
"""Below this many, a plan of things to be done is meant exactly and needs no operator."""


def number(value: Decimal, *, places: int | None = None, commas: bool = False) -> str:
    """Print a number: to so many places, or without needless zeros."""
    if places is not None:
        value = value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    text = f"{value:,f}" if commas else f"{value:f}"
    if places is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return text


def chinese_percent(value: Decimal) -> str:
    """Print a whole percentage from 1 to 100 in words: 百分之九十五."""
    whole = int(value)
    if whole == 100:
        return "百分之百"
    tens, ones = divmod(whole, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return f"百分之{head}{_DIGITS[ones] if ones else ''}"


def print_target(row: DraftRow, convention: Convention, rng: Random) -> str:
    """Print what was aimed at; a limit is an upper one, everything else a lower one."""
    if row.aimed is None:
        return row.target or ""
    if rng.random() < 0.2:
        convention = rng.choice(CONVENTIONS)
    is_limit = row.nature == "limit"
    if row.nature == "growth" and rng.random() < 0.5:
        text = f"{number(row.aimed)}%"
        return rng.choice((f"增长{text}", f"较上年增长{text}以上", f"增长{text}以上"))
    if row.unit == "%" and row.aimed == 100:
        return _percent_hundred(convention, rng)
    if rng.random() < 0.12:
        pattern = rng.choice(_WORDED["limit" if is_limit else "share"])
        return pattern.format(_with_unit(row.aimed, row.unit))
    sign = "≤" if is_limit else "≥"
    return _signed(row.aimed, row.unit, sign, convention, rng)


def _percent_hundred(convention: Convention, rng: Random) -> str:
    if convention == "bracket":
        return f"=100.00({rng.choice(('%', '百分比', '百分数'))})"
    return "=100%" if convention == "ascii" else "100%"


def _signed(value: Decimal, unit: str | None, sign: str, convention: Convention, rng: Random) -> str:
    if convention == "bracket":
        shown = rng.choice(("%", "%", "百分比", "百分数")) if unit == "%" else unit
        places = 2 if rng.random() < 0.8 else None
        return f"{sign}{number(value, places=places)}({shown})"
    if convention == "ascii":
        return f"{'<=' if sign == '≤' else '>='}{_with_unit(value, unit)}"
    if convention == "sign" or sign == "≤" or unit == "%" or value >= _FEW:
        return f"{sign}{_with_unit(value, unit)}"
    return _with_unit(value, unit)


def _with_unit(value: Decimal, unit: str | None) -> str:
    return f"{number(value)}{unit or ''}"


def print_actual(row: DraftRow, convention: Convention, rng: Random) -> str:
    """Print what was reached, mostly as the target is printed."""
    if row.done is None:
        return row.actual or ""
    if row.nature == "growth" and row.target is not None and "增长" in row.target and rng.random() < 0.5:
        return f"增长{number(row.done)}%"
    if convention == "bracket" and row.target is not None and "(" in row.target:
        unit = row.target[row.target.rindex("(") + 1 : -1]
        return f"{number(row.done, places=2)}({unit})"
    commas = row.done >= _LARGE and rng.random() < 0.2
    if rng.random() < 0.08 and row.unit not in ("%", None):
        return number(row.done, commas=commas)
    return f"{number(row.done, commas=commas)}{row.unit or ''}"


def print_deadline(day: dt.date, rng: Random) -> str:
    """Print a deadline; a month's end also as 11月底前."""
    month_end = (day + dt.timedelta(days=1)).day == 1
    forms = [f"{day.year}年{day.month}月{day.day}日前", f"{day.month}月{day.day}日前"]
    if month_end:
        forms += [f"{day.month}月底前", f"{day.year}年{day.month}月底前"]
    return rng.choice(forms)


def print_date(day: dt.date, rng: Random) -> str:
    """Print the day on which something was done."""
    return rng.choice((f"{day.year}年{day.month}月{day.day}日", day.isoformat(), f"{day.month}月{day.day}日"))
