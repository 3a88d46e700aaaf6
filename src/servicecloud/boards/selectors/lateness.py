"""What is overdue on a day. The days are the defaults of the annual calendar; an approval is followed by 20 days to publish."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q

from servicecloud.boards.enums import Late
from servicecloud.performance.enums import DocumentState, ProjectState
from servicecloud.performance.models import Monitoring

CHINA = ZoneInfo("Asia/Shanghai")
DAYS_TO_PUBLISH = 20
USUAL_MONTH = 7
"""Everybody monitors January to July."""
_SENT = (DocumentState.IN_REVIEW, DocumentState.APPROVED)


@dataclass(frozen=True)
class Due:
    """The last day, in the year of the project or `years_later`."""

    month: int
    day: int
    years_later: int = 0

    def last_year(self, today: date) -> int:
        """Return the newest year of projects for which the day is over."""
        this = today.year - self.years_later
        return this if today > date(today.year, self.month, self.day) else this - 1


DUE = {
    Late.TARGET: Due(2, 28),
    Late.MONITORING: Due(8, 31),
    Late.EVALUATION: Due(3, 31, years_later=1),
}


def sent_monitoring(*, is_sent: bool) -> Exists:
    """Say of a project whether the monitoring of July or later was sent, or is only being filled in."""
    rows = Monitoring.everywhere.filter(project=OuterRef("pk"), end_month__gte=USUAL_MONTH, sent__isnull=not is_sent)
    return Exists(rows)


def late(kind: str, *, today: date) -> Q:
    """Return what makes a project late in one way. Projects in scope bring their own documents, so these need no scope of their own."""
    if kind == Late.TARGET:
        return Q(year__lte=DUE[Late.TARGET].last_year(today), target__approved=None)
    if kind == Late.MONITORING:
        over = Q(year=DUE[Late.MONITORING].last_year(today), year__gte=today.year, target__approved__isnull=False)
        return over & Q(state=ProjectState.RUNNING) & ~Q(sent_monitoring(is_sent=True))
    if kind == Late.EVALUATION:
        over = Q(year__lte=DUE[Late.EVALUATION].last_year(today), target__approved__isnull=False)
        return over & (Q(evaluation=None) | ~Q(evaluation__state__in=_SENT))
    last = datetime.combine(today - timedelta(days=DAYS_TO_PUBLISH), time(), CHINA)
    return Q(state=ProjectState.EVALUATED, evaluation__approved_at__lt=last)


def late_at_all(*, today: date) -> Q:
    """Return what makes a project late in any way."""
    found = Q()
    for kind in Late.values:
        found |= late(kind, today=today)
    return found
