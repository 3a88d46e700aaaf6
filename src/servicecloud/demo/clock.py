"""The days of the demonstration's papers: what people of the invented city sent, approved and published in earlier years.

Only acts on papers are dated so. Nothing of the ledger is posted, sealed or frozen within: its times are those at which the demonstration
was loaded, for a seal proves when it was made.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from servicecloud.demo.project_plans import Plan

_UNDER_REVIEW = ("unit", "department", "finance", "returned", "declined")
_OF_TODAY = ("draft", "withdrawn")
_SATURDAY, _MORNING = 5, time(9, 40)


def days_of(plan: Plan, *, today: date) -> dict[str, date]:
    """Return the days of a plan's papers by act, each a working day not before the act before it; none where they are of today.

    A target is declared in August of the year before, and in force in January; its self-evaluation is sent in March and approved in April.
    What is under review now was sent in these weeks.
    """
    if plan.is_afterwards or plan.is_late or plan.until in _OF_TODAY:
        return {}
    if plan.until in _UNDER_REVIEW:
        ago = {"declared": 26, "sent": 19, "unit": 14, "department": 10, "finance": 8}
        return {act: _working(today - timedelta(days=days)) for act, days in ago.items()}
    year = plan.year(today.year)
    found = {
        "declared": date(year - 1, 8, 3),
        "sent": date(year - 1, 8, 20),
        "unit": date(year - 1, 8, 26),
        "department": date(year - 1, 9, 14),
        "finance": date(year, 1, 10),
        "monitoring": date(year, 8, 20),
        "evaluation_sent": date(year + 1, 3, 12),
        "evaluation_unit": date(year + 1, 3, 18),
        "evaluation_department": date(year + 1, 4, 8),
    }
    if plan.approved_ago is not None:
        found["evaluation_department"] = max(found["evaluation_unit"], today - timedelta(days=plan.approved_ago))
    found["published"] = found["evaluation_department"] + timedelta(days=plan.published_after)
    return {act: _working(day) for act, day in found.items()}


def _working(day: date) -> date:
    while day.weekday() >= _SATURDAY:
        day += timedelta(days=1)
    return day


@contextmanager
def paper_of(day: date | None) -> Iterator[None]:
    """Date the acts within this block to the morning of a day, or to now where that has not come; without a day to now."""
    real = timezone.now
    now = real()
    if day is None:
        yield
        return
    moment = min(datetime.combine(day, _MORNING, timezone.get_current_timezone()), now)
    timezone.now = lambda: moment
    try:
        yield
    finally:
        timezone.now = real
