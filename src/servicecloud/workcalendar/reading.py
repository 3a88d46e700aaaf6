"""Reading a year's days as people paste them from the notice: one line per day or stretch, faults collected per line."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from servicecloud.workcalendar.enums import DayKind
from servicecloud.workcalendar.plans import YearPlan
from servicecloud.workcalendar.sources import fixed_days

_DATE = r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
_LINE = re.compile(rf"{_DATE}(?:\s*(?:至|到|~|～|—)\s*{_DATE})?[\s,，、]+(\S+?)[\s,，、]+(\S+)")
_KINDS = {
    "放假": DayKind.HOLIDAY,
    "休": DayKind.HOLIDAY,
    "holiday": DayKind.HOLIDAY,
    "上班": DayKind.MAKE_UP,
    "调休上班": DayKind.MAKE_UP,
    "补班": DayKind.MAKE_UP,
    "班": DayKind.MAKE_UP,
    "work": DayKind.MAKE_UP,
}
_LONGEST = 14
_WEEKEND = 5


@dataclass(frozen=True)
class ReadYear:
    """What the lines say, and what is wrong with them."""

    plan: YearPlan
    problems: tuple[str, ...]


@dataclass(frozen=True)
class _Line:
    days: tuple[date, ...]
    kind: DayKind
    name: str


def read_year(text: str, *, year: int, source: str) -> ReadYear:
    """Read lines such as `2027-02-05 至 2027-02-11 放假 春节` and `2027-02-20 上班 春节`; blank lines and # are skipped."""
    days: dict[DayKind, dict[date, str]] = {DayKind.HOLIDAY: {}, DayKind.MAKE_UP: {}}
    problems: list[str] = []
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        read = _read_line(line)
        if isinstance(read, str):
            problems.append(_("第%(number)d行：%(why)s") % {"number": number, "why": read})
            continue
        for day in read.days:
            why = _fault(day, read.kind, year=year, known=days)
            if why:
                problems.append(_("第%(number)d行：%(why)s") % {"number": number, "why": why})
            else:
                days[read.kind][day] = read.name
    plan = YearPlan(year, days[DayKind.HOLIDAY], days[DayKind.MAKE_UP], is_provisional=False, source=source)
    return ReadYear(plan, (*problems, *_missing(plan)))


def _read_line(line: str) -> _Line | str:
    found = _LINE.fullmatch(line)
    if found is None:
        return _("无法识别“%(line)s”。每行写：日期（或 起 至 止）、放假或上班、节日名称。") % {"line": line[:60]}
    *numbers, word, name = found.groups()
    kind = _KINDS.get(word.lower())
    if kind is None:
        return _("“%(word)s”不是“放假”或“上班”。") % {"word": word}
    try:
        first = date(*(int(part) for part in numbers[:3]))
        last = date(*(int(part) for part in numbers[3:])) if numbers[3] else first
    except ValueError:
        return _("没有这一天，请检查日期。")
    length = (last - first).days + 1
    if not 1 <= length <= _LONGEST:
        return _("起止日期应按先后填写，且不超过%(days)d天。") % {"days": _LONGEST}
    return _Line(tuple(first + timedelta(days=step) for step in range(length)), kind, name[:40])


def _fault(day: date, kind: DayKind, *, year: int, known: dict[DayKind, dict[date, str]]) -> str:
    if day.year != year:
        return _("%(day)s 不属于%(year)d年，请在它自己的年度导入。") % {"day": day, "year": year}
    if any(day in days for days in known.values()):
        return _("%(day)s 已在前面出现。") % {"day": day}
    if kind == DayKind.MAKE_UP and day.weekday() < _WEEKEND:
        return _("%(day)s 不是周末，不可能是调休上班日。") % {"day": day}
    return ""


def _missing(plan: YearPlan) -> list[str]:
    return [
        _("缺少%(name)s（%(day)s）。一份完整的年度安排一定包含它。") % {"name": name, "day": day}
        for day, name in fixed_days(plan.year).items()
        if day not in plan.holidays
    ]
