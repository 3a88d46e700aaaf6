"""What of oversight waits for a person."""

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

MOST = 50
"""So many lines of one kind are shown."""


@dataclass(frozen=True)
class Waiting:
    """One thing of oversight that waits for somebody."""

    kind: str
    title: str
    pk: int
    since: datetime


def waiting_oversight(user: User, *, today: date) -> list[Waiting]:
    """Return what waits for a person: drawn projects, objections, answers, unit's work; at most ten queries."""
    standing = standing_of(user)
    bodies = [held.organisation.pk for held in standing.held if held.role in REVIEWERS]
    units = [held.organisation.pk for held in standing.held if held.role in (Role.PROJECT_OFFICER, Role.UNIT_HEAD)]
    return [*(_of_body(user, bodies, today) if bodies else ()), *(_of_unit(units, today) if units else ())]


def _of_body(user: User, bodies: list[int], today: date) -> list[Waiting]:
    own = Examination.objects.filter(body__in=bodies).select_related("project")
    reports = Evaluation.objects.filter(body__in=bodies).select_related("project")
    mending = Rectification.objects.filter(body__in=bodies, state=RectificationState.ANSWERED)
    plans = SamplingPlan.objects.filter(body__in=bodies, state__in=(PlanState.ANNOUNCED, PlanState.SEEDED))
    working = own.filter(state=ExaminationState.WORKING).filter(Q(examiner=None) | Q(examiner=user))
    objected = own.filter(state=ExaminationState.OBJECTED).exclude(_wrote(ExaminationWriter, "examination", user))
    reviews = own.filter(state=ExaminationState.SUBMITTED).exclude(_wrote(ExaminationWriter, "examination", user))
    submitted = reports.filter(state=EvaluationState.SUBMITTED).exclude(_wrote(EvaluationWriter, "evaluation", user))
    to_finish = reports.filter(Q(reply__isnull=False) | Q(reply_on__lt=today), state=EvaluationState.SENT)
    steps = RectificationStep.objects.filter(rectification=OuterRef("pk"), kind=StepKind.ANSWERED, actor=user)
    return [
        *_lines("examine", working),
        *_lines("decide", objected),
        *_lines("confirm_review", reviews),
        *_lines("confirm_report", submitted),
        *_lines("finish", to_finish.filter(evaluator=user)),
        *_lines("accept", mending.exclude(Exists(steps))),
        *_lines("draw", plans),
    ]


def _wrote(writers: type[ExaminationWriter | EvaluationWriter], name: str, user: User) -> Exists:
    return Exists(writers.objects.filter(**{name: OuterRef("pk")}, person=user))


def _lines(kind: str, rows: QuerySet[Any]) -> list[Waiting]:
    return [Waiting(kind, _title(each), each.pk, each.updated_at) for each in rows.order_by("pk")[:MOST]]


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
