"""The self-evaluation written from snapshots of the ledger: every bound number and the money as of one day."""

from collections.abc import Sequence
from datetime import date

import msgspec
from django.db import transaction

from plumbline.rulebooks import load_rulebook
from servicecloud.activity.services import record_act
from servicecloud.identity.models import User
from servicecloud.ledger.models import Snapshot
from servicecloud.ledger.selectors.leaves import Leaves
from servicecloud.ledger.services.snapshots import take_snapshot
from servicecloud.performance import policies
from servicecloud.performance.enums import Document, DocumentState, ProjectState
from servicecloud.performance.errors import (
    NotApprovedError,
    NotEditableError,
)
from servicecloud.performance.flows import EDITABLE
from servicecloud.performance.forms import evaluation_form
from servicecloud.performance.models import Project, SelfEvaluation, TargetTable
from servicecloud.performance.reporting_errors import AdjustmentUnderWayError
from servicecloud.performance.selectors.bindings import Bound, bound_rows, in_unit_of_target, last_day
from servicecloud.performance.selectors.money import funds_of
from servicecloud.performance.selectors.owners import owners_of, reach_of_owners
from servicecloud.performance.selectors.rulebooks import rulebook_id_for
from servicecloud.performance.services.evaluations import check_year_over, write_evaluation
from servicecloud.performance.services.projects import project_for_update
from servicecloud.performance.services.reviews import label_of
from servicecloud.performance.services.targets import target_in_force
from servicecloud.performance.tokens import tokens_of
from servicecloud.performance.values import (
    EvaluatedRow,
    EvaluationContent,
    FundsFrozen,
    TargetContent,
    from_json,
)


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
    check_year_over(project)
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
    write_evaluation(evaluation, content, evaluated, actor=actor)
    if project.state != ProjectState.EVALUATING and not evaluation.correction_reason:
        project.state = ProjectState.EVALUATING
        project.save(update_fields=["state", "updated_at"])
    record_act(actor=actor, verb="self_evaluation.built", about=project, organisation=project.owner_id)
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
        completion=before.completion if before else draft_of_completion(project, target, bound),
        funds_deviation=before.funds_deviation if before else "",
        completed=before.completed if before else "",
        completed_reason=before.completed_reason if before else "",
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


def draft_of_completion(project: Project, target: TargetContent, bound: Sequence[Bound]) -> str:
    """Return a first text of what was reached, with bound numbers in it; people rewrite it as they like."""
    tokens = dict(zip((row.key for row in target.rows), tokens_of(target.rows), strict=True))
    parts = "；".join(f"{each.row.level3}：{tokens[each.row.key]}" for each in bound)
    return f"{project.year}年，“{project.name}”完成情况如下：{parts}。" if parts else ""
