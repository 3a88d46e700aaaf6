"""How what is due stands, as conditions on projects: the same days as in the list of deadlines, for counting thousands at once."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from servicecloud.performance.deadlines import DUE_DOCUMENTS, REMIND_WORKING_DAYS
from servicecloud.performance.enums import Document, DocumentState
from servicecloud.performance.models import Monitoring, Project
from servicecloud.performance.selectors.deadlines import Due, DueDays
from servicecloud.workcalendar.clock import add_working_days
from servicecloud.workcalendar.selectors import calendar_of

NOTHING = Q(pk__in=())


class Overdue:
    """How what is due of the projects in scope stands on a day. Made once for a page: it reads the deadlines and the calendar."""

    def __init__(self, *, today: date, years: Iterable[int] | None = None) -> None:
        """`years` are those of the projects asked about, where the caller knows them; else they are read."""
        self._today = today
        known = Project.objects.order_by().values_list("year", flat=True).distinct() if years is None else years
        self._years = sorted(set(known))
        calendar = calendar_of({year + step for year in self._years for step in (-1, 0, 1)})
        self.days = DueDays(calendar=calendar, years=self._years)

    def of(self, document: str) -> Q:
        """Return what makes a kind of document of a project overdue.

        As in the list, what was due before the project was set up is late for nobody, and monitoring and self-evaluations are
        expected only under a target in force.
        """
        return self.lit("late", document)

    def lit(self, light: str, document: str = "") -> Q:
        """Return the projects of which something that is due has a light: late, soon, open, sent, sent_late, or all for any of them.

        The lights are those of `standings_of_many`.
        """
        found = NOTHING
        for kind in (document,) if document else DUE_DOCUMENTS:
            for year in self._years:
                for whose, due in self._parts(kind, year):
                    how = [self._condition(due, light)] if light != "all" else [_open(due), _sent(due)]
                    for condition in how:
                        if condition is not None:
                            found |= Q(year=year) & whose & condition
        return found

    def _condition(self, due: Due, light: str) -> Q | None:
        """Return what gives something that is due a light; None where nothing can have it today."""
        if light in ("sent", "sent_late"):
            return _sent(due, is_late=light == "sent_late")
        return _open(due) if light == self._open_light(due) else None

    def _open_light(self, due: Due) -> str:
        """Return the light of what was not sent."""
        if self._today > due.due_on:
            return "late"
        soon_from = add_working_days(due.due_on, -REMIND_WORKING_DAYS, calendar=self.days.calendar).on
        return "soon" if self._today >= soon_from else "open"

    def _parts(self, document: str, year: int) -> Iterator[tuple[Q, Due]]:
        """Yield whose last day is which: a department's own goes before the bureau's, and both before the usual one."""
        setters = self.days.setters(document, year)
        others = ~Q(department_id__in=setters)
        for setter in setters:
            for due in self.days.set_by(setter, document, year):
                yield Q(department_id=setter) | (Q(bureau_id=setter) & others), due
        yield others & ~Q(bureau_id__in=setters) if setters else Q(), self.days.usual(document, year)


def _open(due: Due) -> Q:
    """Return what is expected and was not sent. What was due before the project was set up is expected of nobody."""
    known = Q(created_at__lt=timezone.make_aware(datetime.combine(due.due_on + timedelta(days=1), time())))
    if due.document == Document.TARGET:
        return known & Q(target__latest=None) & ~Q(target__state=DocumentState.DECLINED)
    if due.document == Document.MONITORING:
        return known & Q(target__approved__isnull=False) & ~Q(Exists(_monitored(due)))
    return known & Q(target__approved__isnull=False, evaluation__latest=None)


def _sent(due: Due, *, is_late: bool | None = None) -> Q:
    """Return what was sent while a last day held: late, in time, or either."""
    days: dict[str, object] = {"late_days__isnull": False}
    if is_late is not None:
        days = {"late_days__gt": 0} if is_late else {"late_days": 0}
    if due.document == Document.MONITORING:
        tables = _monitored(due)
        found = Q(Exists(tables.filter(**{f"sent__{name}": value for name, value in days.items()})))
        return found & ~Q(Exists(tables.filter(sent__late_days=0))) if is_late else found
    field = "target" if due.document == Document.TARGET else "evaluation"
    return Q(**{f"{field}__latest__{name}": value for name, value in days.items()})


def _monitored(due: Due) -> "QuerySet[Monitoring]":
    return Monitoring.everywhere.filter(project=OuterRef("pk"), end_month=due.end_month, sent__isnull=False)
