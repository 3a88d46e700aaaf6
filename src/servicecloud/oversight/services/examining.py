"""Examining a self-evaluation row by row: a department's verified score, and the re-check of a drawn project."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy

from servicecloud.activity.services import record_act
from servicecloud.identity.models import User
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Entry
from servicecloud.oversight import policies, words
from servicecloud.oversight.enums import ExaminationKind, ExaminationState
from servicecloud.oversight.errors import NothingToExamineError, OpenAlreadyError, UnfinishedError, WrongStepError
from servicecloud.oversight.merging import EXAMINATION
from servicecloud.oversight.models import Examination, ExaminationResult
from servicecloud.oversight.selectors.examined import examined_version
from servicecloud.oversight.services.drafts import draft_at, keep_draft
from servicecloud.oversight.services.writers import note_writer
from servicecloud.oversight.telling import tell_unit
from servicecloud.oversight.typed import entries_of, points_of, share_of
from servicecloud.oversight.values import Deduction, ExaminedContent, ExaminedRow, VerifiedResult, read
from servicecloud.oversight.verifying import verified
from servicecloud.performance.enums import DocumentState
from servicecloud.performance.models import SelfEvaluation
from servicecloud.performance.selectors.owners import reach_of_owners
from servicecloud.performance.services.drafts import reconciled
from servicecloud.performance.services.projects import project_for_update
from servicecloud.performance.values import as_json, canonical
from servicecloud.workcalendar.clock import add_working_days
from servicecloud.workcalendar.selectors import current_calendar

OBJECTION_DAYS = 5
"""Working days in which a unit may object to a re-check."""

LONGEST = 1000


@transaction.atomic
def begin_review(*, actor: User, project_id: int) -> Examination:
    """Begin a round of the department's own verification of what was last submitted."""
    project = project_for_update(project_id)
    policies.check_can_verify(actor, project)
    evaluation = SelfEvaluation.objects.filter(project=project).select_related("latest").first()
    if evaluation is None or evaluation.latest is None or evaluation.state == DocumentState.RETURNED:
        raise NothingToExamineError
    try:
        with transaction.atomic():
            found = Examination.objects.create(
                project=project,
                body_id=project.department_id,
                kind=ExaminationKind.REVIEW,
                of=evaluation.latest,
                examiner=actor,
            )
    except IntegrityError as error:
        raise OpenAlreadyError(what=ExaminationKind.REVIEW.label) from error
    note_writer(found, actor)
    record_act(actor=actor, verb="examination.begun", about=found, organisation=project.owner_id)
    return found


@transaction.atomic
def save_examination(
    *,
    actor: User,
    examination_id: int,
    expected: int,
    rows: Mapping[str, Mapping[str, Any]],
    comment: str,
    taken: Iterable[str] = (),
) -> Examination:
    """Keep what was found so far, whether it can be sent or not. Whoever saves first has taken the re-check up.

    What somebody else saved meanwhile is merged by rows; `taken` names the parts in which the person chose the other's. Raises
    ClashingSaveError where both wrote at the same row.
    """
    found = _working(actor, examination_id)
    current = _content(found.content)
    seen = current if found.version == expected else _content(draft_at(found, number=expected))
    content = reconciled(
        EXAMINATION,
        current=found,
        expected=expected,
        seen=seen,
        mine=content_of(rows, seen, comment),
        theirs=current,
        taken=taken,
    )
    found.content, found.examiner = as_json(content), actor
    found.version += 1
    found.save(update_fields=["content", "examiner", "version", "updated_at"])
    keep_draft(found)
    note_writer(found, actor)
    record_act(actor=actor, verb="examination.saved", about=found, organisation=found.project.owner_id)
    return found


@transaction.atomic
def send_result(*, actor: User, examination_id: int, expected: int) -> ExaminationResult:
    """Freeze the result of a re-check and send it to the unit: the term for an objection begins, it is not final yet.

    A department's own verification has no such term; it is submitted to somebody else's confirmation instead. Raises UnfinishedError
    that names everything still to be mended.
    """
    found = _working(actor, examination_id)
    if found.version != expected or found.kind != ExaminationKind.RECHECK:
        raise WrongStepError(state=found.get_state_display())
    result = finished_result(found)
    now = timezone.now()
    found.examiner, found.sent_at, found.state = actor, now, ExaminationState.SENT
    found.term_on = add_working_days(civil_date(now), OBJECTION_DAYS, calendar=current_calendar()).on
    made = keep_result(found, result, actor=actor)
    note_writer(found, actor)
    record_act(actor=actor, verb="examination.sent", about=found, organisation=found.project.owner_id)
    tell_unit(
        found.project.owner_id,
        "oversight.result",
        key=f"result:{found.pk}",
        url=reverse("office:examination", args=[found.pk]),
        project=str(found.project),
        day=found.term_on,
    )
    return made


def finished_result(found: Examination) -> VerifiedResult:
    """Return the result of what was found. Raises UnfinishedError that names everything still to be mended."""
    content = _content(found.content)
    result, problems = verified(examined_version(found.of), content)
    names = {row.key: row.name for row in result.rows}
    with reach_of_owners(found.project):
        unknown = entries_missing(content, names)
    missing = [fault for faults in problems.values() for fault in faults] + unknown
    if missing:
        raise UnfinishedError(problems=missing)
    return result


def keep_result(found: Examination, result: VerifiedResult, *, actor: User) -> ExaminationResult:
    """Append a result and let the examination carry its totals."""
    text = canonical(result)
    last = ExaminationResult.objects.filter(examination=found).order_by("-number").first()
    found.claimed_total, found.verified_total = result.claimed_total, result.verified_total
    found.verified_grade = result.verified_grade
    found.version += 1
    found.save()
    return ExaminationResult.objects.create(
        examination=found,
        number=last.number + 1 if last else 1,
        content=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        made_by=actor,
    )


def content_of(rows: Mapping[str, Mapping[str, Any]], before: ExaminedContent, comment: str) -> ExaminedContent:
    """Read what a person typed; rows that were not sent stay as they were."""
    known = {row.key: row for row in before.rows}
    known |= {key: _row(key, given) for key, given in rows.items()}
    return ExaminedContent(rows=tuple(known.values()), comment=comment.strip()[:LONGEST])


def entries_missing(content: ExaminedContent, names: Mapping[str, str]) -> list[str]:
    """Return the rows that name ledger entries which are not there for this person: one query."""
    named = {entry for row in content.rows for entry in row.entries}
    there = set(Entry.objects.filter(pk__in=named).values_list("pk", flat=True)) if named else set()
    return [
        str(
            format_lazy(
                words.NO_ENTRIES, name=names.get(row.key, row.key), entries="、".join(str(each) for each in gone)
            )
        )
        for row in content.rows
        if (gone := [entry for entry in row.entries if entry not in there])
    ]


def _content(value: Any) -> ExaminedContent:
    return read(value, ExaminedContent) if value else ExaminedContent()


def _row(key: str, given: Mapping[str, Any]) -> ExaminedRow:
    return ExaminedRow(
        key=key,
        actual=str(given.get("actual", "")).strip()[:200],
        deductions=tuple(_deductions(given.get("deductions", ()))),
        comment=str(given.get("comment", "")).strip()[:LONGEST],
        entries=entries_of(str(given.get("entries", ""))),
    )


def _deductions(given: Sequence[Mapping[str, Any]]) -> list[Deduction]:
    return [
        Deduction(
            code=str(each["code"])[:12],
            points=points_of(each.get("points")),
            percent=share_of(each.get("percent")),
            note=str(each.get("note", "")).strip()[:300],
        )
        for each in given
        if each.get("code")
    ]


def _working(actor: User, examination_id: int) -> Examination:
    found = (
        Examination.objects.select_for_update(of=("self",))
        .select_related("project__owner", "of")
        .get(pk=examination_id)
    )
    if found.kind == ExaminationKind.REVIEW:
        policies.check_can_verify(actor, found.project)
        if (
            found.body_id != found.project.department_id
        ):  # the project came under another department, which goes on with it
            found.body_id = found.project.department_id
            found.save(update_fields=["body"])
    else:
        policies.check_can_examine(actor, found.body_id, found.of)
    if found.state != ExaminationState.WORKING:
        raise WrongStepError(state=found.get_state_display())
    return found
