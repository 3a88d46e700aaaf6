"""Reading examinations, evaluations and rectifications for pages and inboxes."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from servicecloud.identity.models import User
from servicecloud.identity.standing import standing_of
from servicecloud.oversight.enums import (
    UNSENT,
    EvaluationState,
    ExaminationKind,
    ExaminationState,
)
from servicecloud.oversight.models import (
    Evaluation,
    Examination,
    ExaminationResult,
    ObjectionDecision,
    Rectification,
    RectificationStep,
    SamplingPlan,
)
from servicecloud.oversight.policies import REVIEWERS
from servicecloud.oversight.values import VerifiedResult, read_text
from servicecloud.performance.models import Disclosure, Project


def plans_in_reach() -> QuerySet[SamplingPlan]:
    """Return the sampling plans in scope, ready to list."""
    return SamplingPlan.objects.select_related("body", "frame")


def examinations_seen_by(user: User) -> QuerySet[Examination]:
    """Return the examinations in scope; what is still being worked on is seen by its body alone.

    A department's own verification goes with the project to the department it comes under.
    """
    bodies = [held.organisation.pk for held in standing_of(user).held if held.role in REVIEWERS]
    own = Q(body__in=bodies) | Q(kind=ExaminationKind.REVIEW, project__department__in=bodies)
    rows = Examination.objects.filter(~Q(state__in=UNSENT) | own)
    return rows.select_related("project__owner", "body", "examiner")


def examination_seen_by(user: User, pk: int) -> Examination:
    """Return one examination with what its page shows: one query."""
    rows = examinations_seen_by(user).select_related("project__department", "of", "objection__made_by")
    return rows.select_related("drawn__row__frame__plan").get(pk=pk)


def latest_result(examination: Examination) -> ExaminationResult | None:
    """Return the result that stands."""
    rows = ExaminationResult.objects.filter(examination=examination).select_related("made_by")
    return rows.order_by("-number").first()


def result_of(result: ExaminationResult) -> VerifiedResult:
    """Read a frozen result."""
    return read_text(result.content, VerifiedResult)


def decision_of(examination: Examination) -> ObjectionDecision | None:
    """Return the decision of its objection."""
    rows = ObjectionDecision.objects.filter(objection__examination=examination)
    return rows.select_related("decided_by").first()


def evaluations_seen_by(user: User) -> QuerySet[Evaluation]:
    """Return the evaluations in scope; what is still being worked on is seen by its body alone."""
    bodies = [held.organisation.pk for held in standing_of(user).held if held.role in REVIEWERS]
    rows = Evaluation.objects.filter(~Q(state=EvaluationState.WORKING) | Q(body__in=bodies))
    return rows.select_related("project__owner", "body", "evaluator")


def evaluation_seen_by(user: User, pk: int) -> Evaluation:
    """Return one evaluation with what its page shows: one query."""
    rows = evaluations_seen_by(user).select_related("project__department", "project__bureau", "reply__made_by")
    return rows.get(pk=pk)


def rectifications() -> QuerySet[Rectification]:
    """Return the rectifications in scope, ready to list."""
    return Rectification.objects.select_related("project__owner", "body")


def rectification(pk: int) -> Rectification:
    """Return one rectification with what it rests on: one query."""
    rows = rectifications().select_related("examination", "evaluation", "monitoring", "audited", "required_by")
    return rows.get(pk=pk)


def steps_of(found: Rectification) -> QuerySet[RectificationStep]:
    """Return what was done about it, the latest first."""
    return RectificationStep.objects.filter(rectification=found).select_related("actor").order_by("-pk")


@dataclass(frozen=True)
class OfProject:
    """What oversight did about one project."""

    examinations: list[Examination]
    evaluations: list[Evaluation]
    rectifications: list[Rectification]

    @property
    def has_open_review(self) -> bool:
        """Whether a round of the department's verification is under way."""
        return any(each.kind == ExaminationKind.REVIEW and each.state in UNSENT for each in self.examinations)


def of_project(user: User, project: Project) -> OfProject:
    """Return what oversight did about one project, the latest first: three queries."""
    return OfProject(
        list(examinations_seen_by(user).filter(project=project).order_by("-pk")),
        list(evaluations_seen_by(user).filter(project=project).order_by("-pk")),
        list(rectifications().filter(project=project).order_by("-pk")),
    )


def disclosed_project(pk: int) -> Disclosure:
    """Return the latest publication of a project with its bodies; raises DoesNotExist when nothing of it is public."""
    rows = Disclosure.everywhere.filter(project_id=pk).select_related("project__owner", "project__department")
    return rows.latest("number")


def public_result(project_id: int) -> tuple[Examination, VerifiedResult] | None:
    """Return the verified scores of a disclosed project, of a re-check before the department's own; None where nothing is final or public.

    Whoever asks: what is disclosed is for everybody, so no scope narrows it.
    """
    shown = Disclosure.everywhere.filter(project_id=project_id).order_by("-number").first()
    if shown is None:
        return None
    rows = Examination.everywhere.filter(of_id=shown.version_id, state=ExaminationState.FINAL)
    found = rows.select_related("body").order_by("kind", "-pk").first()
    if found is None:
        return None
    result = ExaminationResult.everywhere.filter(examination=found).order_by("-number")[0]
    return found, result_of(result)
