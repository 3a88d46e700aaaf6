"""What is overdue, as conditions on projects: the same days as in the list of deadlines, for counting thousands at once."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from servicecloud.performance.enums import Document, DocumentState
from servicecloud.performance.models import Monitoring, Project
from servicecloud.performance.selectors.deadlines import Due, DueDays
from servicecloud.workcalendar.selectors import calendar_of

NOTHING = Q(pk__in=())


class Overdue:
    """Which projects in scope have not sent what was due by a day. Made once for a page: it reads the deadlines and the calendar."""

    def __init__(self, *, today: date, years: Iterable[int] | None = None) -> None:
        """`years` are those of the projects asked about, where the caller knows them; else they are read."""
        self._today = today
        known = Project.objects.order_by().values_list("year", flat=True).distinct() if years is None else years
        self._years = sorted(set(known))
        calendar = calendar_of({year + step for year in self._years for step in (-1, 0, 1)})
        self._days = DueDays(calendar=calendar, years=self._years)

    def of(self, document: str) -> Q:
        """Return what makes a kind of document of a project overdue.

        As in the list, what was due before the project was set up is late for nobody, and monitoring and self-evaluations are
        expected only under a target in force.
        """
        found = NOTHING
        for year in self._years:
            for whose, due in self._parts(document, year):
                if self._today > due.due_on:
                    known = Q(
                        created_at__lt=timezone.make_aware(datetime.combine(due.due_on + timedelta(days=1), time()))
                    )
                    found |= Q(year=year) & whose & known & _unsent(due)
        return found

    def _parts(self, document: str, year: int) -> Iterator[tuple[Q, Due]]:
        """Yield whose last day is which: a department's own goes before the bureau's, and both before the usual one."""
        setters = self._days.setters(document, year)
        others = ~Q(department_id__in=setters)
        for setter in setters:
            for due in self._days.set_by(setter, document, year):
                yield Q(department_id=setter) | (Q(bureau_id=setter) & others), due
        yield others & ~Q(bureau_id__in=setters) if setters else Q(), self._days.usual(document, year)


def _unsent(due: Due) -> Q:
    if due.document == Document.TARGET:
        return Q(target__latest=None) & ~Q(target__state=DocumentState.DECLINED)
    if due.document == Document.MONITORING:
        sent = Monitoring.everywhere.filter(project=OuterRef("pk"), end_month=due.end_month, sent__isnull=False)
        return Q(target__approved__isnull=False) & ~Q(Exists(sent))
    return Q(target__approved__isnull=False, evaluation__latest=None)
