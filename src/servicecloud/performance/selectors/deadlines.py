"""Which day holds for a document: the department's own, else the bureau's, else the usual one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, QuerySet

from servicecloud.ledger.facts import civil_date
from servicecloud.performance.deadlines import DUE_DOCUMENTS, REMIND_WORKING_DAYS, USUAL_MONTH, days_late, usual_due
from servicecloud.performance.enums import Document, DocumentState
from servicecloud.performance.models import Deadline, DocumentVersion, Monitoring, Project
from servicecloud.workcalendar.clock import add_working_days
from servicecloud.workcalendar.plans import Calendar
from servicecloud.workcalendar.selectors import calendar_of, current_calendar


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
        self.calendar = calendar or current_calendar()
        self._usual: dict[tuple[str, int], date] = {}

    def of(self, project: Project) -> list[Due]:
        """Return everything that is due of a project, by day."""
        found = [due for document in DUE_DOCUMENTS for due in self._of(project, document)]
        return sorted(found, key=lambda due: (due.due_on, due.end_month))

    def for_document(self, project: Project, document: str, *, end_month: int = 0) -> date | None:
        """Return the last day of one document, None where none holds."""
        return next((due.due_on for due in self._of(project, document) if due.end_month == end_month), None)

    def setters(self, document: str, year: int) -> list[int]:
        """Return the bodies that set their own last day of a document of a year."""
        return [setter for setter, own_year, own_document in self._set if (own_year, own_document) == (year, document)]

    def set_by(self, setter: int, document: str, year: int) -> list[Due]:
        """Return the last days a body set for a document of a year; several where it wants more than one monitoring."""
        own = self._set.get((setter, year, document), {})
        return [Due(document, day, month, is_own=True) for month, day in own.items()]

    def usual(self, document: str, year: int) -> Due:
        """Return the last day of a document of a year where nobody set another."""
        key = (document, year)
        if key not in self._usual:
            self._usual[key] = usual_due(document, year, calendar=self.calendar)
        return Due(document, self._usual[key], USUAL_MONTH if document == Document.MONITORING else 0)

    def _of(self, project: Project, document: str) -> list[Due]:
        for setter in (project.department_id, project.bureau_id):
            own = self.set_by(setter or 0, document, project.year)
            if own:
                return own
        return [self.usual(document, project.year)]


def due_and_late(
    project: Project, document: str, *, moment: datetime, end_month: int = 0
) -> tuple[date | None, int | None]:
    """Return the last day of a document of a project, and by how many days a submission at a moment misses it (in China's days)."""
    due = DueDays(years=[project.year]).for_document(project, document, end_month=end_month)
    return due, days_late(civil_date(moment), due=due, known_on=civil_date(project.created_at))


def deadlines_of(setter_id: int) -> QuerySet[Deadline]:
    """Return what a body set, the latest year first."""
    return Deadline.objects.filter(setter_id=setter_id).order_by("-year", "document", "end_month")


@dataclass(frozen=True)
class Standing:
    """How one thing that is due stands: sent, sent late, open, soon due, late. `days` are those by which it is or was late."""

    due: Due
    light: str
    days: int = 0


_TEXTS = ("content", "flow", "latest__content", "latest__form")
"""What documents and versions say is long, and no deadline depends on it."""


def with_documents(rows: "QuerySet[Project]") -> "QuerySet[Project]":
    """Return projects with what their standings need of target and self-evaluation, and without the texts."""
    texts = [f"{document}__{name}" for document in ("target", "evaluation") for name in _TEXTS]
    return rows.select_related("target__latest", "evaluation__latest").defer(*texts)


def standings_of_many(
    projects: Sequence[Project], *, today: date, days: DueDays | None = None
) -> dict[int, list[Standing]]:
    """Return how everything that is due of projects stands, by day: a few queries for all.

    The projects come `with_documents`. Left out is what is not expected: what was due before the
    project was set up, monitoring and self-evaluations without a target in force. `days` are those of the years of the
    projects, where the caller has read them.
    """
    if days is None:
        years = {project.year for project in projects}
        days = DueDays(calendar=calendar_of({each + step for each in years for step in (-1, 0, 1)}), years=years)
    rows = Monitoring.objects.filter(project__in=[project.pk for project in projects]).exclude(sent=None)
    brief = rows.select_related("sent").defer("content", "sent__content", "sent__form")
    # Of two tables up to the same month the one that was less late counts.
    brief = brief.order_by(F("sent__late_days").desc(nulls_first=True), "-sent__made_at", "-pk")
    sent = {(row.project_id, row.end_month): row.sent for row in brief if row.sent is not None}
    soon: dict[date, date] = {}
    found: dict[int, list[Standing]] = {}
    for project in projects:
        found[project.pk] = []
        for due in days.of(project):
            version = _sent_version(project, due, sent)
            if not _is_expected(project, due, version):
                continue
            if due.due_on not in soon:
                soon[due.due_on] = add_working_days(due.due_on, -REMIND_WORKING_DAYS, calendar=days.calendar).on
            found[project.pk].append(_standing(due, version, today=today, soon_from=soon[due.due_on]))
    return found


def exempt_of(project: Project) -> list[tuple[Due, bool]]:
    """Return what was due before the project was set up, so that it is late for nothing, and whether it was sent.

    The project comes `with_documents`.
    """
    calendar = calendar_of({project.year + step for step in (-1, 0, 1)})
    tables = Monitoring.objects.filter(project=project).exclude(sent=None).select_related("sent")
    sent = {(project.pk, row.end_month): row.sent for row in tables if row.sent is not None}
    return [
        (due, _sent_version(project, due, sent) is not None)
        for due in DueDays(calendar=calendar, years=[project.year]).of(project)
        if civil_date(project.created_at) > due.due_on
    ]


def _standing(due: Due, version: DocumentVersion | None, *, today: date, soon_from: date) -> Standing:
    if version is not None:
        return Standing(due, "sent_late" if version.late_days else "sent", version.late_days or 0)
    if today > due.due_on:
        return Standing(due, "late", (today - due.due_on).days)
    return Standing(due, "soon" if today >= soon_from else "open")


def _sent_version(
    project: Project, due: Due, sent: Mapping[tuple[int, int], DocumentVersion]
) -> DocumentVersion | None:
    if due.document == Document.MONITORING:
        return sent.get((project.pk, due.end_month))
    document = project.target if due.document == Document.TARGET else getattr(project, "evaluation", None)
    return document.latest if document is not None else None


def _is_expected(project: Project, due: Due, version: DocumentVersion | None) -> bool:
    if version is not None:
        return version.late_days is not None
    if civil_date(project.created_at) > due.due_on:
        return False
    if due.document == Document.TARGET:
        return project.target.state != DocumentState.DECLINED
    return project.target.approved_id is not None
