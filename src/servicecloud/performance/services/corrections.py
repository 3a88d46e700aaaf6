"""Correcting a self-evaluation that was published: opened with a reason, reviewed like the first, published as a further version."""

from decimal import Decimal

import msgspec
from django.db import transaction
from django.urls import reverse

from plumbline.forms.model import SelfEvaluation as Form
from servicecloud.activity.services import record_act
from servicecloud.identity.enums import Role
from servicecloud.identity.models import Membership, User
from servicecloud.notifications.services import notify
from servicecloud.performance import policies
from servicecloud.performance.enums import Document, DocumentState
from servicecloud.performance.errors import MovedOnError, NotEditableError, ReasonNeededError
from servicecloud.performance.flows import EDITABLE
from servicecloud.performance.models import Disclosure, Project, SelfEvaluation
from servicecloud.performance.selectors.projects import form_of
from servicecloud.performance.services.drafts import forget_editors, keep_draft, note_editor
from servicecloud.performance.services.projects import project_for_update
from servicecloud.performance.services.reviews import label_of


@transaction.atomic
def begin_correction(*, actor: User, project_id: int, expected: int, reason: str) -> SelfEvaluation:
    """Open a published self-evaluation for a correction. What is public stays as it is until the correction is published.

    The unit's officer opens it, or the supervising department, which thereby asks the unit to correct; then the unit is told.
    """
    project = project_for_update(project_id)
    policies.check_can_correct(actor, project)
    evaluation = _published(project, expected)
    if evaluation.state != DocumentState.APPROVED:
        raise _not_editable(evaluation)
    if not reason.strip():
        raise ReasonNeededError
    evaluation.state, evaluation.correction_reason = DocumentState.DRAFT, reason.strip()[:500]
    _save(evaluation, actor=actor, verb="self_evaluation.correcting")
    if policies.is_declarer(actor, project.owner_id):
        note_editor(project, Document.SELF_EVALUATION, actor=actor)
    else:
        _tell_unit(project, evaluation)
    return evaluation


@transaction.atomic
def abandon_correction(*, actor: User, project_id: int, expected: int) -> SelfEvaluation:
    """Give a correction up: the self-evaluation is again what was approved last."""
    project = project_for_update(project_id)
    policies.check_can_declare(actor, project.owner_id)
    evaluation = _published(project, expected)
    approved = evaluation.approved
    if evaluation.state not in EDITABLE or not evaluation.correction_reason or approved is None:
        raise _not_editable(evaluation)
    form = form_of(approved)
    evaluation.content = msgspec.json.decode(approved.content)["content"]
    if isinstance(form, Form):
        evaluation.total_score = Decimal(form.total_score_printed) if form.total_score_printed else None
        evaluation.grade = form.grade_printed or ""
    evaluation.state, evaluation.correction_reason, evaluation.latest = DocumentState.APPROVED, "", approved
    forget_editors(project, Document.SELF_EVALUATION)
    _save(evaluation, actor=actor, verb="self_evaluation.kept")
    return evaluation


def _published(project: Project, expected: int) -> SelfEvaluation:
    evaluation = SelfEvaluation.objects.filter(project=project).select_related("approved").first()
    if evaluation is None or not Disclosure.objects.filter(project=project).exists():
        label = label_of(Document.SELF_EVALUATION)
        raise NotEditableError(document=label, state=project.get_state_display())
    if evaluation.version != expected:
        raise MovedOnError(document=label_of(Document.SELF_EVALUATION))
    return evaluation


def _not_editable(evaluation: SelfEvaluation) -> NotEditableError:
    return NotEditableError(document=label_of(Document.SELF_EVALUATION), state=evaluation.get_state_display())


def _save(evaluation: SelfEvaluation, *, actor: User, verb: str) -> None:
    evaluation.version += 1
    evaluation.save()
    project = evaluation.project
    keep_draft(project, Document.SELF_EVALUATION, number=evaluation.version, content=evaluation.content)
    act = verb
    record_act(actor=actor, verb=act, about=project, organisation=project.owner_id)


def _tell_unit(project: Project, evaluation: SelfEvaluation) -> None:
    held = Membership.everywhere.filter(
        role=Role.PROJECT_OFFICER, organisation_id=project.owner_id, ended_at=None
    ).select_related("user")
    notify(
        recipients=[each.user for each in held],
        kind="performance.correcting",
        key=f"performance.correcting:{project.pk}:{evaluation.version}",
        url=reverse("office:self_evaluation", args=[project.pk]),
        project=str(project),
        reason=evaluation.correction_reason[:200],
    )
