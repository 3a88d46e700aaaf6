"""What is public: lists of results and of indicators, the publications of a project, and whether each was in time.

What is published is for everybody, so no scope narrows these reads.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_

from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, When

from servicecloud.identity.models import Organisation
from servicecloud.performance.models import Disclosure, PublishedIndicator, PublishedResult

DAYS = 20
"""Days from approval to publication (Budget Law article 14; rule D-02): days of the calendar, as the law does not say working days."""
SOON = 5
"""Days before the end of the term from which a project that is not published is shown yellow."""


@dataclass(frozen=True)
class ResultFilter:
    """What a list of results is narrowed to; blank means no limit."""

    q: str = ""
    year: int | None = None
    department: int | None = None
    grade: str = ""
    late: str = ""


@dataclass(frozen=True)
class IndicatorFilter:
    """What a list of indicators is narrowed to. `reached`: `yes` full points, `no` fewer, blank both."""

    q: str = ""
    year: int | None = None
    department: int | None = None
    level1: str = ""
    reached: str = ""


@dataclass(frozen=True)
class Timeliness:
    """Whether a publication was in time: a light, and the days it took or has taken so far."""

    light: str
    days: int
    due_on: date
    is_published: bool


def latest_disclosures() -> QuerySet[Disclosure]:
    """Return the latest publication of each project, by its key."""
    later = Disclosure.everywhere.filter(project=OuterRef("project"), number__gt=OuterRef("number"))
    rows = Disclosure.everywhere.filter(~Exists(later)).select_related(
        "project__owner", "project__department", "version"
    )
    return rows.order_by("pk")


def results(wanted: ResultFilter) -> QuerySet[PublishedResult]:
    """Return the results, ready to list."""
    rows = PublishedResult.everywhere.select_related("owner", "department")
    rows = rows.filter(_has_words(wanted.q, "name", *_bodies()))
    if wanted.year is not None:
        rows = rows.filter(year=wanted.year)
    if wanted.department is not None:
        rows = rows.filter(department_id=wanted.department)
    if wanted.grade:
        rows = rows.filter(grade=wanted.grade)
    if wanted.late:
        rows = rows.filter(_is_late() if wanted.late == "yes" else ~_is_late())
    return rows


def indicators(wanted: IndicatorFilter) -> QuerySet[PublishedIndicator]:
    """Return the indicators of the latest publications, ready to list."""
    rows = PublishedIndicator.everywhere.select_related("result__owner")
    rows = rows.filter(_has_words(wanted.q, "level3", "result__name", *_bodies("result__")))
    if wanted.year is not None:
        rows = rows.filter(year=wanted.year)
    if wanted.department is not None:
        rows = rows.filter(result__department_id=wanted.department)
    if wanted.level1:
        rows = rows.filter(level1=wanted.level1)
    if wanted.reached:
        rows = rows.filter(share__gte=100) if wanted.reached == "yes" else rows.filter(share__lt=100)
    return rows


def departments() -> QuerySet[Organisation]:
    """Return the departments of which something is public."""
    shown = PublishedResult.everywhere.filter(department=OuterRef("pk"))
    return Organisation.everywhere.filter(Exists(shown)).order_by("name_zh", "pk")


def publications_of(project_id: int) -> QuerySet[Disclosure]:
    """Return every publication of a project, the latest first."""
    rows = Disclosure.everywhere.filter(project_id=project_id).order_by("-number")
    return rows.select_related("project__owner", "project__department", "version")


def publication(project_id: int, number: int | None = None) -> Disclosure:
    """Return one publication of a project, the latest unless a number is given; raises DoesNotExist when there is none."""
    rows = Disclosure.everywhere.select_related("project__owner", "project__department", "version")
    rows = rows.filter(project_id=project_id)
    return rows.latest("number") if number is None else rows.get(number=number)


def result_of(project_id: int) -> PublishedResult:
    """Return the public result of a project with its indicators; raises DoesNotExist when nothing of it is public."""
    return with_indicators().get(project_id=project_id)


def through_years(owner_id: int, name: str) -> list[PublishedResult]:
    """Return the public results of a project over the years, the earliest first: two queries with their indicators."""
    return list(with_indicators().filter(owner_id=owner_id, name=name).order_by("year"))


def with_indicators() -> QuerySet[PublishedResult]:
    """Return the results with their indicators, in the order of the form."""
    rows = PublishedIndicator.everywhere.order_by("place")
    shown = PublishedResult.everywhere.select_related("owner", "department")
    return shown.prefetch_related(Prefetch("indicators", queryset=rows))


def comparable_with(result: PublishedResult) -> list[PublishedResult]:
    """Return what a result can be set beside: its other years first, then what the department published of the same year."""
    same = Q(owner_id=result.owner_id, name=result.name)
    rows = PublishedResult.everywhere.filter(same | Q(department_id=result.department_id, year=result.year))
    rows = rows.exclude(pk=result.pk).annotate(is_same=Case(When(same, then=1), default=0))
    return list(rows.order_by("-is_same", "-year", "name", "pk")[:40])


def indicator_through_years(owner_id: int, name: str, level3: str) -> list[PublishedIndicator]:
    """Return an indicator of a project over the years, the earliest first: one query."""
    rows = PublishedIndicator.everywhere.filter(result__owner_id=owner_id, result__name=name, level3=level3)
    return list(rows.order_by("year", "place"))


def timeliness(*, approved_on: date, published_on: date | None, today: date) -> Timeliness:
    """Return the light of a publication: green within 20 days of approval, red later, yellow when the term ends soon."""
    due = approved_on + timedelta(days=DAYS)
    last = published_on or today
    light = "red" if last > due else "green"
    if published_on is None and light == "green" and (due - today).days <= SOON:
        light = "yellow"
    return Timeliness(light, (last - approved_on).days, due, published_on is not None)


def timeliness_of(result: PublishedResult) -> Timeliness:
    """Return whether a result was first published in time."""
    return timeliness(
        approved_on=result.approved_on, published_on=result.first_published_on, today=result.first_published_on
    )


def _bodies(through: str = "") -> list[str]:
    """Return the columns with the names of the unit and the department."""
    return [f"{through}{body}__{name}" for body in ("owner", "department") for name in ("name_zh", "name_en")]


def _has_words(text: str, *columns: str) -> Q:
    """Each word stands in one of the columns; no words, no limit."""
    wanted = Q()
    for word in text.split():
        wanted &= reduce(or_, (Q(**{f"{column}__icontains": word}) for column in columns))
    return wanted


def _is_late() -> Q:
    return Q(first_published_on__gt=F("approved_on") + timedelta(days=DAYS))
