"""Do two printed units measure the same thing, and how many of one make the other.

家 counts enterprises once and 家次 counts them every time: these two are never the same, nor are 人 and 人次, 次 and 个. What is promised
for each month or quarter cannot be compared with a figure of the year unless both say so.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

import msgspec

UnitRelation = Literal["compatible", "convertible", "missing", "mismatch"]


class UnitMatch(msgspec.Struct, frozen=True, gc=False):
    """How an actual's unit relates to its target's. An actual times `factor` is in the target's unit.

    `missing`: one of the two is blank, so the numbers are compared as they stand.
    """

    relation: UnitRelation
    factor: Decimal = Decimal(1)


_SAME = UnitMatch("compatible")
_MISSING = UnitMatch("missing")
_MISMATCH = UnitMatch("mismatch")

PERCENT = "%"
_PERCENT_NAMES = frozenset({"%", "％", "百分数", "百分比", "百分率", "百分百", "pct", "percent"})
_SYNONYMS = {
    "日": "天",
    "自然日": "天",
    "户": "家",
    "家企业": "家",
    "户企业": "家",
    "家/次": "家次",
    "户次": "家次",
    "人/次": "人次",
    "元人民币": "元",
    "人民币元": "元",
    "圆": "元",
    "m²": "平方米",
    "㎡": "平方米",
    "小时数": "小时",
    "个小时": "小时",
    "个月": "月",
    "年度": "年",
    "场次": "场",
    "期次": "期",
    "份": "篇",
    "本": "册",
    "项": "个",
    "名": "人",
    "位": "人",
    "km": "公里",
    "kg": "公斤",
    "个工作日": "工作日",
}
"""Different words for one way of counting. 场次 says no more than 场: nobody counts what came to it."""
_SCALES = {
    "十": 10,
    "百": 100,
    "千": 1_000,
    "万": 10_000,
    "十万": 100_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
    "亿": 100_000_000,
}
_MEASURES = {
    "分钟": ("minute", 1),
    "小时": ("minute", 60),
    "天": ("minute", 1_440),
    "周": ("minute", 10_080),
    "月": ("month", 1),
    "季度": ("month", 3),
    "年": ("month", 12),
    "米": ("metre", 1),
    "公里": ("metre", 1_000),
    "千米": ("metre", 1_000),
    "平方米": ("square_metre", 1),
    "公顷": ("square_metre", 10_000),
    "平方公里": ("square_metre", 1_000_000),
    "克": ("gram", 1),
    "公斤": ("gram", 1_000),
    "千克": ("gram", 1_000),
    "吨": ("gram", 1_000_000),
}
_SCALED_IN_NAME = frozenset({"千米", "千克"})


@lru_cache(maxsize=4096)
def reconcile_units(target_unit: str | None, actual_unit: str | None) -> UnitMatch:
    """Relate the unit of an actual value to the unit of its target.

    >>> reconcile_units("次", "万次").factor
    Decimal('10000')
    >>> reconcile_units("家", "家次").relation
    'mismatch'
    """
    target, actual = _clean(target_unit), _clean(actual_unit)
    if target == actual:
        return _SAME
    if not target or not actual:
        return _MISSING
    target_base, target_scale = _measured(target)
    actual_base, actual_scale = _measured(actual)
    if target_base != actual_base:
        return _MISMATCH
    if target_scale == actual_scale:
        return _SAME
    return UnitMatch("convertible", actual_scale / target_scale)


_PERIOD = re.compile(r"每个?(?:(?P<before>天|日|工作日|周|月|季度?|半年))|/(?P<behind>天|日|周|月|季度?|半年)")


@lru_cache(maxsize=4096)
def period_of(text: str) -> str | None:
    """Return the period for which a printed value is meant each time; None for one of the whole year.

    >>> period_of("每月1次"), period_of("≥2次/季度"), period_of("每年2次"), period_of("12次")
    ('月', '季', None, None)
    """
    found = _PERIOD.search(text) if "每" in text or "/" in text else None
    return None if found is None else (found["before"] or found["behind"]).removesuffix("度").replace("日", "天")


@lru_cache(maxsize=4096)
def is_percent(unit: str | None) -> bool:
    """Say whether a printed unit means percent (%, 百分数, 百分比 …)."""
    return _clean(unit) == PERCENT


def money_scale(unit_label: str | None) -> Decimal | None:
    """Return how many yuan the unit of a form is (万元: 10000), None when it is not a unit of money."""
    base, scale = _measured(_clean(unit_label))
    return scale if base == "元" else None


@lru_cache(maxsize=4096)
def magnitude(unit: str | None) -> Decimal:
    """Return by how much the scale word of a printed unit multiplies; 1 without one.

    >>> magnitude("亿元"), magnitude("万家次"), magnitude("万"), magnitude("家"), magnitude("千米")
    (Decimal('100000000'), Decimal('10000'), Decimal('10000'), Decimal('1'), Decimal('1'))
    """
    cleaned = _clean(unit)
    if cleaned in _SCALED_IN_NAME:
        return Decimal(1)
    return next((Decimal(_SCALES[cleaned[:length]]) for length in (2, 1) if cleaned[:length] in _SCALES), Decimal(1))


def _clean(unit: str | None) -> str:
    text = "".join((unit or "").split()).strip("()（）[]【】:：").removeprefix("单位").strip(":：").lower()
    if "/" in text and (period := _PERIOD.search(text)) is not None and period.end() == len(text):
        text = text[: period.start()]
    if text in _PERCENT_NAMES or text.startswith("百分之"):
        return PERCENT
    return _SYNONYMS.get(text, text)


def _measured(unit: str) -> tuple[str, Decimal]:
    if unit in _MEASURES:
        base, scale = _MEASURES[unit]
        return base, Decimal(scale)
    for length in (2, 1):
        word, rest = unit[:length], unit[length:]
        if word in _SCALES and rest and unit not in _SCALED_IN_NAME:
            rest = _SYNONYMS.get(rest, rest)
            base, scale = _MEASURES.get(rest, (rest, 1))
            return base, Decimal(scale * _SCALES[word])
    return unit, Decimal(1)
