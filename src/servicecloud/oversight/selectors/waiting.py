"""What of oversight waits for a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from servicecloud.identity.enums import Role
from servicecloud.identity.models import User
from servicecloud.identity.standing import standing_of
from servicecloud.oversight.enums import (
    TO_DO,
    EvaluationState,
    ExaminationKind,
    ExaminationState,
    PlanState,
    RectificationState,
    StepKind,
)
from servicecloud.oversight.models import (
    Evaluation,
    EvaluationWriter,
    Examination,
    ExaminationWriter,
    Rectification,
    RectificationStep,
    SamplingPlan,
)
from servicecloud.oversight.policies import REVIEWERS

MOST = 100
"""So many lines of one kind of record are shown."""


@dataclass(frozen=True)
class Waiting:
    """One thing of oversight that waits for somebody."""

    kind: str
    title: str
    pk: int
    since: datetime


def waiting_oversight(user: User, *, today: date) -> list[Waiting]:
    """Return what waits for a person: drawn projects, objections, answers, unit's work; at most seven queries."""
    standing = standing_of(user)
    bodies = [held.organisation.pk for held in standing.held if held.role in REVIEWERS]
    units = [held.organisation.pk for held in standing.held if held.role in (Role.PROJECT_OFFICER, Role.UNIT_HEAD)]
    return [*(_of_body(user, bodies, today) if bodies else ()), *(_of_unit(units, today) if units else ())]


def _of_body(user: User, bodies: list[int], today: date) -> list[Waiting]:
    """One query for each kind of record. What was written by the person waits for somebody else."""
    examined = Exists(ExaminationWriter.objects.filter(examination=OuterRef("pk"), person=user))
    evaluated = Exists(EvaluationWriter.objects.filter(evaluation=OuterRef("pk"), person=user))
    answered = RectificationStep.objects.filter(rectification=OuterRef("pk"), kind=StepKind.ANSWERED, actor=user)
    to_examine = Q(Q(examiner=None) | Q(examiner=user), state=ExaminationState.WORKING)
    others = Q(~examined, state__in=(ExaminationState.OBJECTED, ExaminationState.SUBMITTED))
    is_over = Q(reply__isnull=False) | Q(reply_on__lt=today)
    to_finish = Q(is_over, state=EvaluationState.SENT, evaluator=user)
    to_confirm = Q(~evaluated, state=EvaluationState.SUBMITTED)
    own = Examination.objects.filter(body__in=bodies).select_related("project")
    reports = Evaluation.objects.filter(body__in=bodies).select_related("project")
    mending = Rectification.objects.filter(body__in=bodies, state=RectificationState.ANSWERED)
    plans = SamplingPlan.objects.filter(body__in=bodies, state__in=(PlanState.ANNOUNCED, PlanState.SEEDED))
    return [
        *_lines(own.filter(to_examine | others), _OF_EXAMINATION),
        *_lines(reports.filter(to_finish | to_confirm), _OF_REPORT),
        *_lines(mending.exclude(Exists(answered)), {RectificationState.ANSWERED: "accept"}),
        *_lines(plans, dict.fromkeys(PlanState, "draw")),
    ]


_OF_EXAMINATION = {
    ExaminationState.WORKING: "examine",
    ExaminationState.OBJECTED: "decide",
    ExaminationState.SUBMITTED: "confirm_review",
}
_OF_REPORT = {EvaluationState.SENT: "finish", EvaluationState.SUBMITTED: "confirm_report"}


def _lines(rows: QuerySet[Any], kinds: Mapping[Any, str]) -> list[Waiting]:
    """Return the rows as lines."""
    order = list(kinds.values())
    found = [Waiting(kinds[each.state], _title(each), each.pk, each.updated_at) for each in rows.order_by("pk")[:MOST]]
    return sorted(found, key=lambda line: order.index(line.kind))


def _of_unit(units: list[int], today: date) -> list[Waiting]:
    sent = Examination.objects.filter(
        project__owner__in=units, kind=ExaminationKind.RECHECK, state=ExaminationState.SENT
    ).select_related("project")
    asked = Evaluation.objects.filter(project__owner__in=units, state=EvaluationState.SENT, reply=None).select_related(
        "project"
    )
    todo = Rectification.objects.filter(project__owner__in=units, state__in=TO_DO)
    return [
        *(Waiting("result", str(each.project), each.pk, each.updated_at) for each in sent.order_by("pk")[:MOST]),
        *(Waiting("reply", str(each.project), each.pk, each.updated_at) for each in asked.order_by("pk")[:MOST]),
        *(
            Waiting("overdue" if each.due_on < today else "rectify", each.what, each.pk, each.updated_at)
            for each in todo.order_by("due_on")[:MOST]
        ),
    ]


def _title(each: Any) -> str:
    return str(each.project) if isinstance(each, Examination | Evaluation) else str(each)
