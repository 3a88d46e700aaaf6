"""The units whose acts count for a project: the one that carries it out, and those that did before they were merged into it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django_scopes import scope

from servicecloud.identity.models import Organisation
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.scope import reach
from servicecloud.performance.models import Project, ProjectMove


@dataclass(frozen=True)
class FormerOwner:
    """The unit that carried a project out when something of it was published, and what became of it."""

    name: str
    now: str
    since: date


def moves_of(project: Project) -> QuerySet[ProjectMove]:
    """Return the moves of a project, the latest first."""
    bodies = ("from_owner", "to_owner", "from_department", "to_department", "decided_by")
    return ProjectMove.objects.filter(project=project).select_related(*bodies).order_by("-pk")


def owners_of(project: Project) -> tuple[int, ...]:
    """Return the owners whose entries count: no query for a project that was never moved."""
    if project.moved_by_id is None:
        return (project.owner_id,)
    before = ProjectMove.everywhere.filter(project=project, pk__lte=project.moved_by_id).values_list(
        "from_owner_id", flat=True
    )
    return tuple(dict.fromkeys([project.owner_id, *before.order_by("pk")]))


@contextmanager
def reach_of_owners(project: Project) -> Iterator[None]:
    """Open the scope to every unit whose entries count for a project in scope: a merged unit stands nowhere any more."""
    own = reach()
    if own is None or project.moved_by_id is None:
        yield
        return
    with scope(organisation=sorted({*own, *owners_of(project)})):
        yield


def names_of_owners(project: Project) -> list[Organisation]:
    """Return the units whose entries count, the present one first."""
    keys = owners_of(project)
    found = Organisation.everywhere.in_bulk(list(keys)) if len(keys) > 1 else {project.owner_id: project.owner}
    return [found[key] for key in keys]


def owner_when(project: Project, moment: datetime) -> FormerOwner | None:
    """Return who carried a project out at a moment, None when it is the unit that does now. No query where it was never moved."""
    if project.moved_by_id is None:
        return None
    later = ProjectMove.everywhere.filter(
        project=project, pk__lte=project.moved_by_id, effective_on__gt=civil_date(moment)
    )
    same_day = ProjectMove.everywhere.filter(project=project, pk__lte=project.moved_by_id, decided_at__gt=moment)
    move = (later | same_day).select_related("from_owner").order_by("pk").first()
    if move is None or move.from_owner_id == project.owner_id:
        return None
    return FormerOwner(str(move.from_owner), str(project.owner), move.effective_on)
