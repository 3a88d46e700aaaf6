"""The self-evaluation: built from snapshots of the ledger, completed by people, checked while they write, submitted."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from django.db import transaction

from plumbline.forms.serialisation import to_json
from plumbline.rulebooks import load_rulebook
from servicecloud.activity.services import record_act
from servicecloud.errors import NotFoundError
from servicecloud.identity.models import User
from servicecloud.ledger.models import Snapshot
from servicecloud.ledger.selectors.leaves import Leaves
from servicecloud.ledger.services.snapshots import take_snapshot
from servicecloud.performance import merging, policies
from servicecloud.performance.enums import Document, DocumentState, ProjectState
from servicecloud.performance.errors import (
    AdjustmentUnderWayError,
    IncompleteError,
    MovedOnError,
    NotApprovedError,
    NotEditableError,
    SentBeforeError,
    UnfitEntriesError,
    YearNotOverError,
)
from servicecloud.performance.flows import EDITABLE
from servicecloud.performance.forms import Evaluated, evaluation_form
from servicecloud.performance.models import Project, SelfEvaluation, TargetTable
from servicecloud.performance.selectors.auditing import Lint, lint_beside_target
from servicecloud.performance.selectors.beside import forms_beside, known_of
from servicecloud.performance.selectors.bindings import Bound, bound_rows, in_unit_of_target, is_year_over, last_day
from servicecloud.performance.selectors.choices import choice_problems, faults_of
from servicecloud.performance.selectors.evidence import evidence_problems, frozen_files
from servicecloud.performance.selectors.money import funds_of
from servicecloud.performance.selectors.owners import owners_of, reach_of_owners
from servicecloud.performance.selectors.rulebooks import rulebook_id_for
from servicecloud.performance.services.drafts import draft_at, forget_document, keep_draft, note_editor, reconciled
from servicecloud.performance.services.projects import project_for_update
from servicecloud.performance.services.reviews import document_for_update, label_of, send
from servicecloud.performance.services.rows import weight_of
from servicecloud.performance.services.targets import target_in_force
from servicecloud.performance.target_forms import target_form
from servicecloud.performance.values import (
    EvaluatedRow,
    EvaluationContent,
    FundsFrozen,
    TargetContent,
    as_json,
    canonical,
    from_json,
)

LONGEST = 1000
TEXTS = ("level", "reason", "deviation", "statement", "evidence")


@transaction.atomic
def build_evaluation(*, actor: User, project_id: int, as_of: date | None = None) -> SelfEvaluation:
    """Freeze every bound number and the money as of a day (the end of the year, or today) and write the form with them.

    Built again, the numbers are taken anew and what people wrote stays. Raises NotApprovedError before the target is in force, and
    YearNotOverError before the year has ended.
    """
    project = project_for_update(project_id)
    policies.check_can_declare(actor, project.owner_id)
    table = TargetTable.objects.select_related("approved").get(project=project)
    if table.approved is None:
        raise NotApprovedError(document=label_of(Document.TARGET))
    if table.state != DocumentState.APPROVED:
        raise AdjustmentUnderWayError
    _check_year(project)
    known = SelfEvaluation.objects.filter(project=project).first()
    if known is not None and known.state not in EDITABLE:
        raise NotEditableError(document=label_of(Document.SELF_EVALUATION), state=known.get_state_display())
    before = from_json(known.content, EvaluationContent) if known else None
    target = target_in_force(table.approved)
    with reach_of_owners(project):
        content = _built(project, target, before, actor=actor, as_of=as_of or last_day(project.year))
    evaluated = evaluation_form(project, target, content, load_rulebook(content.rulebook))
    evaluation = known or SelfEvaluation(project=project, target=table.approved)
    evaluation.target = table.approved
    _write(evaluation, content, evaluated, actor=actor)
    if project.state != ProjectState.EVALUATING and not evaluation.correction_reason:
        project.state = ProjectState.EVALUATING
        project.save(update_fields=["state", "updated_at"])
    record_act(actor=actor, verb="self_evaluation.built", about=project, organisation=project.owner_id)
    return evaluation


@transaction.atomic
def save_evaluation(
    *, actor: User, project_id: int, expected: int, values: Mapping[str, Any], taken: Iterable[str] = ()
) -> SelfEvaluation:
    """Keep what people add: narrative, levels with reasons, deviations, claimed scores, words on findings. Numbers stay the snapshots'.

    What somebody else saved meanwhile is merged by rows; `taken` names the parts in which the person chose the other's. Raises
    StaleRecordError where that cannot be done by itself, and UnfitEntriesError that names every fault at its field.
    """
    evaluation = _editable(actor, project_id)
    target = target_in_force(evaluation.target)
    current = from_json(evaluation.content, EvaluationContent)
    seen = None
    if evaluation.version != expected:
        seen = draft_at(evaluation.project, Document.SELF_EVALUATION, number=expected, kind=EvaluationContent)
    mine = _typed(seen or current, values, target)
    faults = faults_of(mine, values, target)
    if faults:
        raise UnfitEntriesError(faults, content=mine)
    content = reconciled(
        merging.EVALUATION,
        current=evaluation,
        expected=expected,
        seen=seen,
        mine=mine,
        theirs=current,
        taken=taken,
    )
    evaluated = evaluation_form(evaluation.project, target, content, load_rulebook(content.rulebook))
    _write(evaluation, content, evaluated, actor=actor)
    project = evaluation.project
    record_act(actor=actor, verb="self_evaluation.saved", about=project, organisation=project.owner_id)
    return evaluation


@transaction.atomic
def discard_evaluation(*, actor: User, project_id: int, expected: int) -> Project:
    """Throw a self-evaluation away that was never sent: the project is running again. What was counted and attached stays."""
    evaluation = _editable(actor, project_id)
    if evaluation.latest_id is not None:
        raise SentBeforeError(document=label_of(Document.SELF_EVALUATION))
    if evaluation.version != expected:
        raise MovedOnError(document=label_of(Document.SELF_EVALUATION))
    project = evaluation.project
    forget_document(project, Document.SELF_EVALUATION)
    evaluation.delete()
    project.state = ProjectState.RUNNING
    project.save(update_fields=["state", "updated_at"])
    record_act(actor=actor, verb="self_evaluation.discarded", about=project, organisation=project.owner_id)
    return project


def _check_year(project: Project) -> None:
    if not is_year_over(project.year):
        raise YearNotOverError(year=project.year)


def _typed(before: EvaluationContent, values: Mapping[str, Any], target: TargetContent) -> EvaluationContent:
    """Return a content with what was typed into it."""
    return msgspec.structs.replace(
        before,
        completion=str(values.get("completion", before.completion)).strip()[:6000],
        funds_deviation=str(values.get("funds_deviation", before.funds_deviation)).strip()[:LONGEST],
        rows=tuple(_completed(row, values.get("rows", {}).get(row.key), target) for row in before.rows),
        words={**before.words, **{key: text.strip()[:LONGEST] for key, text in values.get("words", {}).items()}},
    )


@transaction.atomic
def submit_evaluation(*, actor: User, project_id: int, expected: int) -> SelfEvaluation:
    """Freeze the self-evaluation and send it into review.

    Errors of the audit, choices without a reason and required evidence that is missing block; warnings need a word.
    """
    evaluation = _editable(actor, project_id)
    if evaluation.version != expected:
        raise MovedOnError(document=label_of(Document.SELF_EVALUATION))
    _check_year(evaluation.project)
    content = from_json(evaluation.content, EvaluationContent)
    evaluated, lint = checked(evaluation, content)
    problems = [f"{said.rule} {said.message}" for said in (*lint.errors, *lint.unanswered)]
    rows = target_in_force(evaluation.target).rows
    problems += [*choice_problems(content, rows), *evidence_problems(project_id, rows)]
    if problems:
        raise IncompleteError(problems=problems)
    send(
        evaluation,
        actor=actor,
        content=canonical(
            {
                "content": content,
                "target": evaluation.target_id,
                "reasons": _reasons(evaluated),
                "correction": evaluation.correction_reason,
                "files": frozen_files(project_id, rows),
            }
        ),
        form=to_json(evaluated.form).decode(),
    )
    return evaluation


def checked(evaluation: SelfEvaluation, content: EvaluationContent) -> tuple[Evaluated, Lint]:
    """Return a self-evaluation as its form with scores, and what the audit finds in it."""
    target = target_in_force(evaluation.target)
    book = load_rulebook(content.rulebook)
    evaluated = evaluation_form(evaluation.project, target, content, book)
    project, form = evaluation.project, evaluated.form
    lint = lint_beside_target(
        form,
        target_form(project, target, book=book),
        book,
        words=content.words,
        beside=forms_beside(project),
        known=known_of(project, target.rows, content, form, book),
    )
    return evaluated, lint


def _reasons(evaluated: Evaluated) -> dict[str, Any]:
    """Return why each score is what it is, in both languages, as it was explained when the form was sent."""
    lines = {"funds": evaluated.scores.funds, "total": evaluated.scores.total}
    said = {name: {"zh": line.sentence("zh"), "en": line.sentence("en")} for name, line in lines.items()}
    rows = [{"zh": line.sentence("zh"), "en": line.sentence("en")} for line in evaluated.scores.rows]
    return {"rulebook": evaluated.book.id, "rows": rows, **said}


def _editable(actor: User, project_id: int) -> SelfEvaluation:
    if not SelfEvaluation.objects.filter(project_id=project_id).exists():
        raise NotFoundError
    evaluation = document_for_update(Document.SELF_EVALUATION, project_id)
    assert isinstance(evaluation, SelfEvaluation)  # noqa: S101 - narrows the type
    policies.check_can_declare(actor, evaluation.project.owner_id)
    if evaluation.state not in EDITABLE:
        raise NotEditableError(document=label_of(Document.SELF_EVALUATION), state=evaluation.get_state_display())
    return evaluation


def _built(
    project: Project, target: TargetContent, before: EvaluationContent | None, *, actor: User, as_of: date
) -> EvaluationContent:
    bound = bound_rows(project, target.rows)
    snapshots = _snapshots(project, bound, actor=actor, as_of=as_of)
    rows = []
    for row in target.rows:
        old = before.row(row.key) if before else None
        taken = snapshots.get(row.key)
        kept = old or EvaluatedRow(key=row.key)
        if taken is not None:
            number = taken.number
            actual = "" if number is None else in_unit_of_target(row, number, taken.unit)
            kept = msgspec.structs.replace(kept, actual=actual, snapshot=taken.pk)
        rows.append(kept)
    last = max(snapshots.values(), key=lambda each: each.head_count, default=None)
    funds = tuple(
        FundsFrozen(
            source=fund.source,
            initial_yuan=fund.initial_yuan,
            annual_yuan=fund.annual_yuan,
            executed_yuan=fund.executed_yuan,
        )
        for fund in funds_of(project, until=as_of).lines
    )
    return EvaluationContent(
        as_of=as_of,
        rulebook=rulebook_id_for(project),
        funds=funds,
        rows=tuple(rows),
        completion=before.completion if before else draft_of_completion(project, bound),
        funds_deviation=before.funds_deviation if before else "",
        words=before.words if before else {},
        head_digest=last.head_digest if last else "",
        head_count=last.head_count if last else 0,
        algorithm=last.algorithm if last else "",
    )


def _snapshots(project: Project, bound: Sequence[Bound], *, actor: User, as_of: date) -> dict[str, Snapshot]:
    owners, leaves = owners_of(project), Leaves()
    return {
        each.row.key: take_snapshot(
            each.rule, as_of=as_of, owner=project.owner, actor=actor, owners=owners, leaves=leaves
        )
        for each in bound
    }


def draft_of_completion(project: Project, bound: Sequence[Bound]) -> str:
    """Return a first text of what was reached, with bound numbers in it; people rewrite it as they like."""
    parts = "；".join(f"{each.row.level3}：[[{each.row.level3}]]" for each in bound)
    return f"{project.year}年，“{project.name}”完成情况如下：{parts}。" if parts else ""


def _completed(row: EvaluatedRow, given: Mapping[str, Any] | None, target: TargetContent) -> EvaluatedRow:
    if given is None:
        return row
    texts = {name: str(given.get(name, getattr(row, name))).strip()[:LONGEST] for name in TEXTS}
    score: Decimal | None = row.claimed_score
    if "claimed_score" in given:
        score = weight_of(given["claimed_score"])
    promised = target.row(row.key)
    is_bound = promised is not None and promised.binding is not None and promised.binding.kind == "measure"
    actual = row.actual if is_bound else str(given.get("actual", row.actual)).strip()[:200]
    return msgspec.structs.replace(row, claimed_score=score, actual=actual, **texts)


def _write(evaluation: SelfEvaluation, content: EvaluationContent, evaluated: Evaluated, *, actor: User) -> None:
    form, kept = evaluated.form, as_json(content)
    if kept != evaluation.content:
        note_editor(evaluation.project, Document.SELF_EVALUATION, actor=actor)
    evaluation.content, evaluation.edited_by = kept, actor
    evaluation.total_score = Decimal(form.total_score_printed) if form.total_score_printed else None
    evaluation.grade = form.grade_printed or ""
    evaluation.version = evaluation.version + 1 if evaluation.pk else 1
    evaluation.save()
    keep_draft(evaluation.project, Document.SELF_EVALUATION, number=evaluation.version, content=evaluation.content)
