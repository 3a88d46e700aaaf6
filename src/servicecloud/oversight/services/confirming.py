"""Submitting to somebody else's confirmation: a report that is to be final, a department's verified score that is to stand."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from servicecloud.activity.services import record_act
from servicecloud.identity.models import User
from servicecloud.ledger.facts import civil_date
from servicecloud.notifications.services import notify
from servicecloud.oversight import policies
from servicecloud.oversight.enums import ConfirmationKind, EvaluationState, ExaminationKind, ExaminationState
from servicecloud.oversight.errors import NobodyElseConfirmsError, UnfinishedError, WordsNeededError, WrongStepError
from servicecloud.oversight.models import (
    Evaluation,
    EvaluationConfirmation,
    EvaluationReply,
    Examination,
    ExaminationConfirmation,
)
from servicecloud.oversight.services.evaluating import freeze, problems_of
from servicecloud.oversight.services.examining import finished_result, keep_result
from servicecloud.oversight.services.writers import note_writer, writers_of
from servicecloud.oversight.telling import reviewers_of, tell_unit
from servicecloud.oversight.values import EvaluatedContent, read

Record = Evaluation | Examination
LONGEST = 2000


@transaction.atomic
def submit(*, actor: User, of: type[Record], pk: int, expected: int) -> Record:
    """Submit a report or a verification; from here on nothing is written in it. Refused where nobody else of the body could confirm."""
    found = _locked(of, pk)
    policies.check_can_oversee(actor, found.body_id)
    _check_ready(found, expected)
    note_writer(found, actor)
    others = reviewers_of(found.body_id, without=writers_of(found) | {actor.pk})
    if not others:
        raise NobodyElseConfirmsError(body=found.body)
    step = _step(found, ConfirmationKind.SUBMITTED, actor=actor, submitted_by=actor)
    _move(found, "submitted", actor=actor)
    notify(
        recipients=others,
        kind=f"oversight.{_name(found)}_to_confirm",
        key=f"to_confirm:{step.pk}",
        url=_address(found),
        project=str(found.project),
    )
    return found


@transaction.atomic
def take_back(*, actor: User, of: type[Record], pk: int) -> Record:
    """Take a submission back to go on writing: whoever wrote in it may, until it is confirmed."""
    found = _submitted(actor, of, pk)
    if actor.pk not in writers_of(found):
        raise WrongStepError(state=found.get_state_display())
    _step(found, ConfirmationKind.TAKEN_BACK, actor=actor, submitted_by=_submitter(found))
    _move(found, "taken_back", actor=actor)
    return found


@transaction.atomic
def send_back(*, actor: User, of: type[Record], pk: int, text: str) -> Record:
    """Return a submission to its writers with the reason. Never by one of them."""
    found = _submitted(actor, of, pk)
    policies.check_did_not_write(actor, writers_of(found))
    if not text.strip():
        raise WordsNeededError
    step = _step(found, ConfirmationKind.RETURNED, actor=actor, submitted_by=_submitter(found), text=text)
    _move(found, "returned", actor=actor)
    notify(
        recipients=list(User.objects.filter(pk__in=writers_of(found)).order_by("pk")),
        kind=f"oversight.{_name(found)}_returned",
        key=f"confirmation_returned:{step.pk}",
        url=_address(found),
        project=str(found.project),
        reason=text.strip()[:200],
    )
    return found


@transaction.atomic
def confirm(*, actor: User, of: type[Record], pk: int, text: str = "") -> Record:
    """Confirm what somebody else wrote and submitted: the report is final, the verified score stands, the unit is told."""
    found = _submitted(actor, of, pk)
    policies.check_did_not_write(actor, writers_of(found))
    submitted_by = _submitter(found)
    _step(found, ConfirmationKind.CONFIRMED, actor=actor, submitted_by=submitted_by, text=text)
    if isinstance(found, Evaluation):
        found.state = EvaluationState.FINAL
        freeze(found, actor=submitted_by)
        verb, kind, key = "evaluation.final", "oversight.report_final", f"report_final:{found.pk}"
    else:
        found.state, found.sent_at, found.examiner = ExaminationState.FINAL, timezone.now(), submitted_by
        keep_result(found, finished_result(found), actor=submitted_by)
        verb, kind, key = "examination.confirmed", "oversight.verified", f"verified:{found.pk}"
    record_act(actor=actor, verb=verb, about=found, organisation=found.project.owner_id)
    tell_unit(found.project.owner_id, kind, key=key, url=_address(found), project=str(found.project))
    return found


def is_ready(found: Evaluation) -> bool:
    """Whether a report may be submitted: the unit said its view, or its term is over."""
    is_over = found.reply_on is not None and civil_date(timezone.now()) > found.reply_on
    return found.state == EvaluationState.SENT and (
        is_over or EvaluationReply.objects.filter(evaluation=found).exists()
    )


def _check_ready(found: Record, expected: int) -> None:
    if isinstance(found, Evaluation):
        if found.version != expected or not is_ready(found):
            raise WrongStepError(state=found.get_state_display())
        problems = problems_of(read(found.content, EvaluatedContent))
        if problems:
            raise UnfinishedError(problems=problems)
        return
    is_open = found.kind == ExaminationKind.REVIEW and found.state == ExaminationState.WORKING
    if found.version != expected or not is_open:
        raise WrongStepError(state=found.get_state_display())
    finished_result(found)


def _submitted(actor: User, of: type[Record], pk: int) -> Record:
    found = _locked(of, pk)
    policies.check_can_oversee(actor, found.body_id)
    if found.state not in (EvaluationState.SUBMITTED, ExaminationState.SUBMITTED):
        raise WrongStepError(state=found.get_state_display())
    return found


def _submitter(found: Record) -> User:
    steps = (
        EvaluationConfirmation.objects.filter(evaluation=found)
        if isinstance(found, Evaluation)
        else ExaminationConfirmation.objects.filter(examination=found)
    )
    return steps.filter(kind=ConfirmationKind.SUBMITTED).select_related("submitted_by").latest("pk").submitted_by


def _step(
    found: Record, kind: ConfirmationKind, *, actor: User, submitted_by: User, text: str = ""
) -> EvaluationConfirmation | ExaminationConfirmation:
    said = text.strip()[:LONGEST]
    if isinstance(found, Evaluation):
        return EvaluationConfirmation.objects.create(
            evaluation=found, kind=kind, text=said, submitted_by=submitted_by, actor=actor
        )
    return ExaminationConfirmation.objects.create(
        examination=found, kind=kind, text=said, submitted_by=submitted_by, actor=actor
    )


def _move(found: Record, act: str, *, actor: User) -> None:
    """Into the hands of who confirms, or back into those of the writers."""
    if isinstance(found, Evaluation):
        found.state = EvaluationState.SUBMITTED if act == "submitted" else EvaluationState.SENT
    else:
        found.state = ExaminationState.SUBMITTED if act == "submitted" else ExaminationState.WORKING
    found.version += 1
    found.save(update_fields=["state", "version", "updated_at"])
    record_act(actor=actor, verb=_VERBS[_name(found), act], about=found, organisation=found.project.owner_id)


def _locked(of: type[Record], pk: int) -> Record:
    rows = of.objects.select_for_update(of=("self",))
    return rows.select_related("project__owner", "body").get(pk=pk)


def _name(found: Record) -> str:
    return "report" if isinstance(found, Evaluation) else "review"


def _address(found: Record) -> str:
    return reverse("office:evaluation" if isinstance(found, Evaluation) else "office:examination", args=[found.pk])


_VERBS = {
    ("report", "submitted"): "evaluation.submitted",
    ("report", "taken_back"): "evaluation.taken_back",
    ("report", "returned"): "evaluation.returned",
    ("review", "submitted"): "examination.submitted",
    ("review", "taken_back"): "examination.taken_back",
    ("review", "returned"): "examination.returned",
}
