"""Rectification: required with a deadline, answered with evidence, accepted or returned by who required it."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from servicecloud.activity.services import record_act
from servicecloud.identity.models import User
from servicecloud.ledger.facts import civil_date
from servicecloud.oversight import policies
from servicecloud.oversight.enums import Basis, EvaluationKind, RectificationState, StepKind
from servicecloud.oversight.errors import AnswererAcceptsError, DueDayError, WordsNeededError, WrongStepError
from servicecloud.oversight.models import Evaluation, Examination, Rectification, RectificationStep
from servicecloud.oversight.ownership import answerers_of
from servicecloud.oversight.selectors.findings import finding_in
from servicecloud.oversight.selectors.starting import RestsOn
from servicecloud.oversight.telling import tell_body, tell_unit
from servicecloud.performance.models import DocumentVersion, Monitoring, Project
from servicecloud.workcalendar.clock import add_working_days
from servicecloud.workcalendar.selectors import current_calendar

LONGEST = 4000
SOON = timedelta(days=3)
"""So many days ahead the unit is reminded."""


@transaction.atomic
def require(
    *, actor: User, project: Project, what: str, requirement: str, days: int, rests_on: RestsOn | None = None
) -> Rectification:
    """Require a rectification within so many working days.

    `rests_on` names an examination, an evaluation or a monitoring table by id, or the version of a table with the key of a finding in it.
    """
    body = policies.check_can_oversee_project(actor, project)
    if not what.strip() or not requirement.strip():
        raise WordsNeededError
    if not 1 <= days <= 120:
        raise DueDayError
    basis, links = _basis(project, rests_on or {})
    made = Rectification.objects.create(
        project=project,
        body=body,
        what=what.strip()[:200],
        requirement=requirement.strip()[:LONGEST],
        basis=basis,
        due_on=add_working_days(civil_date(timezone.now()), days, calendar=current_calendar()).on,
        required_by=actor,
        **links,
    )
    _step(made, StepKind.REQUIRED, requirement, actor=actor)
    record_act(actor=actor, verb="rectification.required", about=made, organisation=project.owner_id)
    tell_unit(
        project.owner_id,
        "oversight.rectify",
        key=f"rectify:{made.pk}",
        url=_address(made),
        what=made.what,
        day=made.due_on,
    )
    return made


@transaction.atomic
def answer(*, actor: User, rectification_id: int, text: str) -> Rectification:
    """Say what was done. Files attached before belong to the answer."""
    found = _locked(rectification_id)
    policies.check_can_answer(actor, found.project.owner_id)
    if found.state not in (RectificationState.OPEN, RectificationState.RETURNED):
        raise WrongStepError(state=found.get_state_display())
    if not text.strip():
        raise WordsNeededError
    step = _step(found, StepKind.ANSWERED, text, actor=actor)
    _move(found, RectificationState.ANSWERED)
    record_act(actor=actor, verb="rectification.answered", about=found, organisation=found.project.owner_id)
    tell_body(
        found.body_id,
        "oversight.answered",
        key=f"answered:{step.pk}",
        url=_address(found),
        without=answerers_of(found),
        what=found.what,
    )
    return found


@transaction.atomic
def accept(*, actor: User, rectification_id: int, text: str = "") -> Rectification:
    """Accept what was done and close."""
    found, answered_by = _answered(actor, rectification_id)
    _step(found, StepKind.ACCEPTED, text, actor=actor, answered_by=answered_by)
    found.closed_at = timezone.now()
    _move(found, RectificationState.CLOSED)
    record_act(actor=actor, verb="rectification.closed", about=found, organisation=found.project.owner_id)
    tell_unit(
        found.project.owner_id, "oversight.closed", key=f"closed:{found.pk}", url=_address(found), what=found.what
    )
    return found


@transaction.atomic
def return_answer(*, actor: User, rectification_id: int, text: str) -> Rectification:
    """Return an answer with what is still to be done; the deadline stands."""
    found, answered_by = _answered(actor, rectification_id)
    if not text.strip():
        raise WordsNeededError
    step = _step(found, StepKind.RETURNED, text, actor=actor, answered_by=answered_by)
    _move(found, RectificationState.RETURNED)
    record_act(actor=actor, verb="rectification.returned", about=found, organisation=found.project.owner_id)
    tell_unit(
        found.project.owner_id,
        "oversight.sent_back",
        key=f"sent_back:{step.pk}",
        url=_address(found),
        what=found.what,
        reason=text.strip()[:200],
    )
    return found


def remind(*, today: date) -> int:
    """Remind units of what is due within three days or overdue, once each; tell the body of what is overdue. Return how many matters."""
    waiting = Rectification.objects.filter(due_on__lte=today + SOON).exclude(
        Q(state=RectificationState.CLOSED) | Q(state=RectificationState.ANSWERED)
    )
    rows = list(waiting.select_related("project"))
    for each in rows:
        told: dict[str, Any] = {"url": _address(each), "what": each.what, "day": each.due_on}
        if each.due_on < today:
            tell_unit(each.project.owner_id, "oversight.overdue", key=f"overdue:{each.pk}", **told)
            tell_body(each.body_id, "oversight.overdue", key=f"overdue:{each.pk}", **told)
        else:
            tell_unit(each.project.owner_id, "oversight.due_soon", key=f"due_soon:{each.pk}", **told)
    return len(rows)


def _basis(project: Project, rests_on: RestsOn) -> tuple[str, dict[str, Any]]:
    """Return the source and the record it rests on; the record is one of this project."""
    if pk := rests_on.get("examination"):
        return Basis.RECHECK, {"examination": Examination.objects.get(pk=pk, project=project)}
    if pk := rests_on.get("evaluation"):
        evaluation = Evaluation.objects.get(pk=pk, project=project)
        is_finance = evaluation.kind == EvaluationKind.FINANCE
        return Basis.FINANCE_EVALUATION if is_finance else Basis.DEPARTMENT_EVALUATION, {"evaluation": evaluation}
    if pk := rests_on.get("monitoring"):
        return Basis.MONITORING, {"monitoring": Monitoring.objects.get(pk=pk, project=project)}
    if pk := rests_on.get("version"):
        version = DocumentVersion.objects.select_related("project").get(pk=pk, project=project)
        found = finding_in(version, str(rests_on.get("finding", "")))
        links = {"audited": version, "finding": found.key, "rule": found.words.rule, "place": found.place[:300]}
        return Basis.AUDIT, links
    return Basis.ISSUE, {}


def _answered(actor: User, rectification_id: int) -> tuple[Rectification, User]:
    found = _locked(rectification_id)
    policies.check_can_oversee(actor, found.body_id)
    if found.state != RectificationState.ANSWERED:
        raise WrongStepError(state=found.get_state_display())
    answered = found.steps(manager="objects").filter(kind=StepKind.ANSWERED).select_related("actor")
    if actor.pk in answerers_of(found):
        raise AnswererAcceptsError
    last = answered.latest("pk")
    return found, last.actor


def _locked(rectification_id: int) -> Rectification:
    rows = Rectification.objects.select_for_update(of=("self",)).select_related("project__owner")
    return rows.get(pk=rectification_id)


def _step(
    found: Rectification, kind: StepKind, text: str, *, actor: User, answered_by: User | None = None
) -> RectificationStep:
    return RectificationStep.objects.create(
        rectification=found, kind=kind, text=text.strip()[:LONGEST], actor=actor, answered_by=answered_by
    )


def _move(found: Rectification, state: RectificationState) -> None:
    found.state = state
    found.version += 1
    found.save(update_fields=["state", "closed_at", "version", "updated_at"])


def _address(found: Rectification) -> str:
    return reverse("office:rectification", args=[found.pk])
