"""The acts behind a number of a project that came from another unit, or under another department, for the people it belongs to now.

A snapshot and its entries are seen by the unit they belong to. A merged unit stands nowhere any more, and a unit may stand under
another department than its project: then nobody would see what a number of the project is made of. What is opened here is exactly that:
the numbers of the documents of a moved project in scope, and the entries its indicators count in its year. Everything else stays
where it was.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import msgspec
from django.db.models import Q, QuerySet
from django_scopes import scope

from servicecloud.ledger.models import Entry, Snapshot
from servicecloud.ledger.scope import reach
from servicecloud.ledger.selectors.counting import Count
from servicecloud.performance.enums import Document
from servicecloud.performance.errors import BindingError
from servicecloud.performance.models import DocumentVersion, Monitoring, Project, SelfEvaluation, TargetTable
from servicecloud.performance.selectors.bindings import bound_rows, last_day
from servicecloud.performance.selectors.owners import owners_of
from servicecloud.performance.selectors.projects import content_of


@contextmanager
def reach_of_number(pk: int) -> Iterator[None]:
    """Open the scope to the units behind a frozen number of a moved project in scope; for any other number nothing changes."""
    with _opened_for(_project_of_number(pk)):
        yield


@contextmanager
def reach_of_entry(pk: int) -> Iterator[None]:
    """Open the scope to the units of a moved project in scope whose indicators count an entry; for any other nothing changes."""
    with _opened_for(_project_of_entry(pk)):
        yield


@contextmanager
def _opened_for(project: Project | None) -> Iterator[None]:
    own = reach()
    if own is None or project is None:
        yield
        return
    with scope(organisation=sorted({*own, *owners_of(project)})):
        yield


def _project_of_number(pk: int) -> Project | None:
    snapshot = Snapshot.everywhere.filter(pk=pk).first()
    if snapshot is None or reach() is None:
        return None
    owners = {snapshot.owner_id, *snapshot.owners}
    return next((each for each in _moved(owners) if pk in _numbers_of(each)), None)


def _project_of_entry(pk: int) -> Project | None:
    if reach() is None or Entry.objects.filter(pk=pk).exists():
        return None
    entry = Entry.everywhere.filter(pk=pk).first()
    if entry is None:
        return None
    candidates = _moved({entry.owner_id}).filter(year=entry.happened_on.year)
    return next((each for each in candidates if entry.measure_id in _measures_of(each)), None)


def _moved(owners: set[int]) -> QuerySet[Project]:
    """Return the projects in scope that were moved and that one of these units carries out, or did."""
    belongs = Q(owner_id__in=owners) | Q(moves__from_owner_id__in=owners)
    return Project.objects.filter(belongs, moved_by__isnull=False).select_related("owner").distinct().order_by("pk")


def _numbers_of(project: Project) -> set[int]:
    """Return the frozen numbers of the self-evaluation and the monitoring tables of a project, as they stand and as they were sent."""
    contents: list[Any] = list(SelfEvaluation.objects.filter(project=project).values_list("content", flat=True))
    contents += Monitoring.objects.filter(project=project).values_list("content", flat=True)
    kinds = (Document.SELF_EVALUATION, Document.MONITORING)
    frozen = DocumentVersion.objects.filter(project=project, document__in=kinds).order_by("pk")
    contents += [msgspec.json.decode(text)["content"] for text in frozen.values_list("content", flat=True)]
    return {row["snapshot"] for content in contents for row in content["rows"] if row.get("snapshot") is not None}


def _measures_of(project: Project) -> set[int]:
    """Return the measures that the indicators in force of a project count."""
    table = TargetTable.objects.filter(project=project).select_related("approved").first()
    if table is None or table.approved is None:
        return set()
    with _opened_for(project):
        try:
            bound = bound_rows(project, content_of(table.approved).rows)
            counts = [Count(each.rule, last_day(project.year), owners_of(project), each.versions) for each in bound]
            return {key for count in counts for key in count.parts_measures()}
        except BindingError:
            return set()
