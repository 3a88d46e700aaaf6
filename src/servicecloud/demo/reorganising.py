"""The demonstration's reorganisation: a unit was merged into another with its projects, and a project came under another department."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.facts import civil_date
from servicecloud.performance.models import Project
from servicecloud.performance.services.moves import merge_unit, move_project

MERGED, SUCCESSOR, COMMERCE = "LJ-CY", "LJ-CC", "LJ-SW"
MOVED = "出口转型辅导"

_WHY_MERGED = "按市属事业单位整合方案，创业指导职能并入产业促进中心。"
_WHY_MOVED = "按部门职能调整方案，外贸促进事项划归商务局管理。"
_MOVED_DAYS_AGO = 10


def merged_on(today: date) -> date:
    """Return the day of the merger: the first of this month."""
    return today.replace(day=1)


def load_reorganisation() -> int:
    """Merge the unit and move the project where that was not done yet; return how many projects went elsewhere."""
    today = civil_date(timezone.now())
    with scope_of_everything(), transaction.atomic():
        bodies = {each.code: each for each in Organisation.everywhere.filter(code__in=(MERGED, SUCCESSOR, COMMERCE))}
        number = 0
        if bodies[MERGED].valid_to is None:
            number += len(
                merge_unit(
                    actor=User.objects.get(username="operator"),
                    absorbed_id=bodies[MERGED].pk,
                    successor_id=bodies[SUCCESSOR].pk,
                    on=merged_on(today),
                    reason=_WHY_MERGED,
                )
            )
        project = Project.objects.filter(owner=bodies[SUCCESSOR], name=MOVED, moved_by=None).first()
        if project is not None:
            move_project(
                actor=User.objects.get(username="bureau"),
                project_id=project.pk,
                expected=project.version,
                department_id=bodies[COMMERCE].pk,
                effective_on=today - timedelta(days=_MOVED_DAYS_AGO),
                reason=_WHY_MOVED,
            )
            number += 1
    return number
