"""Reading the calendar."""

from collections.abc import Iterable
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


def calendar_of(years: Iterable[int]) -> Calendar:
    """Return the calendar with some years read beforehand: two queries for all of them. Other years are read when they are asked for."""
    known = _plans(years)
    return Calendar(lambda year: known.get(year) or plan_for(year))


def plan_for(year: int) -> YearPlan:
    """Return a year's plan: the imported one, else the library's, else a provisional one."""
    return _plans([year])[year]


def _plans(years: Iterable[int]) -> dict[int, YearPlan]:
    wanted = set(years)
    imported = CalendarYear.objects.in_bulk(list(wanted))
    days: dict[int, dict[str, dict[date, str]]] = {
        year: {DayKind.HOLIDAY: {}, DayKind.MAKE_UP: {}} for year in imported
    }
    if imported:
        rows = CalendarDay.objects.filter(year__in=list(imported))
        for year, day, kind, name in rows.values_list("year_id", "day", "kind", "name"):
            days[year][kind][day] = name
    return {
        year: YearPlan(
            year,
            days[year][DayKind.HOLIDAY],
            days[year][DayKind.MAKE_UP],
            is_provisional=False,
            source=imported[year].source,
        )
        if year in imported
        else built_in_plan(year)
        for year in wanted
    }


def changes_between(before: YearPlan, after: YearPlan) -> list[Change]:
    """Return the days on which two plans of one year differ."""
    days = {*before.holidays, *before.make_up, *after.holidays, *after.make_up}
    pairs = (Change(day, _word(before, day), _word(after, day)) for day in sorted(days))
    return [pair for pair in pairs if pair.before != pair.after]


def _word(plan: YearPlan, day: date) -> str:
    if day in plan.make_up:
        return f"{DayKind.MAKE_UP.label} {plan.make_up[day]}"
    return f"{DayKind.HOLIDAY.label} {plan.holidays[day]}" if day in plan.holidays else ""
