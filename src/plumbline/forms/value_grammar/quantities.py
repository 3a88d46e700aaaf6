"""Figures in one piece of a printed value: sign, bound words, number, unit, and what they make together."""

import re
from decimal import Decimal
from typing import NamedTuple

from plumbline.forms.value_grammar import bounds, units
from plumbline.forms.value_grammar.bounds import Bound
from plumbline.forms.value_grammar.numbers import Number, read_number
from plumbline.forms.value_grammar.printed_units import PrintedUnit, read_unit
from plumbline.forms.value_grammar.tokens import CHANGE, TOKEN, VERB, Lead
from plumbline.forms.values import Operator, ValueKind, ValueNote

_RANGE = re.compile(r"(?:-{1,4}|~{1,2}|至|到)(?=[0-9.<>≥≤+\-零一二两三四五六七八九十百])")
_VERB = re.compile(VERB)
_NOUN_OF_MEASURE = re.compile("[率度性值量比额]|时间|情况")
_CHANGE_IN_LABEL = re.compile(
    rf"{CHANGE}|(?<!不)(?:超过|高于|低于|优于|多于|少于)(?:上年|去年|往年|全国|全省|全市|同期)"
)
_BOUND_OF_SHARE = re.compile(rf"(?P<bound>{bounds.WORD_BEFORE})[^0-9]{{1,12}}的$")
_LEVEL_NOUN = re.compile("(?:[率度]|比例|占比)$")
_ORDINAL_LABEL = re.compile(r"(?:第|号|版|编号|等保|电话|热线)$")
_YEAR_LIKE = re.compile(r"(?:19|20)[0-9]{2}")
_DURATION_TAIL = re.compile(
    '内|响应|完成|办结|处理|送达|到场|到达|反馈|答复|受理|解决|恢复|修复|出具|支付|拨付|交付|以|前|[)"。.:!]'
)
_CLOSING = ')"。.!:、'
_YEAR_UNITS = frozenset({"年", "学年", "年度"})
_TAIL_WINDOW = 40
_LONGEST_LABEL = 30


class Figure(NamedTuple):
    """One figure: its span in the piece and what it means; `has_label` tells words before it that name what is counted."""

    start: int
    end: int
    operator: Operator
    low: str | None
    high: str | None
    unit: str | None
    kind: ValueKind
    note: ValueNote | None = None
    has_label: bool = False


class FiguresRead(NamedTuple):
    """The figures of a piece, and whether digits were left over that could not be read."""

    figures: tuple[Figure, ...]
    has_unread_digits: bool


def read_figures(text: str, letters: str) -> FiguresRead:
    """Read every figure of a piece, left to right, in one pass."""
    figures: list[Figure] = []
    unread = False
    position = label_start = lead_end = 0
    lead = Lead(0)
    while (match := TOKEN.search(text, position)) is not None:
        if match.start() != lead_end:
            lead = Lead(match.start())
        group = match.lastgroup or ""
        if group in {"sign", "bound", "change", "filler", "period"}:
            lead.take(group, match.group())
            position = lead_end = match.end()
            continue
        number = read_number(match, text, may_be_negative=match.start() == 0 or not lead.is_empty)
        figure = number and _figure(
            text, letters, number=number, lead=lead, label=_label(text, label_start, lead.start)
        )
        if figure is None:
            unread = unread or group == "number"
            position = number.end if number else match.end()
            lead_end = -1
            continue
        figures.append(figure._replace(start=label_start, has_label=lead.start > label_start))
        position = label_start = lead_end = figure.end
        lead = Lead(position)
    return FiguresRead(tuple(figures), unread)


def _label(text: str, start: int, end: int) -> str:
    """Return the words before a figure; of a long stretch only its head and tail, so that the work stays linear."""
    if end - start <= 2 * _LONGEST_LABEL:
        return text[start:end]
    return text[start : start + _LONGEST_LABEL] + text[end - _LONGEST_LABEL : end]


def _figure(text: str, letters: str, *, number: Number, lead: Lead, label: str) -> Figure | None:
    unit = read_unit(text, letters, number=number, lead=lead)
    second, unit = _second_number(text, letters, number=number, unit=unit, lead=lead)
    unit = _with_currency(unit, lead)
    after = bounds.read_after(text, unit.end)
    if not _is_readable(text, after=after, number=number, unit=unit, lead=lead, label=label):
        return None
    if text.startswith("+", number.end):
        lead.before = lead.before or ">="
    bound, note = _bound(lead, after, label=label, before_number=text[lead.start : number.start])
    low, high = number.digits, (second or number).digits
    if number.both_ways:
        low, high, second = f"-{number.digits}", number.digits, number
    kind = _kind(unit.printed, lead, label)
    if lead.approximate or unit.approximate or after.approximate:
        note = note or "approximate"
    if second is not None:
        if Decimal(low) > Decimal(high):
            low, high = high, low
        if Decimal(low) == Decimal(high):
            low = high
        return Figure(0, after.end, "=" if low == high else "range", low, high, unit.printed, kind, note)
    operator, bottom, top = bounds.bounds_of(bound, number.digits)
    return Figure(0, after.end, operator, bottom, top, unit.printed, kind, note)


def _with_currency(unit: PrintedUnit, lead: Lead) -> PrintedUnit:
    """¥500 counts 元 and ¥500万 counts 万元."""
    if lead.currency is None or unit.printed not in {None, "万", "亿", "千", "百", "万亿", "千万", "百万"}:
        return unit
    return unit._replace(printed=(unit.printed or "") + lead.currency)


def _second_number(
    text: str, letters: str, *, number: Number, unit: PrintedUnit, lead: Lead
) -> tuple[Number | None, PrintedUnit]:
    """Read the other end of a range (3-5个, 50%—60%); the unit may stand behind either end."""
    join = _RANGE.match(text, unit.end)
    match = join and TOKEN.match(text, join.end())
    if match and match.lastgroup == "sign":
        match = TOKEN.match(text, match.end())
    if match is None or match.lastgroup not in {"number", "chinese", "fraction"}:
        return None, unit
    second = read_number(match, text, may_be_negative=True)
    if second is None or second.is_chinese != number.is_chinese or second.both_ways:
        return None, unit
    other = read_unit(text, letters, number=second, lead=lead)
    if unit.printed and other.printed and not other.printed.startswith(unit.printed):
        return None, unit
    return second, (other if other.printed else unit._replace(end=other.end))


def _is_readable(text: str, *, after: bounds.After, number: Number, unit: PrintedUnit, lead: Lead, label: str) -> bool:
    """Tell a figure from digits that are part of a name or of a sentence."""
    tail = text[after.end : after.end + _TAIL_WINDOW].strip(_CLOSING)
    another = any(character.isdigit() for character in tail)
    is_bounded = lead.sign is not None or lead.before is not None or lead.change is not None or after.bound is not None
    if number.is_chinese:
        is_vague = text[number.start - 1 : number.start] in {"数", "几", "上"}
        return not is_vague and _is_readable_in_chinese(tail, unit=unit, is_bounded=is_bounded, label=label)
    if unit.printed in _YEAR_UNITS and _YEAR_LIKE.fullmatch(number.digits):
        return False
    if unit.printed in {units.PERCENT, "‰"}:
        return another or len(tail) <= 20
    if unit.printed is None:
        if tail and not (another and (after.bound or _starts_new_figure(tail))):
            return False
        return (
            not label
            or is_bounded
            or not (_ORDINAL_LABEL.search(label) or _YEAR_LIKE.fullmatch(number.digits) or len(label) > _LONGEST_LABEL)
        )
    if unit.is_strict and not is_bounded:
        return not label and (not tail or another)
    if not tail or another or after.bound:
        return True
    if unit.printed in units.DURATIONS:
        return is_bounded or _DURATION_TAIL.match(tail) is not None
    return len(tail) <= 20 and (not label or is_bounded or _VERB.match(label) is not None)


def _starts_new_figure(tail: str) -> bool:
    return tail[0] in "<>=≥≤;,且并" or tail.startswith(("百分", "不", "至少", "大于", "小于", "低于", "高于", "超过"))


def _is_readable_in_chinese(tail: str, *, unit: PrintedUnit, is_bounded: bool, label: str) -> bool:
    if unit.printed in {None, "万", "亿", "千", "百"}:
        return False
    if tail and not tail[0].isdigit():
        return is_bounded and len(tail) <= 10 and not unit.is_strict
    return (
        is_bounded
        or (not label and not (unit.is_strict and unit.printed != "级"))
        or (not unit.is_strict and _VERB.match(label) is not None)
    )


def _bound(lead: Lead, after: bounds.After, *, label: str, before_number: str) -> tuple[Bound, ValueNote | None]:
    before = lead.before
    if lead.change and lead.raised_to and before is None:
        before = "<=" if lead.change[0] in "下降减压缩" else ">="
    if lead.before_is_report and label.endswith(("仅", "只")):
        before = None
    if lead.before_is_report and (after.bound is not None or lead.sign not in {None, "="}):
        before = None
    if before is None and lead.sign is None and after.bound is None:
        share = _BOUND_OF_SHARE.match(label + before_number)
        before = bounds.OF_WORD_BEFORE[share["bound"]] if share else None
        if before is None and _reports_completion(label + before_number):
            before = ">="
    agreed = bounds.agree(lead.sign, before, after.bound)
    note: ValueNote | None = "contradicting_bounds" if agreed.contradicts else None
    return bounds.with_edge(agreed.bound, includes_edge=after.includes_edge), note


def _reports_completion(said: str) -> bool:
    """完成调研报告3篇 is at least three; 完成率95% is not a completion of 95."""
    return (
        said.startswith(("完成", "已完成", "实际完成", "累计完成", "全年完成"))
        and _NOUN_OF_MEASURE.search(said) is None
    )


def _kind(unit: str | None, lead: Lead, label: str) -> ValueKind:
    if lead.change and not lead.raised_to:
        return "change"
    kind = units.kind_of_unit(unit)
    if (
        kind == "percent"
        and _CHANGE_IN_LABEL.search(label[:_TAIL_WINDOW])
        and not _LEVEL_NOUN.search(label)
        and not lead.raised_to
    ):
        return "change"
    return kind
