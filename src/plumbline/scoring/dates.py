"""Deadlines: was it done in time, read from dates as exact as they were printed."""

import calendar
import datetime as dt
import re
from typing import NamedTuple

from plumbline.forms.values import ActualValue, PrintedValue, TargetValue
from plumbline.scoring.outcomes import Reason

_FULL = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_NO_YEAR = re.compile(r"--(\d{1,2})(?:-(\d{1,2}))?")


class Days(NamedTuple):
    """The first and the last day that a printed date can mean."""

    first: dt.date
    last: dt.date


def on_time(target: TargetValue, actual: ActualValue, *, year: int | None) -> bool | Reason:
    """Say whether the actual date lies within the deadline; a reason code when the two dates do not tell.

    `year` completes dates that are printed without one; None leaves them unread. A deadline of a month means its last day. An actual
    date that is a span, or only "by November", is on time when its end is, and late when even its beginning is.
    """
    if target.high is None:
        return "no_deadline"
    deadline = _days(target.high, _year_of(target, year))
    if isinstance(deadline, str):
        return deadline
    if actual.operator != "date" and actual.kind != "date":
        return "kinds_differ"
    end = _days(actual.high or actual.low, _year_of(actual, year))
    if isinstance(end, str):
        return end
    if end.last <= deadline.last:
        return True
    begin = _days(actual.low, _year_of(actual, year)) if actual.low is not None else None
    if isinstance(begin, str):
        return begin
    return "date_too_coarse" if begin is None or begin.first <= deadline.last else False


def _year_of(value: PrintedValue, year: int | None) -> int | None:
    return year + 1 if year is not None and value.note == "next_year" else year


def _days(bound: str | None, year: int | None) -> Days | Reason:
    text = (bound or "").strip()
    if text.startswith("---"):
        return "recurring_date"
    without_year = _NO_YEAR.fullmatch(text)
    if without_year:
        return "date_without_year" if year is None else _span(year, without_year[1], without_year[2])
    full = _FULL.fullmatch(text)
    return _span(int(full[1]), full[2], full[3]) if full else "unreadable_number"


def _span(year: int, month: str | None, day: str | None) -> Days | Reason:
    first_month, last_month = (int(month), int(month)) if month else (1, 12)
    if not (dt.MINYEAR <= year <= dt.MAXYEAR and 1 <= first_month <= 12):
        return "unreadable_number"
    last_day = calendar.monthrange(year, last_month)[1]
    if day is None:
        return Days(dt.date(year, first_month, 1), dt.date(year, last_month, last_day))
    if not 1 <= int(day) <= last_day:
        return "unreadable_number"
    only = dt.date(year, first_month, int(day))
    return Days(only, only)
