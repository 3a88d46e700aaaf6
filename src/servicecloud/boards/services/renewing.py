"""Renewing summaries: which are due, and writing them anew, each project in a short transaction of its own."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from servicecloud.activity.models import Act, kind_of
from servicecloud.boards.errors import RenewedJustNowError
from servicecloud.boards.models import FindingCount, ProjectSummary, Renewal, TrackedIndicator
from servicecloud.boards.selectors.summing import Summed, sum_up
from servicecloud.oversight.models import Examination
from servicecloud.performance.enums import ProjectState
from servicecloud.performance.models import Project

LOOK_BACK = timedelta(minutes=30)
"""Acts are looked for again this far back: one may be committed after a later one was seen."""
MOST_AT_ONCE = 400
NOT_TWICE_WITHIN = timedelta(minutes=1)


def renew_due() -> int:
    """Renew the projects that acts have changed since, and those that have no summary yet; return how many.

    What does not fit into one run stays due: the time up to which acts are known moves on only when all was done.
    """
    began = timezone.now()
    due = due_projects()
    renewed = renew(due[:MOST_AT_ONCE])
    if len(due) <= MOST_AT_ONCE:
        Renewal.objects.update_or_create(pk=1, defaults={"at": began})
    return renewed


def due_projects() -> list[int]:
    """Return the projects whose summary does not know of the last act about them, or that have none: five queries."""
    last = Renewal.objects.first()
    since = None if last is None else last.at - LOOK_BACK
    newest = _newest_acts(Project, since)
    examined = _newest_acts(Examination, since)
    for pk, project in Examination.everywhere.filter(pk__in=examined).values_list("pk", "project_id"):
        newest[project] = max(examined[pk], newest.get(project, 0))
    known = dict(ProjectSummary.objects.filter(project_id__in=newest).values_list("project_id", "seen_act"))
    changed = {pk for pk, number in newest.items() if known.get(pk, 0) < number}
    missing = set(Project.objects.filter(summary=None).values_list("pk", flat=True))
    there = set(Project.objects.filter(pk__in=changed).values_list("pk", flat=True))
    return sorted(missing | there)


def _newest_acts(kind: type[Project | Examination], since: datetime | None) -> dict[int, int]:
    """Return the newest act about each object of a kind."""
    acts = Act.objects.filter(object_kind=kind._meta.label_lower)
    if since is not None:
        acts = acts.filter(at__gte=since)
    rows = acts.order_by().values_list("object_id").annotate(Max("pk"))
    return {int(text): number for text, number in rows if text.isdecimal()}


def open_projects() -> list[int]:
    """Return the projects whose numbers still move: the ledger adds to them without an act of their own."""
    states = (ProjectState.PREPARING, ProjectState.RUNNING, ProjectState.EVALUATING)
    return list(Project.objects.filter(state__in=states).order_by("pk").values_list("pk", flat=True))


def check_not_just_renewed(now: datetime) -> None:
    """Refuse to renew by hand what was renewed a moment ago."""
    last = Renewal.objects.first()
    if last is not None and now - last.at < NOT_TWICE_WITHIN:
        raise RenewedJustNowError


def renew(project_ids: Iterable[int]) -> int:
    """Sum up these projects and write what came out; return how many.

    Nothing is held while a project is summed up: that takes long, and whoever saves or submits meanwhile would wait for it.
    """
    number = 0
    for pk in project_ids:
        project = Project.objects.filter(pk=pk).first()
        if project is not None:
            number += _keep(project, seen_act=_newest_act(project), began=timezone.now(), summed=sum_up(project))
    return number


def _newest_act(project: Project) -> int:
    """Return the newest act about a project or an examination of it."""
    examined = Examination.everywhere.filter(project=project).values_list("pk", flat=True)
    about = Q(object_kind=kind_of(project), object_id=str(project.pk))
    about |= Q(object_kind=Examination._meta.label_lower, object_id__in=[str(pk) for pk in examined])
    return Act.objects.filter(about).aggregate(Max("pk"))["pk__max"] or 0


@transaction.atomic
def _keep(project: Project, *, seen_act: int, began: datetime, summed: Summed) -> bool:
    """Write a summary, unless a newer one was written while this one was summed up."""
    if Project.objects.select_for_update(of=("self",)).filter(pk=project.pk).first() is None:
        return False
    known = ProjectSummary.objects.filter(project=project).first()
    if known is not None and (known.seen_act > seen_act or known.renewed_at > began):
        return False
    values: dict[str, Any] = {**summed.values, "seen_act": seen_act, "renewed_at": timezone.now()}
    ProjectSummary.objects.update_or_create(project=project, defaults=values)
    TrackedIndicator.objects.filter(project=project).delete()
    TrackedIndicator.objects.bulk_create(TrackedIndicator(project=project, **row) for row in summed.rows)
    FindingCount.objects.filter(project=project).delete()
    FindingCount.objects.bulk_create(
        FindingCount(project=project, rule=rule, severity=severity, number=number)
        for (rule, severity), number in sorted(summed.findings.items())
    )
    return True
