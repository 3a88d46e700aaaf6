"""Submitting, approving, returning, withdrawing: one set of acts for every document, as the flows say."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from servicecloud.activity.services import record_act
from servicecloud.identity.models import Membership, User
from servicecloud.notifications.services import notify
from servicecloud.performance import policies
from servicecloud.performance.enums import Document, DocumentState, ProjectState, Verdict
from servicecloud.performance.errors import (
    ActedAlreadyError,
    MovedOnError,
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
    ReviewedModel,
    SelfEvaluation,
    TargetTable,
)
from servicecloud.performance.services.projects import project_for_update
from servicecloud.performance.values import digest_of

_MODELS: dict[str, type[TargetTable] | type[SelfEvaluation]] = {
    Document.TARGET: TargetTable,
    Document.SELF_EVALUATION: SelfEvaluation,
}
_STATES_BEFORE = {Document.TARGET: (ProjectState.PREPARING,), Document.SELF_EVALUATION: (ProjectState.EVALUATING,)}
_STATE_WHEN_APPROVED = {Document.TARGET: ProjectState.RUNNING, Document.SELF_EVALUATION: ProjectState.EVALUATED}
_TITLES = {Document.TARGET: gettext_noop("绩效目标表"), Document.SELF_EVALUATION: gettext_noop("绩效自评表")}

Reviewed = TargetTable | SelfEvaluation
Made = TypeVar("Made")


def send(document: Reviewed, *, actor: User, content: str, form: str) -> DocumentVersion:
    """Freeze what a document says as its next version and send it into review. The caller holds the project and has checked it."""
    kind, project = document.document, document.project
    _check_transition(document, "submit")
    last = DocumentVersion.objects.filter(project=project, document=kind).order_by("-number").first()
    version = DocumentVersion.objects.create(
        project=project,
        document=kind,
        number=last.number + 1 if last else 1,
        content=content,
        form=form,
        digest=digest_of(content + form),
        made_by=actor,
    )
    document.latest = version
    document.round += 1
    document.flow = flow_for(project, kind)
    document.waiting_for = document.flow[0]
    document.state = DocumentState.IN_REVIEW
    document.submitted_at = timezone.now()
    _save(document)
    _record(document, actor=actor, verdict=Verdict.SUBMITTED, step="")
    _tell_log(document, "submitted", actor=actor)
    _tell_reviewers(document)
    return version


@transaction.atomic
def approve(*, actor: User, kind: str, project_id: int, expected: int, comment: str = "") -> Reviewed:
    """Approve at the step that decides now; at the last step the version comes into force."""
    document = _decided(actor, kind, project_id, expected)
    step = document.waiting_for
    _record(document, actor=actor, verdict=Verdict.APPROVED, step=step, comment=comment)
    document.waiting_for = next_step(document.flow, step)
    if not document.waiting_for:
        _check_transition(document, "approve")
        document.state = DocumentState.APPROVED
        document.approved, document.approved_at = document.latest, timezone.now()
        if isinstance(document, TargetTable):
            document.adjustment_reason = ""
        if document.project.state in _STATES_BEFORE[document.document]:
            document.project.state = _STATE_WHEN_APPROVED[document.document]
            document.project.save(update_fields=["state", "updated_at"])
    _save(document)
    _tell_log(document, "approved", actor=actor)
    if document.waiting_for:
        _tell_reviewers(document)
    else:
        _tell_author(document, "performance.approved")
    return document


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
    document = _decided(actor, kind, project_id, expected)
    comments = {key: text.strip()[:500] for key, text in (row_comments or {}).items() if text.strip()}
    if not comment.strip() and not comments:
        raise ReasonNeededError
    _record(
        document,
        actor=actor,
        verdict=Verdict.RETURNED,
        step=document.waiting_for,
        comment=comment,
        row_comments=comments,
    )
    _check_transition(document, "return")
    document.state, document.waiting_for = DocumentState.RETURNED, ""
    _save(document)
    _tell_log(document, "returned", actor=actor)
    _tell_author(document, "performance.returned", reason=(comment.strip() or next(iter(comments.values())))[:200])
    return document


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
    document = _MODELS[kind].objects.select_related("latest", "approved", "edited_by").get(project=project)
    document.project = project
    return document


def flow_for(project: Project, kind: str) -> list[str]:
    """Return the steps in force: the department's own, else the usual ones; a step whose body is missing falls away."""
    own = FlowSetting.everywhere.filter(department_id=project.department_id, document=kind).first()
    steps = own.steps if own else FLOWS[kind]
    return [str(step) for step in steps if getattr(project, STEPS[step].place)]


def label_of(kind: str) -> str:
    """Return a document's name in the active language."""
    return str(Document(kind).label)


def _decided(actor: User, kind: str, project_id: int, expected: int) -> Reviewed:
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


def _tell_reviewers(document: Reviewed) -> None:
    step, project = STEPS[document.waiting_for], document.project
    held = Membership.everywhere.filter(
        role=step.role, organisation_id=getattr(project, step.place), ended_at=None
    ).select_related("user")
    _tell([each.user for each in held], document, "performance.waiting")


def _tell_author(document: Reviewed, kind: str, **data: str) -> None:
    if document.latest is not None:
        _tell([document.latest.made_by], document, kind, **data)


def _tell(people: list[User], document: Reviewed, kind: str, **data: str) -> None:
    project = document.project
    notify(
        recipients=people,
        kind=kind,
        key=f"{kind}:{document.document}:{project.pk}:{document.round}:{document.waiting_for}",
        url=_address(document),
        project=str(project),
        document=_TITLES[document.document],
        **data,
    )


_ADDRESS: dict[str, Callable[[int], str]] = {
    Document.TARGET: lambda pk: reverse("office:target", args=[pk]),
    Document.SELF_EVALUATION: lambda pk: reverse("office:self_evaluation", args=[pk]),
}


def _address(document: Reviewed) -> str:
    return _ADDRESS[document.document](document.project_id)


def _tell_log(document: Reviewed, act: str, *, actor: User) -> None:
    verb = f"{document.document}.{act}"
    record_act(actor=actor, verb=verb, about=document.project, organisation=document.project.owner_id)


__all__ = ["ReviewedModel", "approve", "document_for_update", "flow_for", "label_of", "send", "send_back", "withdraw"]
