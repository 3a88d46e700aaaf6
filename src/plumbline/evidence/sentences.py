"""The written counting rule: one paragraph in either language, from the same data that counts."""

from datetime import date
from typing import Final

from plumbline.errors import Lang
from plumbline.evidence.measures import ROUNDED, SHARES, Aggregation, CountingRule

_HOW_ZH: Final[dict[Aggregation, str]] = {
    "count": "按记录条数计数，每发生一次计一次",
    "sum": "按各条记录的数量累加，每发生一次计一次",
    "distinct": "按不重复的服务对象计数，同一对象在统计期内只计一次",
    "mean": "取各条记录数量的平均值",
    "latest": "取最近一条记录的数量",
    "ratio": "取两项口径之比",
    "on_time_share": "取不晚于期限完成的记录占有期限记录的比例",
    "answer_share": "取所计答案占有效答案的比例",
}
_HOW_EN: Final[dict[Aggregation, str]] = {
    "count": "the number of entries, every occurrence once",
    "sum": "the sum of the quantities, every occurrence once",
    "distinct": "the number of different subjects, each once however often it was served",
    "mean": "the mean of the quantities",
    "latest": "the quantity of the latest entry",
    "ratio": "one rule over another",
    "on_time_share": "the share of entries done by their due date among those that have one",
    "answer_share": "the share of the counted answers among the valid ones",
}


def counting_sentence(rule: CountingRule, lang: Lang = "zh") -> str:
    """Return the counting rule as a person reads it."""
    return _chinese(rule) if lang == "zh" else _english(rule)


def _chinese(rule: CountingRule) -> str:
    parts = [f"{rule.title_zh}（{rule.unit}）：统计{rule.counts_zh}；{_HOW_ZH[rule.aggregation]}。"]
    if rule.numerator and rule.denominator:
        parts.append(f"分子：{_chinese(rule.numerator)}分母：{_chinese(rule.denominator)}")
    if rule.aggregation == "answer_share":
        parts.append(f"所计答案：{_join_zh(rule.counted_answers)}；有效答案：{_join_zh(rule.valid_answers)}。")
    if rule.window.start or rule.window.end:
        start, end = rule.window.start, rule.window.end
        span = (
            f"{_day_zh(start)}至{_day_zh(end)}"
            if start and end
            else f"{_day_zh(start)}起"
            if start
            else f"截至{_day_zh(end)}"
        )
        parts.append(f"统计期：{span}，按发生日期（北京时间）。")
    parts.extend(f"只计{each.title_zh}为{_join_zh(each.values)}的记录。" for each in rule.filters)
    parts.extend(f"不计{_join_zh(each.values)}的记录：{each.reason_zh}。" for each in rule.exclusions)
    if rule.aggregation != "ratio":
        parts.append("已冲销的记录不计。")
    if rule.aggregation in ROUNDED:
        how = "四舍五入" if rule.rounding == "half_up" else "截去其后各位"
        hundred = "乘以100，" if _in_percent(rule) else ""
        parts.append(f"{hundred}保留{rule.decimals}位小数，{how}。")
    return "".join(parts)


def _english(rule: CountingRule) -> str:
    parts = [f"{rule.title_en} ({rule.unit}): {rule.counts_en}; {_HOW_EN[rule.aggregation]}."]
    if rule.numerator and rule.denominator:
        parts.append(f"Numerator: {_english(rule.numerator)} Denominator: {_english(rule.denominator)}")
    if rule.aggregation == "answer_share":
        parts.append(
            f"Counted answers: {', '.join(rule.counted_answers)}; valid answers: {', '.join(rule.valid_answers)}."
        )
    if rule.window.start or rule.window.end:
        start, end = rule.window.start, rule.window.end
        span = f"{start} to {end}" if start and end else f"from {start}" if start else f"until {end}"
        parts.append(f"Period: {span}, by the date it happened (Beijing time).")
    parts.extend(f"Only entries whose {each.title_en} is {' or '.join(each.values)}." for each in rule.filters)
    parts.extend(f"Not counted: {', '.join(each.values)} ({each.reason_en})." for each in rule.exclusions)
    if rule.aggregation != "ratio":
        parts.append("Reversed entries do not count.")
    if rule.aggregation in ROUNDED:
        how = "rounded half up" if rule.rounding == "half_up" else "the rest cut off"
        hundred = "times 100, " if _in_percent(rule) else ""
        parts.append(f"{hundred}{rule.decimals} decimals, {how}.".capitalize())
    return " ".join(parts)


def _in_percent(rule: CountingRule) -> bool:
    return rule.aggregation in SHARES and rule.unit in ("%", "％")


def _day_zh(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _join_zh(values: tuple[str, ...]) -> str:
    return "、".join(f"“{value}”" for value in values)
