"""Reminding of deadlines: once before, once when they passed. Quiet hours and ways are those people chose."""

from datetime import date, timedelta

from django.urls import reverse

from servicecloud.identity.enums import Role
from servicecloud.identity.models import Membership, User
from servicecloud.notifications.services import notify
from servicecloud.performance.models import Project
from servicecloud.performance.selectors.deadlines import Standing, standings_of_many, with_documents
from servicecloud.performance.services.telling import TITLES

TELL_LATE_FOR = timedelta(days=14)
"""How long after a deadline people are still told; what was late for longer is in the list of what is late."""

_TOLD: dict[str, tuple[Role, ...]] = {
    "soon": (Role.PROJECT_OFFICER,),
    "late": (Role.PROJECT_OFFICER, Role.UNIT_HEAD),
}
_KINDS = {"soon": "performance.due_soon", "late": "performance.overdue"}


def remind(*, today: date) -> int:
    """Tell officers what is due within five working days, and officers and heads what is late; return how many were told.

    Run again on the same day, or on the next, nobody is told the same twice: the key of a notification names the deadline.
    """
    years = (today.year - 1, today.year, today.year + 1)
    projects = list(with_documents(Project.objects.filter(year__in=years)).order_by("pk"))
    standings = standings_of_many(projects, today=today)
    told = 0
    people: dict[int, list[Membership]] = {}
    for row in Membership.everywhere.filter(role__in=_TOLD["late"], ended_at=None).select_related("user"):
        people.setdefault(row.organisation_id, []).append(row)
    for project in projects:
        for standing in standings[project.pk]:
            if standing.light not in _KINDS or timedelta(days=standing.days) > TELL_LATE_FOR:
                continue
            roles = _TOLD[standing.light]
            told += _tell(
                project, standing, [row.user for row in people.get(project.owner_id, []) if row.role in roles]
            )
    return told


def _tell(project: Project, standing: Standing, people: list[User]) -> int:
    due, kind = standing.due, _KINDS[standing.light]
    made = notify(
        recipients=people,
        kind=kind,
        key=f"{kind}:{due.document}:{project.pk}:{due.end_month}:{due.due_on.isoformat()}",
        url=reverse("office:project", args=[project.pk]),
        project=str(project),
        document=TITLES[due.document],
        day=due.due_on.isoformat(),
    )
    return len(made)
