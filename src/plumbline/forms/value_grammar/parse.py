"""Printed values read: the one way from the letters of a cell to its meaning."""

import re
from decimal import Decimal
from typing import TypeVar

from plumbline.forms.value_grammar import words
from plumbline.forms.value_grammar.folding import EXPRESSION, Folded, fold
from plumbline.forms.value_grammar.lexicon import listed
from plumbline.forms.value_grammar.pieces import PieceRead, cut_into_pieces, read_piece
from plumbline.forms.value_grammar.quantities import Figure
from plumbline.forms.value_grammar.units import PERCENT, SIMPLE_UNITS, kind_of_unit
from plumbline.forms.values import ActualValue, Operator, PrintedValue, TargetValue, ValueNote

Value = TypeVar("Value", bound=PrintedValue)

_SIMPLE = re.compile(r"(>=|<=|[≥≤><=])?([0-9]{1,18}(?:\.[0-9]{1,9})?)(?:\(([^()0-9]{1,6})\)|([^()0-9.]{0,5}))")
_SIMPLE_SIGN: dict[str | None, Operator] = {
    None: "=",
    "=": "=",
    ">=": ">=",
    "≥": ">=",
    "<=": "<=",
    "≤": "<=",
    ">": ">",
    "<": "<",
}
_MAY_HOLD_FIGURE = re.compile("[0-9一二两三四五六七八九十半〇壹贰叁肆伍陆柒捌玖拾]|百分百|[年月季][底末度内初]|百分之")
_DIGIT = re.compile("[0-9０-９]")
_BETWEEN = re.compile(
    r"([0-9.,]{1,20})([^0-9<≤]{0,6})(<=|≤|<)([A-Za-z\u4e00-\u9fff]{0,12})(<=|≤|<)([0-9.,]{1,20}[^0-9<≤]{0,8})"
)
_INTERVAL = re.compile(r"\(([0-9.]{1,20}%?)[,;]([0-9.]{1,20}%?)\)(.{0,8})")
_THOUSANDS = re.compile(r"\([0-9]{1,3},[0-9]{3}\).*")
_AMID = re.compile(r"(?:介于|在)?([0-9.]{1,20}[^0-9]{0,4})[和与]([0-9.]{1,20}[^0-9]{0,4})之间")
_COMMON_LEVELS = frozenset(listed("达成指标 达成年度指标 部分达成指标并具有一定效果 未达成指标且效果较差"))
_COMMON_WORDS = frozenset(
    listed("健全 合理 有效 规范 合规 完备 可控 提高 提升 及时 符合 符合要求 建立 支撑 显著提升 提高质量 有效促进")
)


def parse_value(raw: str) -> PrintedValue:
    """Read a printed value. Never raises; what cannot be read is words, and `unread_reason` says so.

    >>> parse_value("≥1.5万平方米").unit
    '万平方米'
    """
    return _read(raw, PrintedValue)


def parse_target(raw: str) -> TargetValue:
    """Read a printed target (年度指标值), like `parse_value`."""
    return _read(raw, TargetValue)


def parse_actual(raw: str) -> ActualValue:
    """Read a printed actual value (实际完成值), like `parse_value`."""
    return _read(raw, ActualValue)


def _read(raw: str, make: type[Value]) -> Value:
    if (match := _SIMPLE.fullmatch(raw)) is not None:
        sign, number, inside, behind = match.groups()
        unit = behind if inside is None else inside
        if (kind := SIMPLE_UNITS.get(unit)) is not None:
            operator = _SIMPLE_SIGN[sign]
            printed = PERCENT if kind == "percent" else unit or None
            return make(
                raw,
                operator,
                None if operator[0] == "<" else number,
                None if operator[0] == ">" else number,
                printed,
                kind,
            )
    elif raw in _COMMON_LEVELS:
        return make(raw, "qualitative", kind="qualitative_level")
    elif raw in _COMMON_WORDS:
        return make(raw, "qualitative", kind="qualitative_text")
    return _read_slowly(raw, make)


def _read_slowly(raw: str, make: type[Value]) -> Value:
    folded = fold(raw)
    text = folded.text
    if words.is_placeholder(text) or text.startswith("#") or _MAY_HOLD_FIGURE.search(text) is None:
        return _in_words(raw, folded, make)
    folded = _respelled(folded)
    reading = _Reading()
    for piece in cut_into_pieces(folded.text, folded.letters):
        reading.add(piece.cut, piece.text, read_piece(piece))
    figures = reading.merged()
    if not figures:
        return _in_words(raw, folded, make, note=reading.note)
    if len(figures) == 1:
        return _single(raw, figures[0][0], make, has_words_beside=reading.has_unread_digits or reading.has_words_beside)
    parts = tuple(_single(letters, figure, PrintedValue, has_words_beside=False) for figure, letters in figures)
    note = reading.note or ("digits_in_words" if reading.has_unread_digits else None)
    return make(raw, "compound", kind="compound", parts=parts, note=note)


class _Reading:
    """The figures of all pieces of a value, with how each was joined to the one before."""

    def __init__(self) -> None:
        self.figures: list[tuple[Figure, str]] = []
        self.joins: list[str] = []
        self.note: ValueNote | None = None
        self.has_unread_digits = False
        self.has_words_beside = False

    def add(self, cut: str, text: str, read: PieceRead) -> None:
        self.note = self.note or read.note
        self.has_unread_digits = self.has_unread_digits or read.has_unread_digits
        if not read.figures and cut != "light" and len(text) > 1:
            self.has_words_beside = True
        join = cut
        for figure, letters in read.figures:
            if join in {"", "parenthesis"} and self.figures and _says_the_same(self.figures[-1][0], figure):
                continue
            self.figures.append((figure, letters))
            self.joins.append(join)
            join = ""

    def merged(self) -> list[tuple[Figure, str]]:
        """Return the figures, a lower and an upper bound of the same thing (≥60且≤100) as one range."""
        if len(self.figures) == 2 and self.joins[1] in {"", "weak"} and not self.figures[1][0].has_label:
            (first, raw), (second, other) = self.figures
            merged = _as_range(second, first) if first.low is None else _as_range(first, second)
            if merged is not None:
                return [(merged, raw + other)]
        return self.figures


def _in_words(raw: str, folded: Folded, make: type[Value], *, note: ValueNote | None = None) -> Value:
    kind, remark = words.classify(folded.text)
    remark = note or remark
    if kind == "qualitative_text" and remark is None:
        if EXPRESSION in folded.text:
            remark = "expression"
        elif _DIGIT.search(folded.letters) is not None:
            remark = "digits_in_words"
    return make(raw, "qualitative", kind=kind, note=remark)


def _single(raw: str, figure: Figure, make: type[Value], *, has_words_beside: bool) -> Value:
    note = figure.note or ("words_beside" if has_words_beside else None)
    return make(raw, figure.operator, figure.low, figure.high, figure.unit, figure.kind, (), note)


def _says_the_same(last: Figure, figure: Figure) -> bool:
    """Tell a figure repeated in words (90%百分之九十)."""
    if "date" in {last.operator, figure.operator} or not last.unit == figure.unit == PERCENT:
        return False
    return figure.operator in {"=", last.operator} and (figure.low or figure.high) in {last.low, last.high}


def _respelled(folded: Folded) -> Folded:
    """Write the rare spellings of a range (60≤X≤100, [60%,80%], 介于60和80之间) in a common one."""
    text = folded.text
    if (between := _BETWEEN.fullmatch(text)) is not None:
        low, unit, first, _, second, high = between.groups()
        text = f"{'>' if first == '<' else '>='}{low}{unit},{second}{high}"
    elif (interval := _INTERVAL.fullmatch(text)) is not None and not _THOUSANDS.fullmatch(text):
        text = "{}-{}{}".format(*interval.groups())
    elif (amid := _AMID.fullmatch(text)) is not None:
        text = "{}-{}".format(*amid.groups())
    else:
        return folded
    return Folded(text, text)


def _as_range(lower: Figure, upper: Figure) -> Figure | None:
    if lower.low is None or lower.high is not None or upper.high is None or upper.low is not None:
        return None
    if "date" in {lower.operator, upper.operator} or (lower.unit and upper.unit and lower.unit != upper.unit):
        return None
    if Decimal(lower.low) >= Decimal(upper.high) or (lower.kind == "change") != (upper.kind == "change"):
        return None
    unit = lower.unit or upper.unit
    kind = lower.kind if lower.kind == "change" else kind_of_unit(unit)
    return lower._replace(operator="range", high=upper.high, unit=unit, kind=kind)
