"""The self-evaluation: completed by people, checked while they write, submitted or thrown away."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from plumbline.forms.serialisation import to_json
from plumbline.rulebooks import load_rulebook
from servicecloud.activity.services import record_act
from servicecloud.errors import NotFoundError
from servicecloud.identity.models import User
from servicecloud.performance import merging, policies
from servicecloud.performance.enums import Document, ProjectState
from servicecloud.performance.errors import (
    IncompleteError,
    MovedOnError,
    NotEditableError,
    SentBeforeError,
)
from servicecloud.performance.flows import EDITABLE
from servicecloud.performance.forms import Evaluated, evaluation_form
from servicecloud.performance.models import Project, SelfEvaluation
from servicecloud.performance.reporting_errors import UnfitEntriesError, YearNotOverError
from servicecloud.performance.selectors.auditing import Lint, lint_beside_target
from servicecloud.performance.selectors.beside import forms_beside, known_of
from servicecloud.performance.selectors.bindings import is_year_over
from servicecloud.performance.selectors.choices import choice_problems, faults_of
from servicecloud.performance.selectors.evidence import evidence_problems, frozen_files
from servicecloud.performance.selectors.known_files import Held
from servicecloud.performance.services.drafts import draft_at, forget_document, keep_draft, note_editor, reconciled
from servicecloud.performance.services.evaluation_entries import with_entries
from servicecloud.performance.services.reviews import document_for_update, label_of, send
from servicecloud.performance.services.targets import target_in_force
from servicecloud.performance.target_forms import target_form
from servicecloud.performance.values import (
    EvaluationContent,
    as_json,
    canonical,
    from_json,
)


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
    mine = with_entries(seen or current, values, target)
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
    write_evaluation(evaluation, content, evaluated, actor=actor)
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


def check_year_over(project: Project) -> None:
    """Refuse to evaluate a year that has not ended."""
    if not is_year_over(project.year):
        raise YearNotOverError(year=project.year)


@transaction.atomic
def submit_evaluation(*, actor: User, project_id: int, expected: int) -> SelfEvaluation:
    """Freeze the self-evaluation and send it into review.

    Errors of the audit, choices without a reason and required evidence that is missing block; warnings need a word.
    """
    evaluation = _editable(actor, project_id)
    if evaluation.version != expected:
        raise MovedOnError(document=label_of(Document.SELF_EVALUATION))
    check_year_over(evaluation.project)
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


def checked(
    evaluation: SelfEvaluation, content: EvaluationContent, *, held: Held | None = None
) -> tuple[Evaluated, Lint]:
    """Return a self-evaluation as its form with scores, and what the audit finds in it. A page that shows what is `held` has read it."""
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
        known=known_of(project, target.rows, content, form, book, held=held),
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


def write_evaluation(
    evaluation: SelfEvaluation, content: EvaluationContent, evaluated: Evaluated, *, actor: User
) -> None:
    """Keep a content with what its form says of it, as the next version of the working document."""
    form, kept = evaluated.form, as_json(content)
    if kept != evaluation.content:
        note_editor(evaluation.project, Document.SELF_EVALUATION, actor=actor)
    evaluation.content, evaluation.edited_by = kept, actor
    evaluation.total_score = Decimal(form.total_score_printed) if form.total_score_printed else None
    evaluation.grade = form.grade_printed or ""
    evaluation.version = evaluation.version + 1 if evaluation.pk else 1
    evaluation.save()
    keep_draft(evaluation.project, Document.SELF_EVALUATION, number=evaluation.version, content=evaluation.content)
