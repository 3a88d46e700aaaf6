"""Reading the calendar."""

from datetime import date
from typing import NamedTuple

from servicecloud.workcalendar.enums import DayKind
from servicecloud.workcalendar.models import CalendarDay, CalendarYear
from servicecloud.workcalendar.plans import Calendar, YearPlan
from servicecloud.workcalendar.sources import built_in_plan


class Change(NamedTuple):
    """One day on which two plans of a year differ; blank means: as in a plain week."""

    day: date
    before: str
    after: str


def current_calendar() -> Calendar:
    """Return the calendar as it stands now. A year is read when it is first asked for: two queries, none when repeated."""
    return Calendar(plan_for)


def plan_for(year: int) -> YearPlan:
    """Return a year's plan: the imported one, else the library's, else a provisional one."""
    row = CalendarYear.objects.filter(pk=year).first()
    if row is None:
        return built_in_plan(year)
    days: dict[str, dict[date, str]] = {DayKind.HOLIDAY: {}, DayKind.MAKE_UP: {}}
    for day, kind, name in CalendarDay.objects.filter(year=row).values_list("day", "kind", "name"):
        days[kind][day] = name
    return YearPlan(year, days[DayKind.HOLIDAY], days[DayKind.MAKE_UP], is_provisional=False, source=row.source)


def changes_between(before: YearPlan, after: YearPlan) -> list[Change]:
    """Return the days on which two plans of one year differ."""
    days = {*before.holidays, *before.make_up, *after.holidays, *after.make_up}
    pairs = (Change(day, _word(before, day), _word(after, day)) for day in sorted(days))
    return [pair for pair in pairs if pair.before != pair.after]


def _word(plan: YearPlan, day: date) -> str:
    if day in plan.make_up:
        return f"{DayKind.MAKE_UP.label} {plan.make_up[day]}"
    return f"{DayKind.HOLIDAY.label} {plan.holidays[day]}" if day in plan.holidays else ""
