"""Submitting, approving, returning, withdrawing: one set of acts for every document, as the flows say."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from servicecloud.activity.services import record_act
from servicecloud.identity.models import User
from servicecloud.performance import policies
from servicecloud.performance.enums import Document, DocumentState, ProjectState, StepKey, Verdict
from servicecloud.performance.errors import (
    ActedAlreadyError,
    AttributesNeededError,
    MovedOnError,
    NoReviewStepError,
    NotEditableError,
    ReasonNeededError,
    WrongStateError,
)
from servicecloud.performance.flows import FLOWS, STEPS, TRANSITIONS, next_step
from servicecloud.performance.models import (
    DocumentVersion,
    FlowSetting,
    Project,
    Review,
    SelfEvaluation,
    TargetTable,
)
from servicecloud.performance.selectors.deadlines import due_and_late
from servicecloud.performance.services.drafts import forget_editors
from servicecloud.performance.services.packs import prepare_pack
from servicecloud.performance.services.projects import project_for_update
from servicecloud.performance.services.telling import Reviewed, tell_author, tell_reviewers
from servicecloud.performance.values import digest_of

_MODELS: dict[str, type[TargetTable] | type[SelfEvaluation]] = {
    Document.TARGET: TargetTable,
    Document.SELF_EVALUATION: SelfEvaluation,
}
_STATES_BEFORE = {Document.TARGET: (ProjectState.PREPARING,), Document.SELF_EVALUATION: (ProjectState.EVALUATING,)}
_STATE_WHEN_APPROVED = {Document.TARGET: ProjectState.RUNNING, Document.SELF_EVALUATION: ProjectState.EVALUATED}


def send(document: Reviewed, *, actor: User, content: str, form: str) -> DocumentVersion:
    """Freeze what a document says as its next version and send it into review. The caller holds the project and has checked it.

    Raises NoReviewStepError where the order of review leaves nobody to decide.
    """
    kind, project = document.document, document.project
    _check_transition(document, "submit")
    flow, attribute_steps = flow_for(project, kind)
    if not any(step != StepKey.UNIT for step in flow):
        raise NoReviewStepError(document=label_of(kind))
    last = DocumentVersion.objects.filter(project=project, document=kind).order_by("-number").first()
    now = timezone.now()
    if last is not None and last.reviews.exclude(step="").exists():
        due_on, late_days = last.due_on, last.late_days  # it was sent, looked at and returned, or is adjusted
    else:
        due_on, late_days = due_and_late(project, kind, moment=now)
    version = DocumentVersion.objects.create(
        project=project,
        document=kind,
        number=last.number + 1 if last else 1,
        content=content,
        form=form,
        digest=digest_of(content + form),
        made_by=actor,
        due_on=due_on,
        late_days=late_days,
    )
    document.latest = version
    document.round += 1
    document.flow = flow
    if isinstance(document, TargetTable):
        document.attribute_steps = attribute_steps
    document.waiting_for = document.flow[0]
    document.state = DocumentState.IN_REVIEW
    document.submitted_at = now
    _save(document)
    _record(document, actor=actor, verdict=Verdict.SUBMITTED, step="")
    _tell_log(document, "submitted", actor=actor)
    tell_reviewers(document)
    return version


@transaction.atomic
def approve(*, actor: User, kind: str, project_id: int, expected: int, comment: str = "") -> Reviewed:
    """Approve at the step that decides now; at the last step the version comes into force.

    Raises AttributesNeededError at a step that decides by a four-attribute review.
    """
    document = document_to_decide(actor, kind, project_id, expected)
    if needs_attributes(document):
        raise AttributesNeededError
    pass_on(document, actor=actor, comment=comment)
    return document


def pass_on(document: Reviewed, *, actor: User, comment: str) -> None:
    """Lead a document that may be decided on to its next step, or into force after the last."""
    step = document.waiting_for
    _record(document, actor=actor, verdict=Verdict.APPROVED, step=step, comment=comment)
    document.waiting_for = next_step(document.flow, step)
    if not document.waiting_for:
        _check_transition(document, "approve")
        document.state = DocumentState.APPROVED
        document.approved, document.approved_at = document.latest, timezone.now()
        forget_editors(document.project, document.document)
        if isinstance(document, TargetTable):
            document.adjustment_reason = ""
        else:
            document.correction_reason = ""
        if document.project.state in _STATES_BEFORE[document.document]:
            document.project.state = _STATE_WHEN_APPROVED[document.document]
            document.project.save(update_fields=["state", "updated_at"])
    _save(document)
    _tell_log(document, "approved", actor=actor)
    if document.waiting_for:
        tell_reviewers(document)
    else:
        tell_author(document, "performance.approved")
        if isinstance(document, SelfEvaluation):
            prepare_pack(document)


@transaction.atomic
def send_back(
    *,
    actor: User,
    kind: str,
    project_id: int,
    expected: int,
    comment: str,
    row_comments: Mapping[str, str] | None = None,
) -> Reviewed:
    """Return a document to those who filled it in, with what to mend: in general, or at rows."""
    document = document_to_decide(actor, kind, project_id, expected)
    comments = {key: text.strip()[:500] for key, text in (row_comments or {}).items() if text.strip()}
    if not comment.strip() and not comments:
        raise ReasonNeededError
    hand_back(document, actor=actor, comment=comment, row_comments=comments)
    return document


def hand_back(document: Reviewed, *, actor: User, comment: str, row_comments: Mapping[str, str]) -> None:
    """Return a document that may be decided on."""
    _record(
        document,
        actor=actor,
        verdict=Verdict.RETURNED,
        step=document.waiting_for,
        comment=comment,
        row_comments=row_comments,
    )
    _check_transition(document, "return")
    document.state, document.waiting_for = DocumentState.RETURNED, ""
    _save(document)
    _tell_log(document, "returned", actor=actor)
    reason = comment.strip() or next(iter(row_comments.values()))
    tell_author(document, "performance.returned", reason=reason[:200])


def decline(document: Reviewed, *, actor: User, comment: str) -> None:
    """Keep a document that may be decided on out of the budget. What was in force before stays in force."""
    _record(document, actor=actor, verdict=Verdict.DECLINED, step=document.waiting_for, comment=comment)
    _check_transition(document, "decline")
    document.state, document.waiting_for = DocumentState.DECLINED, ""
    _save(document)
    _tell_log(document, "declined", actor=actor)
    tell_author(document, "performance.declined", reason=comment.strip()[:200])


@transaction.atomic
def reopen(*, actor: User, kind: str, project_id: int, expected: int, reason: str) -> Reviewed:
    """Take a declined document up again: it goes back to those who filled it in. By the step that declined it, with a reason."""
    document = document_for_update(kind, project_id)
    _check_transition(document, "reopen")
    declined = Review.objects.filter(project=document.project, document=kind, verdict=Verdict.DECLINED).latest("pk")
    policies.check_holds(actor, declined.step, document.project)
    _check_current(document, expected)
    if not reason.strip():
        raise ReasonNeededError
    document.state = DocumentState.RETURNED
    _save(document)
    _tell_log(document, "reopened", actor=actor, reason=reason.strip()[:500])
    tell_author(document, "performance.returned", reason=reason.strip()[:200])
    return document


def needs_attributes(document: Reviewed) -> bool:
    """Tell whether the step that decides now does so by a four-attribute review."""
    return isinstance(document, TargetTable) and document.waiting_for in document.attribute_steps


@transaction.atomic
def withdraw(*, actor: User, kind: str, project_id: int, expected: int) -> Reviewed:
    """Take a document back as long as nobody has decided on it."""
    document = document_for_update(kind, project_id)
    policies.check_can_declare(actor, document.project.owner_id)
    _check_transition(document, "withdraw")
    _check_current(document, expected)
    decided = Review.objects.filter(project=document.project, document=kind, round=document.round).exclude(step="")
    if decided.exists():
        raise NotEditableError(document=label_of(kind), state=document.get_state_display())
    _record(document, actor=actor, verdict=Verdict.WITHDRAWN, step="")
    document.state, document.waiting_for = DocumentState.DRAFT, ""
    _save(document)
    _tell_log(document, "withdrawn", actor=actor)
    return document


def document_for_update(kind: str, project_id: int) -> Reviewed:
    """Return a document and hold its project until the transaction ends."""
    project = project_for_update(project_id)
    document = _MODELS[kind].objects.select_related("latest", "approved").get(project=project)
    document.project = project
    return document


def flow_for(project: Project, kind: str) -> tuple[list[str], list[str]]:
    """Return the steps in force, and those of them that decide by a four-attribute review: the department's own, else the usual ones.

    A step whose body is missing falls away.
    """
    own = FlowSetting.everywhere.filter(department_id=project.department_id, document=kind).first()
    steps = [str(step) for step in (own.steps if own else FLOWS[kind]) if getattr(project, STEPS[step].place)]
    return steps, [step for step in steps if own and step in own.attribute_steps]


def label_of(kind: str) -> str:
    """Return a document's name in the active language."""
    return str(Document(kind).label)


def document_to_decide(actor: User, kind: str, project_id: int, expected: int) -> Reviewed:
    """Return a document whose decision is this person's now, held until the transaction ends; refuses everybody else's."""
    document = document_for_update(kind, project_id)
    if document.state != DocumentState.IN_REVIEW:
        raise WrongStateError(document=label_of(kind), state=document.get_state_display())
    policies.check_can_decide(actor, document, document.project, kind=kind, label=label_of(kind))
    _check_current(document, expected)
    return document


def _check_current(document: Reviewed, expected: int) -> None:
    if document.version != expected:
        raise MovedOnError(document=label_of(document.document))


def _check_transition(document: Reviewed, act: str) -> None:
    if (document.state, act) not in TRANSITIONS:
        raise WrongStateError(document=label_of(document.document), state=document.get_state_display())


def _save(document: Reviewed) -> None:
    document.version += 1
    document.save()


def _record(document: Reviewed, *, actor: User, verdict: str, step: str, **said: object) -> None:
    comment = str(said.get("comment", "")).strip()[:500]
    assert document.latest is not None  # noqa: S101 - the database keeps what was sent from having no version
    try:
        with transaction.atomic():
            Review.objects.create(
                version=document.latest,
                project=document.project,
                document=document.document,
                round=document.round,
                step=step,
                verdict=verdict,
                comment=comment,
                row_comments=said.get("row_comments") or {},
                actor=actor,
            )
    except IntegrityError as error:
        raise ActedAlreadyError(document=label_of(document.document)) from error


def _tell_log(document: Reviewed, act: str, *, actor: User, **data: str) -> None:
    verb = f"{document.document}.{act}"
    record_act(actor=actor, verb=verb, about=document.project, organisation=document.project.owner_id, **data)
