"""Filling in a target table: by hand, from the clipboard, from the unit's own file; binding its rows; submitting it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from django.db import transaction
from django.utils.text import format_lazy

from plumbline.forms.model import Form, SelfEvaluation, TargetTable
from plumbline.forms.serialisation import to_json
from servicecloud.activity.services import record_act
from servicecloud.identity.models import User
from servicecloud.performance import merging, models, policies
from servicecloud.performance.enums import Document, DocumentState, ProjectState
from servicecloud.performance.errors import (
    IncompleteError,
    MovedOnError,
    NoFormError,
    NotEditableError,
    ReasonNeededError,
)
from servicecloud.performance.flows import EDITABLE
from servicecloud.performance.selectors.auditing import Lint, lint_target
from servicecloud.performance.selectors.bindings import bound_rows
from servicecloud.performance.selectors.rulebooks import rulebook_for
from servicecloud.performance.selectors.target_money import target_money
from servicecloud.performance.services.drafts import draft_at, forget_editors, keep_draft, note_editor, reconciled
from servicecloud.performance.services.reviews import document_for_update, label_of, send
from servicecloud.performance.services.rows import cells_of_form, filled_from_library, note_uses, rows_from, taken_back
from servicecloud.performance.target_forms import TargetMoney, target_form
from servicecloud.performance.values import SECTIONS, Binding, TargetContent, TargetRow, as_json, canonical, from_json
from servicecloud.performance.words import (
    EVIDENCE_NEEDED,
    NO_GOAL,
    NO_MONEY,
    NO_ROWS,
    NOT_BOUND,
    ROWS_TWICE,
    WEIGHT_UNREAD,
)
from servicecloud.versioning import StaleRecordError


@transaction.atomic
def save_target(
    *,
    actor: User,
    project_id: int,
    expected: int,
    goal: str,
    rows: Sequence[Mapping[str, Any]],
    texts: Mapping[str, str] | None = None,
    quiet: bool = False,
    taken: Iterable[str] = (),
) -> models.TargetTable:
    """Keep a draft. `quiet` is for what saves itself while somebody types: it leaves no line on the timeline and merges nothing.

    A row with a `pick` is filled from that indicator of the library; NotOfferedError is raised for one that is not offered.
    What somebody else saved meanwhile is merged by rows; `taken` names the parts in which the person chose the other's. Raises
    StaleRecordError where that cannot be done by itself; nothing is overwritten.
    """
    table = editable_target(actor, project_id)
    current = from_json(table.content, TargetContent)
    seen = _seen(table, expected)
    before = current if table.version == expected or seen is None else seen
    sections = before.texts if texts is None else {name: texts.get(name, "").strip()[:4000] for name in SECTIONS}
    typed, picks = rows_from(rows, taken_back(table.project, before, rows))
    kept = filled_from_library(table.project, typed, picks)
    content = TargetContent(goal=goal.strip()[:4000], rows=kept, texts=sections)
    if not quiet:
        content = reconciled(
            merging.TARGET,
            current=table,
            expected=expected,
            seen=seen,
            mine=content,
            theirs=current,
            taken=taken,
        )
    return keep_target(table, content, actor=actor, expected=expected if quiet else table.version, quiet=quiet)


def _seen(table: models.TargetTable, expected: int) -> TargetContent | None:
    """Return what a person had before them who saves late; None for who does not, and where it is not kept any more."""
    if table.version == expected:
        return None
    return draft_at(table.project, Document.TARGET, number=expected, kind=TargetContent)


@transaction.atomic
def bind_row(*, actor: User, project_id: int, expected: int, key: str, binding: Binding) -> models.TargetTable:
    """Say where an indicator's actual comes from. Refuses a measure that cannot give a value in the unit of the target."""
    table = editable_target(actor, project_id)
    content = from_json(table.content, TargetContent)
    rows = tuple(msgspec.structs.replace(row, binding=binding) if row.key == key else row for row in content.rows)
    bound_rows(table.project, [row for row in rows if row.key == key])
    return keep_target(table, msgspec.structs.replace(content, rows=rows), actor=actor, expected=expected, quiet=True)


@transaction.atomic
def take_over_form(*, actor: User, project_id: int, expected: int, forms: Sequence[Form]) -> models.TargetTable:
    """Fill the draft with what an official form says: a target table, or last year's self-evaluation.

    A row whose indicator stands in the draft already keeps its binding.
    """
    form = next((each for each in forms if isinstance(each, TargetTable)), None) or next(
        (each for each in forms if isinstance(each, SelfEvaluation)), None
    )
    if form is None:
        raise NoFormError
    table = editable_target(actor, project_id)
    before = from_json(table.content, TargetContent)
    goal = (
        form.expected_goal
        if isinstance(form, SelfEvaluation)
        else (form.overall_goal or form.annual_goal or form.long_term_goal)
    )
    rows, _picks = rows_from([cells_of_form(item) for item in form.indicators], before, match_names=True)
    texts = {name: (getattr(form, name, None) or before.texts.get(name, ""))[:4000] for name in SECTIONS}
    content = TargetContent(goal=(goal or before.goal)[:4000], rows=rows, texts=texts)
    return keep_target(table, content, actor=actor, expected=expected, quiet=False)


@transaction.atomic
def submit_target(*, actor: User, project_id: int, expected: int) -> models.TargetTable:
    """Freeze the table and send it into review. Raises IncompleteError that names everything still to be done."""
    table = editable_target(actor, project_id)
    if table.version != expected:
        raise MovedOnError(document=label_of(Document.TARGET))
    project, content = table.project, from_json(table.content, TargetContent)
    book = rulebook_for(project)
    money = target_money(project)
    form = target_form(project, content, book=book, money=money)
    problems = problems_of(content, money, lint_target(form, book))
    if problems:
        raise IncompleteError(problems=problems)
    rules = {each.row.key: each.rule for each in bound_rows(project, content.rows)}
    send(
        table,
        actor=actor,
        content=canonical({"content": content, "rules": rules, "reason": table.adjustment_reason}),
        form=to_json(form).decode(),
    )
    return table


@transaction.atomic
def begin_adjustment(*, actor: User, project_id: int, expected: int, reason: str) -> models.TargetTable:
    """Open a table that is in force for a change, with its reason. Until the change is approved the old version stays in force."""
    table = _in_force(actor, project_id, expected)
    if table.state != DocumentState.APPROVED or table.project.state != ProjectState.RUNNING:
        raise NotEditableError(document=label_of(Document.TARGET), state=table.get_state_display())
    if not reason.strip():
        raise ReasonNeededError
    table.state, table.adjustment_reason, table.edited_by = DocumentState.DRAFT, reason.strip()[:500], actor
    note_editor(table.project, Document.TARGET, actor=actor)
    _save_state(table, actor=actor, verb="target.adjusting")
    return table


@transaction.atomic
def abandon_adjustment(*, actor: User, project_id: int, expected: int) -> models.TargetTable:
    """Give a change up: the version in force stands as it did."""
    table = _in_force(actor, project_id, expected)
    may_give_up = table.state in EDITABLE or table.state == DocumentState.DECLINED
    if not may_give_up or not table.adjustment_reason or table.approved is None:
        raise NotEditableError(document=label_of(Document.TARGET), state=table.get_state_display())
    approved = target_in_force(table.approved)
    note_uses(table, from_json(table.content, TargetContent), approved)
    table.content = as_json(approved)
    table.state, table.adjustment_reason, table.latest = DocumentState.APPROVED, "", table.approved
    forget_editors(table.project, Document.TARGET)
    _save_state(table, actor=actor, verb="target.kept")
    return table


def _in_force(actor: User, project_id: int, expected: int) -> models.TargetTable:
    table = document_for_update(Document.TARGET, project_id)
    assert isinstance(table, models.TargetTable)  # noqa: S101 - narrows the type
    policies.check_can_declare(actor, table.project.owner_id)
    if table.version != expected:
        raise MovedOnError(document=label_of(Document.TARGET))
    return table


def _save_state(table: models.TargetTable, *, actor: User, verb: str) -> None:
    table.version += 1
    table.save()
    keep_draft(table.project, Document.TARGET, number=table.version, content=table.content)
    act = verb
    record_act(actor=actor, verb=act, about=table.project, organisation=table.project.owner_id)


def problems_of(content: TargetContent, money: TargetMoney, lint: Lint) -> list[str]:
    """Return what stands in the way of submitting, as sentences: blanks, errors of the audit, rows without a binding."""
    found: list[str] = []
    if not content.goal:
        found.append(str(NO_GOAL))
    if not content.rows:
        found.append(str(NO_ROWS))
    if not money.annual:
        found.append(str(NO_MONEY))
    for number, row in enumerate(content.rows, start=1):
        if row.binding is None:
            found.append(str(format_lazy(NOT_BOUND, number=number, name=row.level3)))
        elif row.binding.kind == "narrative" and not row.binding.evidence:
            found.append(f"{number} {row.level3}：{EVIDENCE_NEEDED}")
        if row.weight_typed:
            found.append(str(format_lazy(WEIGHT_UNREAD, number=number, name=row.level3, typed=row.weight_typed)))
    found += [
        str(format_lazy(ROWS_TWICE, numbers="、".join(map(str, numbers)), name=content.rows[numbers[0] - 1].level3))
        for numbers in rows_twice(content.rows)
    ]
    found += [f"{said.rule} {said.message}" for said in lint.errors]
    return found


def rows_twice(rows: Sequence[TargetRow]) -> list[list[int]]:
    """Return the numbers (from 1) of rows that have the same levels and the same name: by these an indicator is known."""
    found: dict[tuple[str, ...], list[int]] = {}
    for number, row in enumerate(rows, start=1):
        name = tuple("".join(text.split()) for text in (row.level1, row.level2, row.level3))
        if name[2]:
            found.setdefault(name, []).append(number)
    return [numbers for numbers in found.values() if len(numbers) > 1]


def target_in_force(version: models.DocumentVersion) -> TargetContent:
    """Return the content of a frozen target version."""
    return msgspec.convert(msgspec.json.decode(version.content)["content"], TargetContent, strict=False)


def editable_target(actor: User, project_id: int) -> models.TargetTable:
    """Return the table of a project, held until the transaction ends; refuses who does not declare it and what is under review."""
    table = document_for_update(Document.TARGET, project_id)
    assert isinstance(table, models.TargetTable)  # noqa: S101 - narrows the type
    policies.check_can_declare(actor, table.project.owner_id)
    if table.state not in EDITABLE:
        raise NotEditableError(document=label_of(Document.TARGET), state=table.get_state_display())
    return table


def keep_target(
    table: models.TargetTable, content: TargetContent, *, actor: User, expected: int, quiet: bool
) -> models.TargetTable:
    """Write a draft, its version one higher; raises StaleRecordError when the expected version no longer stands."""
    kept = as_json(content)
    if table.version != expected:
        raise StaleRecordError(current=table, submitted={"content": kept})
    if kept == table.content:
        return table
    note_uses(table, from_json(table.content, TargetContent), content)
    table.content, table.edited_by = kept, actor
    table.version += 1
    table.save(update_fields=["content", "edited_by", "version", "updated_at"])
    keep_draft(table.project, Document.TARGET, number=table.version, content=kept)
    note_editor(table.project, Document.TARGET, actor=actor)
    if not quiet:
        project = table.project
        record_act(actor=actor, verb="target.saved", about=project, organisation=project.owner_id)
    return table
