"""From any number down to the entries that make it up, and to those that do not with the reason; the same for every page and program.

Totals tell on which days such entries lie and how many, so that a page reads a few days however long the ledger is.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count as CountRows
from django.db.models import QuerySet, Sum

from plumbline.evidence.recount import Excluded
from servicecloud.ledger.models import Entry, SubjectYear
from servicecloud.ledger.selectors.browsing import PER_PAGE, page_of
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.figures import Figure, explain

Days = list[tuple[date, int]]


@dataclass(frozen=True)
class Drilled:
    """One page below a number, newest first: each entry with why it is not counted (None: it is). `after` leads to the next page."""

    lines: list[tuple[Entry, Excluded | None]]
    after: str


def drill_down(figure: Figure, *, is_counted: bool = True, after: str = "", per_page: int = PER_PAGE) -> Drilled:
    """Return a page of the entries that are counted in a number, or of those of its measure that are not."""
    count = figure.count
    if is_counted:
        rows, days = count.contributing(), _days_counted(count)
        page = page_of(_owned(rows, count), after=after, days=days, per_page=per_page)
        return Drilled([(entry, None) for entry in page.entries], page.after)
    if not figure.not_counted:
        return Drilled([], "")
    rows, days = count.not_counted(), _days_not_counted(count)
    page = page_of(_owned(rows, count), after=after, days=days, per_page=per_page)
    reasons = explain(count, page.entries)
    return Drilled([(entry, reasons.get(entry.pk)) for entry in page.entries], page.after)


def _days_counted(count: Count) -> Days | None:
    """Return the days of the entries that count, the newest first; None when a single entry counts."""
    parts = count.parts()
    if parts is not None:
        days: Counter[date] = Counter()
        for part in parts:
            days.update(dict(_days_counted(part) or []))
        return _newest_first(days)
    if count.rule.aggregation == "latest":
        return None
    if count.rule.aggregation == "distinct":
        return _first_days(count) or _newest_first(_net_by_day(count))
    return _newest_first(_net_by_day(count))


def _days_not_counted(count: Count) -> Days:
    """Return the days of the entries that do not count: all of a day less those that do.

    Of subjects counted once and of the latest entry every day may hold some.
    """
    rows = count.all_totals_of_parts().order_by().values_list("known_from").annotate(Sum("entries"))
    days = Counter(dict(rows.filter(known_from__isnull=False)))
    if count.parts() is None and count.rule.aggregation not in {"distinct", "latest"}:
        days.subtract(_net_by_day(count))
    return _newest_first(days)


def _net_by_day(count: Count) -> Counter[date]:
    """Return how many standing entries each day has that are of the right version, day and dimensions."""
    days: Counter[date] = Counter()
    rows = count.totals().order_by().values_list("day", "dimensions").annotate(Sum("net"))
    for day, dimensions, number in rows:
        if count.takes(dimensions) and count.has_answer(dimensions):
            days[day] += number
    return days


def _first_days(count: Count) -> Days:
    """Return on which days subjects were served for the first time, as far as the kept sets know; nothing when they may not."""
    start = count.first_day
    if start is None or (start.month, start.day) != (1, 1) or count.narrowed is not None:
        return []
    if start.year != count.last_day.year or count.all_totals().filter(known_from__gt=count.as_of, net__lt=0).exists():
        return []
    rows = SubjectYear.objects.filter(measure_id__in=count.counted_measures, year=start.year, net__gt=0)
    if count.owners is not None:
        rows = rows.filter(owner_id__in=count.owners)
    days = rows.filter(first_on__lte=count.last_day).order_by().values_list("first_on").annotate(CountRows("pk"))
    return _newest_first(Counter({day: number for day, number in days if day is not None}))


def _newest_first(days: Counter[date]) -> Days:
    return sorted(((day, number) for day, number in days.items() if number > 0), reverse=True)


def _owned(rows: "QuerySet[Any]", count: Count) -> "QuerySet[Any]":
    """Return the rows with their owners named, so that the database goes straight to the days of each."""
    return count.of_owners(rows.filter(measure_id__in=count.parts_measures()))
