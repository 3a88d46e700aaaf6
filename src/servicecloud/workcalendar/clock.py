"""Counting working time: office hours on working days. Pure: the calendar and the moments come in as arguments.

Whatever touches a year that is not announced yet says so (`is_provisional`); a deadline counted on it may move.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from servicecloud.workcalendar.plans import Calendar

CHINA = ZoneInfo("Asia/Shanghai")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class OfficeHours:
    """The spans of a working day in which people are at their desks, in order."""

    spans: tuple[tuple[time, time], ...]

    def __post_init__(self) -> None:
        edges = [edge for span in self.spans for edge in span]
        if not edges or any(earlier >= later for earlier, later in pairwise(edges)):
            message = f"office hours must be spans in order of time: {self.spans}"
            raise ValueError(message)

    @property
    def minutes(self) -> int:
        """The length of a working day."""
        day = date(2000, 1, 3)
        spans = ((datetime.combine(day, first), datetime.combine(day, last)) for first, last in self.spans)
        return int(sum(((last - first) for first, last in spans), timedelta()).total_seconds()) // 60


STANDARD_HOURS = OfficeHours(((time(9), time(12)), (time(13, 30), time(17, 30))))


@dataclass(frozen=True)
class Deadline:
    """A moment counted on the calendar."""

    at: datetime
    is_provisional: bool


@dataclass(frozen=True)
class DeadlineDay:
    """A day counted on the calendar."""

    on: date
    is_provisional: bool


@dataclass(frozen=True)
class WorkingSpan:
    """Working time that passed, in full minutes."""

    minutes: int
    is_provisional: bool


def is_working_day(day: date, *, calendar: Calendar) -> bool:
    """Return whether people work on a day."""
    return calendar.is_working_day(day)


def add_working_time(
    start: datetime, duration: timedelta, *, calendar: Calendar, hours: OfficeHours = STANDARD_HOURS
) -> Deadline:
    """Return the first moment by which so much working time has passed since `start` (which must know its zone).

    Time that fills a span exactly ends with the span, not with the opening after it.
    """
    if duration < timedelta():
        raise ValueError("working time is added, never taken away")
    begin = _local(start)
    if not duration:
        return Deadline(begin, calendar.is_provisional(begin.date(), begin.date()))
    left = duration
    for first, last in _spans_from(begin, calendar=calendar, hours=hours):
        if left <= last - first:
            end = first + left
            return Deadline(end, calendar.is_provisional(begin.date(), end.date()))
        left -= last - first
    raise AssertionError("the spans never end")


def working_minutes_between(
    start: datetime, end: datetime, *, calendar: Calendar, hours: OfficeHours = STANDARD_HOURS
) -> WorkingSpan:
    """Return the working time between two moments; nothing when the end is not after the start."""
    begin, finish = _local(start), _local(end)
    passed = timedelta()
    if finish > begin:
        for first, last in _spans_from(begin, calendar=calendar, hours=hours, until=finish):
            passed += min(last, finish) - first
    return WorkingSpan(int(passed.total_seconds()) // 60, calendar.is_provisional(begin.date(), finish.date()))


def add_working_days(day: date, count: int, *, calendar: Calendar) -> DeadlineDay:
    """Return the day `count` working days after a day, which itself is not counted; before it when negative."""
    step = _DAY if count > 0 else -_DAY
    found, left = day, abs(count)
    while left:
        found += step
        left -= calendar.is_working_day(found)
    return DeadlineDay(found, calendar.is_provisional(min(day, found), max(day, found)))


def working_days_between(first: date, last: date, *, calendar: Calendar) -> int:
    """Return how many working days lie between two days, the first not counted, the last counted."""
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(1 for day in days if calendar.is_working_day(day))


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be counted")
    return moment.astimezone(CHINA)


def _spans_from(
    begin: datetime, *, calendar: Calendar, hours: OfficeHours, until: datetime | None = None
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the working spans from a moment on, the first one cut at the moment."""
    day = begin.date()
    while until is None or day <= until.date():
        if calendar.is_working_day(day):
            for opening, closing in hours.spans:
                first = datetime.combine(day, opening, CHINA)
                last = datetime.combine(day, closing, CHINA)
                if last > begin and (until is None or first < until):
                    yield max(first, begin), last
        day += _DAY
