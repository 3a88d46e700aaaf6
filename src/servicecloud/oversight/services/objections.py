"""Objections to a re-check: made in time by the unit, decided by another person than the examiner; then the result is final."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from servicecloud.activity.services import record_act
from servicecloud.identity.models import User
from servicecloud.ledger.facts import civil_date
from servicecloud.oversight import policies
from servicecloud.oversight.enums import ExaminationKind, ExaminationState, ObjectionVerdict
from servicecloud.oversight.errors import TermOverError, WordsNeededError, WrongStepError
from servicecloud.oversight.models import Examination, ExaminationResult, Objection, ObjectionDecision
from servicecloud.oversight.selectors.examined import examined_version
from servicecloud.oversight.services.examining import keep_result
from servicecloud.oversight.services.writers import writers_of
from servicecloud.oversight.telling import tell_body, tell_unit
from servicecloud.oversight.values import ExaminedContent, read
from servicecloud.oversight.verifying import verified, without

LONGEST = 4000


@transaction.atomic
def accept_result(*, actor: User, examination_id: int) -> Examination:
    """Say that the unit has no objection: the result is final before the term is over."""
    found = _sent(examination_id)
    policies.check_can_answer(actor, found.project.owner_id)
    _close(found)
    record_act(actor=actor, verb="examination.accepted", about=found, organisation=found.project.owner_id)
    return found


@transaction.atomic
def object_to(*, actor: User, examination_id: int, statement: str, rows: Mapping[str, str]) -> Objection:
    """Object to a result within the term, with a statement and words at rows. Refused afterwards."""
    found = _sent(examination_id)
    policies.check_can_answer(actor, found.project.owner_id)
    today = civil_date(timezone.now())
    if found.term_on is not None and today > found.term_on:
        raise TermOverError(day=found.term_on.isoformat())
    if not statement.strip():
        raise WordsNeededError
    said = {key: text.strip()[:500] for key, text in rows.items() if text.strip()}
    made = Objection.objects.create(examination=found, statement=statement.strip()[:LONGEST], rows=said, made_by=actor)
    found.state = ExaminationState.OBJECTED
    _save(found)
    record_act(actor=actor, verb="examination.objected", about=found, organisation=found.project.owner_id)
    tell_body(
        found.body_id,
        "oversight.objected",
        key=f"objected:{found.pk}",
        url=reverse("office:examination", args=[found.pk]),
        without={*writers_of(found), actor.pk},
        project=str(found.project),
    )
    return made


@transaction.atomic
def decide_objection(*, actor: User, examination_id: int, restored: Iterable[str], grounds: str) -> ObjectionDecision:
    """Decide an objection: rows named as restored keep what the unit claimed, the others stand. Never by who wrote in it."""
    found = _locked(examination_id)
    if found.state != ExaminationState.OBJECTED or found.examiner is None:
        policies.check_can_oversee(actor, found.body_id)
        raise WrongStepError(state=found.get_state_display())
    policies.check_can_decide_objection(actor, found.body_id, {*writers_of(found), found.objection.made_by_id})
    if not grounds.strip():
        raise WordsNeededError
    keys = set(restored)
    result = ExaminationResult.objects.filter(examination=found).order_by("-number")[0]
    if keys:
        content = without(read(found.content, ExaminedContent), keys)
        result = keep_result(found, verified(examined_version(found.of), content)[0], actor=actor)
    made = ObjectionDecision.objects.create(
        objection=found.objection,
        result=result,
        verdict=ObjectionVerdict.CHANGED if keys else ObjectionVerdict.UPHELD,
        grounds=grounds.strip()[:LONGEST],
        examiner=found.examiner,
        decided_by=actor,
    )
    _close(found)
    record_act(actor=actor, verb="examination.decided", about=found, organisation=found.project.owner_id)
    address = reverse("office:examination", args=[found.pk])
    tell_unit(
        found.project.owner_id, "oversight.decided", key=f"decided:{found.pk}", url=address, project=str(found.project)
    )
    return made


def close_terms(*, today: date) -> int:
    """Make results final whose term is over without an objection; return how many."""
    over = Examination.objects.filter(
        kind=ExaminationKind.RECHECK, state=ExaminationState.SENT, term_on__lt=today
    ).values_list("pk", flat=True)
    return sum(_close_if_over(pk, today=today) for pk in list(over))


@transaction.atomic
def _close_if_over(pk: int, *, today: date) -> bool:
    found = _locked(pk)
    if found.state != ExaminationState.SENT or found.term_on is None or found.term_on >= today:
        return False
    _close(found)
    record_act(actor=None, verb="examination.final", about=found, organisation=found.project.owner_id)
    return True


def _sent(examination_id: int) -> Examination:
    found = _locked(examination_id)
    if found.state != ExaminationState.SENT:
        raise WrongStepError(state=found.get_state_display())
    return found


def _locked(examination_id: int) -> Examination:
    rows = Examination.objects.select_for_update(of=("self",)).select_related("project__owner", "of", "examiner")
    return rows.get(pk=examination_id)


def _close(found: Examination) -> None:
    found.state = ExaminationState.FINAL
    _save(found)


def _save(found: Examination) -> None:
    found.version += 1
    found.save(update_fields=["state", "version", "updated_at"])
