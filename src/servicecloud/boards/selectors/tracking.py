"""The indicator tracking table: every row of the targets in force, narrowed, sorted and cut by the database."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from servicecloud.boards.models import TrackedIndicator
from servicecloud.boards.selectors.scores import NOT_GIVEN
from servicecloud.errors import NotFoundError
from servicecloud.ledger.models import Measure
from servicecloud.performance.models import Project
from servicecloud.performance.selectors.projects import content_of
from servicecloud.performance.values import TargetRow

QUIET = timedelta(days=60)
"""An indicator without an entry for so long is worth a question."""


@dataclass(frozen=True)
class TrackingFilter:
    """What the table is narrowed to; blank and None mean no limit. `binding`: counted, narrative or none; `quiet`: no entry for 60 days."""

    q: str = ""
    year: int | None = None
    department: int | None = None
    unit: int | None = None
    project: int | None = None
    light: str = ""
    likelihood: str = ""
    binding: str = ""
    quiet: str = ""


def tracked(wanted: TrackingFilter, *, today: date) -> QuerySet[TrackedIndicator]:
    """Return the rows in scope with their project and unit."""
    rows = TrackedIndicator.objects.select_related("project__owner", "project__department", "project__summary")
    exact = {
        "project__year": wanted.year,
        "project__department_id": wanted.department,
        "project__owner_id": wanted.unit,
        "project_id": wanted.project,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if wanted.q:
        rows = rows.filter(
            Q(name__icontains=wanted.q) | Q(project__name__icontains=wanted.q) | Q(measure__iexact=wanted.q)
        )
    if wanted.light:
        rows = rows.filter(light="" if wanted.light == NOT_GIVEN else wanted.light)
    if wanted.likelihood:
        rows = rows.filter(likelihood=wanted.likelihood)
    if wanted.binding:
        rows = rows.filter(_bound(wanted.binding))
    return rows.filter(~Q(measure="") & _quiet(today)) if wanted.quiet else rows


def promised_row(project: Project, key: str) -> TargetRow:
    """Return a row of the target in force that is counted in the ledger; there is no page of any other.

    The target was read with the project.
    """
    version = project.target.approved
    row = content_of(version).row(key) if version is not None else None
    if row is None or row.binding is None or row.binding.kind != "measure":
        raise NotFoundError
    return row


def kept_row(project: Project, key: str) -> TrackedIndicator | None:
    """Return what the tracking table shows of a row, None where it does not know of it yet."""
    return TrackedIndicator.objects.filter(project=project, key=key).first()


def titles_of(codes: set[str]) -> dict[str, tuple[str, str]]:
    """Return the Chinese and English titles of measures by code, of each its newest version: one query."""
    rows = Measure.objects.filter(code__in=codes - {""}).order_by("code", "version")
    return {code: (zh, en) for code, zh, en in rows.values_list("code", "title_zh", "title_en")}


def _bound(kind: str) -> Q:
    if kind == "counted":
        return ~Q(measure="")
    return Q(how="narrative") if kind == "narrative" else Q(measure="") & ~Q(how="narrative")


def _quiet(today: date) -> Q:
    return Q(last_entry_on__isnull=True) | Q(last_entry_on__lt=today - QUIET)
