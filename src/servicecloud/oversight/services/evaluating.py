"""Evaluation by a department or by finance: scored by the framework, sent for the unit's view, made final as a report."""

import hashlib
from collections.abc import Iterable, Mapping
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy

from plumbline.rulebooks import Rulebook
from servicecloud.activity.services import record_act
from servicecloud.identity.enums import OrganisationKind
from servicecloud.identity.models import User
from servicecloud.ledger.facts import civil_date
from servicecloud.oversight import policies, words
from servicecloud.oversight.declarations import framework
from servicecloud.oversight.enums import EvaluationKind, EvaluationState
from servicecloud.oversight.errors import OpenAlreadyError, UnfinishedError, WordsNeededError, WrongStepError
from servicecloud.oversight.merging import EVALUATION
from servicecloud.oversight.models import Evaluation, EvaluationReply, EvaluationReport
from servicecloud.oversight.selectors.examined import reported_version
from servicecloud.oversight.services.drafts import draft_at, keep_draft
from servicecloud.oversight.services.writers import note_writer
from servicecloud.oversight.telling import tell_body, tell_unit
from servicecloud.oversight.typed import points_of
from servicecloud.oversight.values import EvaluatedContent, ScoredItem, read
from servicecloud.performance.models import Project
from servicecloud.performance.selectors.rulebooks import rulebook_for
from servicecloud.performance.services.drafts import reconciled
from servicecloud.performance.values import as_json, canonical
from servicecloud.workcalendar.clock import add_working_days
from servicecloud.workcalendar.selectors import current_calendar

REPLY_DAYS = 10
"""Working days in which a unit says what it thinks of a report."""

LONGEST = 6000


@transaction.atomic
def begin_evaluation(*, actor: User, project: Project) -> Evaluation:
    """Begin the evaluation of a project by the person's body: with the framework's items and usual weights."""
    body = policies.check_can_oversee_project(actor, project)
    is_finance = body.kind == OrganisationKind.FINANCE_BUREAU
    items = tuple(ScoredItem(code=item.code, weight=item.weight) for item in framework().items)
    content = EvaluatedContent(framework=framework().version, items=items)
    try:
        with transaction.atomic():
            found = Evaluation.objects.create(
                project=project,
                body=body,
                kind=EvaluationKind.FINANCE if is_finance else EvaluationKind.DEPARTMENT,
                content=as_json(content),
                evaluator=actor,
            )
    except IntegrityError as error:
        raise OpenAlreadyError(
            what=EvaluationKind.FINANCE.label if is_finance else EvaluationKind.DEPARTMENT.label
        ) from error
    keep_draft(found)
    note_writer(found, actor)
    record_act(actor=actor, verb="evaluation.begun", about=found, organisation=project.owner_id)
    return found


@transaction.atomic
def save_evaluation(
    *,
    actor: User,
    evaluation_id: int,
    expected: int,
    items: Mapping[str, Mapping[str, str]],
    texts: Mapping[str, str],
    taken: Iterable[str] = (),
) -> Evaluation:
    """Keep weights, scores, grounds and chapters. After the unit's view they can still change, until the report is submitted.

    What somebody else saved meanwhile is merged by items and chapters; `taken` names the parts in which the person chose the other's.
    Raises ClashingSaveError where both changed the same one.
    """
    found = _open(actor, evaluation_id)
    current = read(found.content, EvaluatedContent)
    kept = found.content if found.version == expected else draft_at(found, number=expected)
    seen = read(kept, EvaluatedContent) if kept else EvaluatedContent(framework=current.framework)
    content = reconciled(
        EVALUATION,
        current=found,
        expected=expected,
        seen=seen,
        mine=content_of(items, texts, seen if kept else current),
        theirs=current,
        taken=taken,
    )
    found.content, found.evaluator = as_json(content), actor
    _save(found)
    keep_draft(found)
    note_writer(found, actor)
    record_act(actor=actor, verb="evaluation.saved", about=found, organisation=found.project.owner_id)
    return found


@transaction.atomic
def send_for_view(*, actor: User, evaluation_id: int, expected: int) -> Evaluation:
    """Freeze the report as it stands and send it to the unit. Raises UnfinishedError that names everything to be mended."""
    found = _open(actor, evaluation_id)
    if found.state != EvaluationState.WORKING or found.version != expected:
        raise WrongStepError(state=found.get_state_display())
    found.state = EvaluationState.SENT
    found.reply_on = add_working_days(civil_date(timezone.now()), REPLY_DAYS, calendar=current_calendar()).on
    freeze(found, actor=actor)
    note_writer(found, actor)
    record_act(actor=actor, verb="evaluation.sent", about=found, organisation=found.project.owner_id)
    tell_unit(
        found.project.owner_id,
        "oversight.report",
        key=f"report:{found.pk}",
        url=_address(found),
        project=str(found.project),
        day=found.reply_on,
    )
    return found


@transaction.atomic
def reply(*, actor: User, evaluation_id: int, text: str) -> EvaluationReply:
    """Say what the unit thinks of a report, once, while it is asked."""
    found = _locked(evaluation_id)
    policies.check_can_answer(actor, found.project.owner_id)
    if found.state != EvaluationState.SENT or EvaluationReply.objects.filter(evaluation=found).exists():
        raise WrongStepError(state=found.get_state_display())
    if not text.strip():
        raise WordsNeededError
    made = EvaluationReply.objects.create(evaluation=found, text=text.strip()[:LONGEST], made_by=actor)
    record_act(actor=actor, verb="evaluation.replied", about=found, organisation=found.project.owner_id)
    tell_body(
        found.body_id, "oversight.replied", key=f"replied:{found.pk}", url=_address(found), project=str(found.project)
    )
    return made


def problems_of(content: EvaluatedContent) -> list[str]:
    """Return everything that stands in the way of a report: weights, scores, grounds, chapters."""
    scored = {item.code: item for item in content.items}
    declared = framework()
    faults: list[object] = []
    total = sum((item.weight for item in content.items), Decimal(0))
    results = sum((scored[item.code].weight for item in declared.items if item.is_result), Decimal(0))
    if total != 100:
        faults.append(format_lazy(words.WEIGHTS_TOTAL, total=f"{total.normalize():f}"))
    if results < declared.least_result_weight:
        faults.append(
            format_lazy(words.RESULT_WEIGHT, least=str(declared.least_result_weight), total=f"{results.normalize():f}")
        )
    for item in declared.items:
        own = scored[item.code]
        if own.score is None:
            faults.append(format_lazy(words.SCORE_NEEDED, name=item.level3))
        elif not 0 <= own.score <= own.weight:
            faults.append(format_lazy(words.SCORE_RANGE, name=item.level3, weight=f"{own.weight.normalize():f}"))
        elif own.score < own.weight and not own.basis:
            faults.append(format_lazy(words.BASIS_NEEDED, name=item.level3))
    faults += [
        format_lazy(words.CHAPTER_NEEDED, name=section.title)
        for section in declared.outline
        if section.code != "other" and not content.texts.get(section.code)
    ]
    return [str(fault) for fault in faults]


def total_of(content: EvaluatedContent, book: Rulebook) -> tuple[Decimal | None, str]:
    """Return total and grade; None while an item has no score."""
    scores = [item.score for item in content.items]
    if None in scores:
        return None, ""
    total = sum((score for score in scores if score is not None), Decimal(0))
    grade = book.grades.grade_of(total)
    return total, grade.name if grade else ""


def content_of(
    items: Mapping[str, Mapping[str, str]], texts: Mapping[str, str], before: EvaluatedContent
) -> EvaluatedContent:
    """Read what a person typed; what was not sent stays."""
    return EvaluatedContent(
        framework=before.framework,
        items=tuple(_item(item, items.get(item.code)) for item in before.items),
        texts=before.texts
        | {
            section.code: texts[section.code].strip()[:LONGEST]
            for section in framework().outline
            if section.code in texts
        },
    )


def _item(before: ScoredItem, given: Mapping[str, str] | None) -> ScoredItem:
    if given is None:
        return before
    weight = points_of(given.get("weight", ""))
    return ScoredItem(
        code=before.code,
        weight=before.weight if weight is None or weight < 0 else weight,
        score=points_of(given.get("score", "")),
        basis=given.get("basis", "").strip()[:500],
    )


def freeze(found: Evaluation, *, actor: User) -> None:
    """Keep the report as it stands, with its total. Raises UnfinishedError that names everything to be mended."""
    content = read(found.content, EvaluatedContent)
    problems = problems_of(content)
    if problems:
        raise UnfinishedError(problems=problems)
    found.total, found.grade = total_of(content, rulebook_for(found.project))
    _save(found)
    beside = reported_version(found.project)
    text = canonical(
        {
            "content": content,
            "total": found.total,
            "grade": found.grade,
            "self_evaluation": beside.pk if beside else None,
        }
    )
    last = EvaluationReport.objects.filter(evaluation=found).order_by("-number").first()
    EvaluationReport.objects.create(
        evaluation=found,
        number=last.number + 1 if last else 1,
        content=text,
        digest=hashlib.sha256(text.encode()).hexdigest(),
        made_by=actor,
    )


def _open(actor: User, evaluation_id: int) -> Evaluation:
    found = _locked(evaluation_id)
    policies.check_can_oversee(actor, found.body_id)
    if found.state not in (EvaluationState.WORKING, EvaluationState.SENT):
        raise WrongStepError(state=found.get_state_display())
    return found


def _locked(evaluation_id: int) -> Evaluation:
    rows = Evaluation.objects.select_for_update(of=("self",)).select_related("project__owner", "body")
    return rows.get(pk=evaluation_id)


def _save(found: Evaluation) -> None:
    found.version += 1
    found.save()


def _address(found: Evaluation) -> str:
    return reverse("office:evaluation", args=[found.pk])
