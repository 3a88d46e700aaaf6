"""Counts of what is under way in oversight."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from servicecloud.identity.models import User
from servicecloud.oversight.enums import EvaluationState, ExaminationKind, ExaminationState, RectificationState
from servicecloud.oversight.selectors.records import (
    evaluations_seen_by,
    examinations_seen_by,
    plans_in_reach,
    rectifications,
)


@dataclass(frozen=True)
class Totals:
    """How much there is of each, and how much of it is under way."""

    plans: int
    rechecks: int
    objections: int
    evaluations: int
    open_evaluations: int
    rectifications: int
    open_rectifications: int
    overdue: int


def totals(user: User, *, today: date) -> Totals:
    """Count: four queries."""
    examined = examinations_seen_by(user).filter(kind=ExaminationKind.RECHECK)
    examined_counts = examined.aggregate(n=Count("pk"), objected=Count("pk", filter=Q(state=ExaminationState.OBJECTED)))
    evaluated = evaluations_seen_by(user).aggregate(
        n=Count("pk"), opened=Count("pk", filter=~Q(state=EvaluationState.FINAL))
    )
    opened = ~Q(state=RectificationState.CLOSED)
    late = opened & ~Q(state=RectificationState.ANSWERED) & Q(due_on__lt=today)
    mending = rectifications().aggregate(
        n=Count("pk"), opened=Count("pk", filter=opened), late=Count("pk", filter=late)
    )
    return Totals(
        plans=plans_in_reach().count(),
        rechecks=examined_counts["n"],
        objections=examined_counts["objected"],
        evaluations=evaluated["n"],
        open_evaluations=evaluated["opened"],
        rectifications=mending["n"],
        open_rectifications=mending["opened"],
        overdue=mending["late"],
    )
