"""Which day holds for a document: the department's own, else the bureau's, else the usual one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from servicecloud.ledger.facts import civil_date
from servicecloud.performance.deadlines import DUE_DOCUMENTS, USUAL_MONTH, days_late, usual_due
from servicecloud.performance.enums import Document
from servicecloud.performance.models import Deadline, Project
from servicecloud.workcalendar.plans import Calendar
from servicecloud.workcalendar.selectors import current_calendar


@dataclass(frozen=True)
class Due:
    """One thing of a project that is due: what, until when, and for monitoring up to which month."""

    document: str
    due_on: date
    end_month: int = 0
    is_own: bool = False


class DueDays:
    """The days that hold, for many projects: one query for all that was set, the calendar read once for each year."""

    def __init__(self, *, calendar: Calendar | None = None, years: Iterable[int] | None = None) -> None:
        rows = Deadline.everywhere.all() if years is None else Deadline.everywhere.filter(year__in=list(years))
        self._set: dict[tuple[int, int, str], dict[int, date]] = {}
        for row in rows:
            self._set.setdefault((row.setter_id, row.year, row.document), {})[row.end_month] = row.due_on
        self._calendar = calendar or current_calendar()
        self._usual: dict[tuple[str, int], date] = {}

    def of(self, project: Project) -> list[Due]:
        """Return everything that is due of a project, by day."""
        found = [due for document in DUE_DOCUMENTS for due in self._of(project, document)]
        return sorted(found, key=lambda due: (due.due_on, due.end_month))

    def for_document(self, project: Project, document: str, *, end_month: int = 0) -> date | None:
        """Return the last day of one document, None where none holds."""
        return next((due.due_on for due in self._of(project, document) if due.end_month == end_month), None)

    def _of(self, project: Project, document: str) -> list[Due]:
        for setter in (project.department_id, project.bureau_id):
            own = self._set.get((setter or 0, project.year, document))
            if own:
                return [Due(document, day, month, is_own=True) for month, day in own.items()]
        key = (document, project.year)
        if key not in self._usual:
            self._usual[key] = usual_due(document, project.year, calendar=self._calendar)
        return [Due(document, self._usual[key], USUAL_MONTH if document == Document.MONITORING else 0)]


def due_and_late(
    project: Project, document: str, *, moment: datetime, end_month: int = 0
) -> tuple[date | None, int | None]:
    """Return the last day of a document of a project, and by how many days a submission at a moment misses it (in China's days)."""
    due = DueDays(years=[project.year]).for_document(project, document, end_month=end_month)
    return due, days_late(civil_date(moment), due=due, known_on=civil_date(project.created_at))


def deadlines_of(setter_id: int) -> QuerySet[Deadline]:
    """Return what a body set, the latest year first."""
    return Deadline.objects.filter(setter_id=setter_id).order_by("-year", "document", "end_month")
