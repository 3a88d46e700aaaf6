"""Dates and periods: a day, a month's end, a quarter, a span; with or without a year.

A period is two days. 前 behind a day or a period's end includes that day; behind a bare period it means before its first day
(11月前 is before 1 November), so the bound is that first day.
"""

import re
from typing import Literal, NamedTuple

from plumbline.forms.value_grammar.numerals import read_numeral

Edge = Literal["before", "within", "after"]

_RELATIVE = "当年度?|本年度?|今年|同年|次年|翌年|明年|下年|来年|每年|全年|年"
_SHORT_YEAR = "(?<![0-9])[0-9]{2}(?=年[0-9]{1,2}月)"
_YEAR = rf"(?:(?P<year>(?:19|20)[0-9]{{2}}|{_SHORT_YEAR})年?度?|(?P<relative>{_RELATIVE}))?"
_PART = r"(?P<part>月底|月末|月初|底|末|初|上旬|中旬|下旬|中下旬|上中旬|中)?"
_TO = "(?:-{1,2}|~{1,2}|至|到)"
_YEARS = "(?:19|20)[0-9]{2}"
_TIME = "(?:[ T]?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?"
_ISO = rf"(?P<iso>(?P<iy>{_YEARS})(?P<sep>[-/.])(?P<im>[0-9]{{1,2}})(?P=sep)(?P<id>[0-9]{{1,2}})(?![0-9])){_TIME}"
_MONTHLY = (
    rf"(?:每个?月|次月|下月|当月|本月)的?(?:(?P<monthly>[0-9]{{1,2}})(?:[日号]?{_TO}(?P<monthly2>[0-9]{{1,2}}))?[日号]|"
    r"(?P<monthly_end>月?底|月?末))"
)
_MONTH = (
    rf"{_YEAR}年?的?(?:(?P<first>[0-9]{{1,2}})月?{_TO})?(?P<month>[0-9]{{1,2}})月份?"
    rf"(?:(?P<day>[0-9]{{1,2}})(?:[日号]|(?![0-9日号个.%]))|{_PART})"
)
_QUARTER = (
    rf"(?:(?P<qyear>{_YEARS})年?度?|当年|本年度?|今年|全年|每年)?"
    rf"(?:第?(?P<quarter>[一二三四1-4])(?:{_TO}第?(?P<quarter2>[二三四2-4]))?季度|(?P<three>前三季度|前3季度)|(?P<half>[上下]半年))"
    r"(?P<qpart>底|末|初)?"
)
_WHOLE_YEARS = (
    rf"(?P<fromyear>{_YEARS})年?{_TO}(?P<toyear>{_YEARS})(?:年度?|(?=$|[)前内,;]))|"
    rf"(?P<onlyyear>{_YEARS})年度?(?P<ypart>年?[底末初])?|"
    r"(?P<wholeyear>[当本今全每]?年度?年?(?P<wpart>[底末初])(?![0-9])|(?:当年度?|本年度?|年度|年)(?=内(?!容|部|控)))"
)
_MONTHS_OF_YEARS = (
    rf"(?P<dotfrom>{_YEARS})\.(?P<dotfirst>[0-9]{{1,2}}){_TO}(?P<dotto>{_YEARS})\.(?P<dotlast>[0-9]{{1,2}})(?=$|[)前内,;])|"
    rf"(?P<sy>{_YEARS})[-/](?P<sm>0?[1-9]|1[0-2])(?=$|[)前后内起止至到~,;-])"
)
_SHORT = (
    r"(?P<shortm>1[0-2]|0?[1-9])[./\-](?P<shortd>3[01]|[12][0-9]|0?[1-9])(?=前|之前|以前|日前)|"
    r"(?P<dayonly>3[01]|[12][0-9]|[1-9])[日号](?=前|之前|以前)"
)
_ATOMS = re.compile("|".join((_ISO, _MONTHLY, _MONTH, _QUARTER, _WHOLE_YEARS, _MONTHS_OF_YEARS, _SHORT)))
_SECOND_DAY = re.compile(r"(?P<day>[0-9]{1,2})[日号]")
_JOIN = re.compile(_TO)
_TIME_OF_DAY = re.compile(r"(?:上午|下午|晚上)?[0-9]{1,2}(?:时|点|:[0-9]{2})(?:[0-9]{1,2}分|整)?")
_EDGE = re.compile(
    r"(?P<before>日?(?:之前|以前|前)(?!期|提|三|列))|(?P<within>以内|之内|内(?!容|部|控))|(?P<after>之后|以后|后|起|开始)"
)

_CHINESE_DATE = re.compile(
    r"(?P<y>[一二][九〇零][〇零一二三四五六七八九]{2})(?=年)|(?<![一-九十百千万0-9])(?P<m>十[一二]?|[一二三四五六七八九])(?=月(?:底|末|初|份|前|[上中下]旬|[一二三四五六七八九十]{1,3}[日号]|$))|"
    r"(?<=月)(?P<d>三十一?|二十[一二三四五六七八九]?|十[一二三四五六七八九]?|[一二三四五六七八九])(?=[日号])"
)
MAY_HOLD_DATE = re.compile(r"[年月季旬号底末]|[0-9]日|[0-9][-/.][0-9]")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


class FoundDate(NamedTuple):
    """A date in a text: its span, the first and the last day, and how it limits.

    `is_day` tells a day or the end of a period from a whole period. `edge` is the word behind it.
    """

    start: int
    end: int
    low: str
    high: str
    is_day: bool
    edge: Edge | None
    next_year: bool


class _Day(NamedTuple):
    year: int | None
    month: int | None
    day: int

    def iso(self) -> str:
        if self.month is None:
            return f"---{self.day:02d}"
        head = "-" if self.year is None else f"{self.year:04d}"
        return f"{head}-{self.month:02d}-{self.day:02d}"

    def is_possible(self) -> bool:
        if self.month is None:
            return 1 <= self.day <= 31
        return 1 <= self.month <= 12 and 1 <= self.day <= _length_of_month(self.year or 2000, self.month)

    def is_before(self, other: "_Day") -> bool:
        """Tell whether this day is not after the other; where only one has a year, years do not count."""
        if self.year is None or other.year is None:
            return (self.month or 0, self.day) <= (other.month or self.month or 0, other.day)
        return (self.year, self.month or 0, self.day) <= (other.year, other.month or 0, other.day)


_NEXT_YEAR = frozenset({"次年", "翌年", "明年", "下年", "来年"})
_Period = tuple[_Day, _Day, bool]


def _length_of_month(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


class ImpossibleDateError(ValueError):
    """The text has the form of a date that no calendar holds (2月30日, 13月)."""


def arabic_dates(text: str) -> str:
    """Write the Chinese numerals of dates in digits: 十二月底前 becomes 12月底前."""
    return _CHINESE_DATE.sub(_arabic, text)


def _arabic(match: re.Match[str]) -> str:
    numeral = read_numeral(match.group())
    return match.group() if numeral is None else numeral.digits


def find_date(text: str, start: int = 0) -> FoundDate | None:
    """Find the first date or period in folded text from a position on.

    Raises ImpossibleDateError when what stands there is no day of any calendar.
    """
    match = _ATOMS.search(text, start)
    while match is not None and _is_inside_number(text, match):
        match = _ATOMS.search(text, match.start() + 1)
    if match is None:
        return None
    first, last, is_day = _checked(_period(match))
    end, next_year = match.end(), match["relative"] in _NEXT_YEAR
    if match["first"] and int(match["first"]) > int(match["month"]):
        last, next_year = _end_of_span(last._replace(year=None), first, says_next=True)
    join = _JOIN.match(text, end)
    second = join and _ATOMS.match(text, join.end())
    if join and second and second["dayonly"] is None:
        last, is_next = _end_of_span(_checked(_period(second))[1], first, says_next=second["relative"] in _NEXT_YEAR)
        end, is_day, next_year = second.end(), False, next_year or is_next
    elif join and match["day"] and (day := _SECOND_DAY.match(text, join.end())):
        last, end, is_day = last._replace(day=int(day["day"])), day.end(), False
    _checked((first, last, is_day))
    if not next_year and not first.is_before(last):
        raise ImpossibleDateError
    if is_day and (time := _TIME_OF_DAY.match(text, end)):
        end = time.end()
    if text.startswith("止", end):
        end += 1
    edge = _EDGE.match(text, end)
    kind: Edge | None = edge.lastgroup if edge else None  # type: ignore[assignment]
    return FoundDate(match.start(), edge.end() if edge else end, first.iso(), last.iso(), is_day, kind, next_year)


def _is_inside_number(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1] if match.start() else ""
    if match["wholeyear"] and before and (before.isdigit() or before in "每半一两三四五六七八九十个季"):
        return True
    return match.group()[0].isdigit() and (before.isdigit() or before in {".", ",", "/"})


def _checked(period: _Period) -> _Period:
    if not (period[0].is_possible() and period[1].is_possible()):
        raise ImpossibleDateError
    return period


def _end_of_span(last: _Day, first: _Day, *, says_next: bool) -> tuple[_Day, bool]:
    """Give the end of a span the year of its beginning; an earlier month (11月至2月) lies in the next year."""
    is_next = says_next or (last.year is None and not first.is_before(last._replace(year=first.year)))
    if last.year is None and first.year is not None and last.month is not None:
        ends_month = last.day == _length_of_month(2001, last.month)
        last = last._replace(year=first.year + is_next)
        last = last._replace(day=_length_of_month(first.year + is_next, last.month or 1)) if ends_month else last
    return last, is_next


def _period(match: re.Match[str]) -> _Period:
    if match["iso"]:
        return _one_day(int(match["iy"]), int(match["im"]), int(match["id"]))
    if match["monthly"]:
        first, _, _ = _one_day(None, None, int(match["monthly"]))
        return first, first._replace(day=int(match["monthly2"] or match["monthly"])), match["monthly2"] is None
    if match["monthly_end"]:
        return _one_day(None, None, 31)
    if match["month"]:
        return _month_period(match)
    if match["quarter"] or match["three"] or match["half"]:
        return _quarter_period(match)
    if match["fromyear"]:
        return _Day(int(match["fromyear"]), 1, 1), _Day(int(match["toyear"]), 12, 31), False
    if match["onlyyear"]:
        return _year_period(int(match["onlyyear"]), match["ypart"])
    if match["dotfrom"]:
        first, _, _ = _months(int(match["dotfrom"]), int(match["dotfirst"]), int(match["dotfirst"]))
        return first, _months(int(match["dotto"]), int(match["dotlast"]), int(match["dotlast"]))[1], False
    if match["sy"]:
        return _months(int(match["sy"]), int(match["sm"]), int(match["sm"]))
    if match["wholeyear"]:
        return _year_period(None, match["wpart"])
    if match["shortm"]:
        return _one_day(None, int(match["shortm"]), int(match["shortd"]))
    return _one_day(None, None, int(match["dayonly"]))


def _one_day(year: int | None, month: int | None, day: int) -> _Period:
    only = _Day(year, month, day)
    return only, only, True


def _months(year: int | None, first: int, last: int) -> _Period:
    if not (1 <= first <= 12 and 1 <= last <= 12):
        raise ImpossibleDateError
    return _Day(year, first, 1), _Day(year, last, _length_of_month(year or 2001, last)), False


def _year_period(year: int | None, part: str | None) -> _Period:
    if part and part[-1] in "底末":
        return _one_day(year, 12, 31)
    return _months(year, 1, 1 if part else 12)


def _full_year(printed: str) -> int:
    return int(printed) if len(printed) == 4 else 2000 + int(printed)


def _month_period(match: re.Match[str]) -> _Period:
    year, month = (_full_year(match["year"]) if match["year"] else None), int(match["month"])
    if match["day"]:
        return _one_day(year, month, int(match["day"]))
    first, last, _ = _months(year, int(match["first"] or month), month)
    part = (match["part"] or "").lstrip("月")
    if part in {"底", "末"}:
        return (first, last, False) if match["first"] else (last, last, True)
    tenth, twentieth = first._replace(month=month, day=10), first._replace(month=month, day=20)
    eleventh, last_third = tenth._replace(day=11), tenth._replace(day=21)
    return {
        "初": (first, tenth, False),
        "上旬": (first, tenth, False),
        "中": (eleventh, twentieth, False),
        "中旬": (eleventh, twentieth, False),
        "上中旬": (first, twentieth, False),
        "下旬": (last_third, last, False),
        "中下旬": (eleventh, last, False),
    }.get(part, (first, last, False))


def _quarter_period(match: re.Match[str]) -> _Period:
    year = int(match["qyear"]) if match["qyear"] else None
    if match["half"]:
        period = _months(year, 1, 6) if match["half"] == "上半年" else _months(year, 7, 12)
    elif match["three"]:
        period = _months(year, 1, 9)
    else:
        first = _QUARTERS[match["quarter"]]
        last = _QUARTERS[match["quarter2"]] if match["quarter2"] else first
        period = _months(year, 3 * first - 2, 3 * last)
    if match["qpart"] in {"底", "末"}:
        return period[1], period[1], True
    if match["qpart"] == "初":
        return _months(year, period[0].month or 1, period[0].month or 1)
    return period
