"""One printed value cut into pieces at its punctuation, and the figures read in each."""

import re
from typing import NamedTuple

from plumbline.forms.value_grammar import bounds, dates
from plumbline.forms.value_grammar.folding import NAME
from plumbline.forms.value_grammar.quantities import Figure, FiguresRead, read_figures
from plumbline.forms.values import ValueNote

_CUT = re.compile(
    r"(?P<number>(?<![0-9])[0-9]{1,3}(?:[, ][0-9]{3})+(?![0-9]))|(?P<strong>[;。!?|]+)|(?P<weak>[, ])|(?P<light>、)|"
    r"(?P<parenthesis>\((?!含|不含)[^()]{0,80}\))"
)
_DIGIT = re.compile("[0-9]")
_EDGES = ",;。、!?|."
_DATE_LEAD = re.compile(
    rf"(?:(?P<sign>{bounds.SIGN})|(?P<bound>不晚于|不迟于|不得晚于|不得迟于|不早于|早于|晚于|迟于|最迟|最晚|至迟)|截至|截止到?|于|在|到|至|应|须|为|:|\(|\"|预计|计划)*$"
)
_BOUND_OF_DATE = {
    "不早于": ">=",
    "早于": "<",
    "晚于": ">",
    "迟于": ">",
}
_SUFFIX_WINDOW = 40
_BASE = re.compile("(?:较|比|与|同|对比|相比|以)$")
_DATE_LABEL = re.compile("时间|日期|期限|时限|截止|节点")
_DONE = re.compile(
    "(?:已|全部|按时|按期|如期|及时|整体|全面)*(?:全年|完成|完工|竣工|验收|交付|上线|印发|发布|报送|提交|支付|拨付|到位|举办|召开|开展|结束|启动|实施|出版|建成|执行|开工|运行|投产|使用)"
)


class Piece(NamedTuple):
    """A stretch of the value between two cuts, with the cut before it."""

    text: str
    letters: str
    cut: str


class PieceRead(NamedTuple):
    """What one piece holds. `raw` of each figure is its stretch of the letters."""

    figures: tuple[tuple[Figure, str], ...]
    has_unread_digits: bool
    note: ValueNote | None = None


def cut_into_pieces(text: str, letters: str) -> list[Piece]:
    """Cut at punctuation; commas inside a number and parentheses without digits stay."""
    found: list[Piece] = []
    start, cut = 0, ""
    for match in _CUT.finditer(text):
        group = match.lastgroup
        if group == "number" or (group == "parenthesis" and _DIGIT.search(match.group()) is None):
            continue
        _add(found, text, letters, span=(start, match.start()), cut=cut)
        if group == "parenthesis":
            _add(found, text, letters, span=(match.start() + 1, match.end() - 1), cut="parenthesis")
        start, cut = match.end(), group or ""
    _add(found, text, letters, span=(start, len(text)), cut=cut)
    return found


def _add(found: list[Piece], text: str, letters: str, *, span: tuple[int, int], cut: str) -> None:
    start, end = span
    while start < end and text[start] in _EDGES and not text[start : start + 2].lstrip(".").isdigit():
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    if end > start:
        found.append(Piece(text[start:end], letters[start:end], cut))


def read_piece(piece: Piece) -> PieceRead:
    """Read dates and figures of a piece; a date that only says when (2023年服务5家) is no figure of its own."""
    text, letters, _ = piece
    if dates.MAY_HOLD_DATE.search(text) is None:
        return _of_figures((), read_figures(text, letters), letters)
    in_digits = dates.arabic_dates(text)
    if in_digits != text:
        text = letters = in_digits
    try:
        return _read_with_dates(text, letters)
    except dates.ImpossibleDateError:
        return PieceRead((), has_unread_digits=True, note="impossible_date")


def _read_with_dates(text: str, letters: str) -> PieceRead:
    """Read deadlines from the left; what follows a date that is no figure of its own is read without it."""
    deadlines: list[tuple[Figure, str]] = []
    start = 0
    while (found := dates.find_date(text, start)) is not None:
        date = _date_figure(text, found, start)
        rest_has_figure = _DIGIT.search(text, found.end) is not None
        if date is None or (rest_has_figure and found.edge != "before"):
            break
        deadlines.append((date, letters[start : found.end] if rest_has_figure else letters[start:]))
        start = found.end
        if not rest_has_figure:
            return PieceRead(tuple(deadlines), has_unread_digits=False)
    rest, rest_letters = text[start:], letters[start:]
    if found is None:
        return _of_figures(tuple(deadlines), read_figures(rest, rest_letters), rest_letters)
    masked = text[start : found.start] + NAME * (found.end - found.start) + text[found.end :]
    read = read_figures(masked, rest_letters)
    return _of_figures(tuple(deadlines), read if read.figures else read._replace(has_unread_digits=True), rest_letters)


def _of_figures(first: tuple[tuple[Figure, str], ...], read: FiguresRead, letters: str) -> PieceRead:
    figures = (*first, *((figure, letters[figure.start : figure.end]) for figure in read.figures))
    return PieceRead(figures, read.has_unread_digits)


def _date_figure(text: str, found: dates.FoundDate, start: int) -> Figure | None:
    prefix = text[start : found.start]
    lead = _DATE_LEAD.search(prefix[-12:])
    label = prefix[: len(prefix) - len(lead.group())] if lead else prefix
    sign = bounds.OF_SIGN[lead["sign"]] if lead and lead["sign"] else None
    if lead and lead["bound"]:
        sign = _BOUND_OF_DATE.get(lead["bound"], "<=")  # type: ignore[assignment]
    suffix = text[found.end : found.end + _SUFFIX_WINDOW].strip(')"。.:!')
    if found.low.startswith("---") and "季" in label:
        return None
    if found.edge is None and sign in {None, "="} and _BASE.search(prefix):
        return None
    if not _stands_for_itself(
        label, suffix, found, has_lead=bool(lead and lead.group()), is_bounded=sign not in {None, "="}
    ):
        return None
    low, high = _days(found, sign)
    return Figure(0, found.end, "date", low, high, None, "date", "next_year" if found.next_year else None)


def _stands_for_itself(label: str, suffix: str, found: dates.FoundDate, *, has_lead: bool, is_bounded: bool) -> bool:
    is_deadline = found.edge is not None or found.is_day or is_bounded
    if suffix and not (len(suffix) <= 30 and (found.edge is not None or _DONE.match(suffix))):
        return _DIGIT.search(suffix) is not None and found.edge == "before"
    if not label:
        return True
    return len(label) <= 30 and (is_deadline or has_lead or _DATE_LABEL.search(label) is not None)


def _days(found: dates.FoundDate, sign: str | None) -> tuple[str | None, str | None]:
    """Return the bounds: 11月前 ends before the month's first day, 11月底前 and 11月内 with its last."""
    if found.edge == "before" or sign == "<":
        whole_year_start = not found.is_day and found.low == "--01-01" and found.high != "--01-31"
        return None, found.high if found.is_day or whole_year_start else found.low
    if found.edge == "within" or sign == "<=":
        return None, found.high
    if found.edge == "after" or sign in {">", ">="}:
        return found.low, None
    return found.low, found.high
