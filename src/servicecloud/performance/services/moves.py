"""Projects that come under another department, or with their unit into the one that takes it over: decided with a day, history kept."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.db.models import F, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from servicecloud.activity.services import record_act
from servicecloud.errors import InvalidInputError, NotFoundError
from servicecloud.identity.enums import OrganisationKind
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.policies import check_can_arrange_organisations
from servicecloud.identity.services import close_organisation
from servicecloud.ledger.facts import civil_date
from servicecloud.performance import policies
from servicecloud.performance.enums import DocumentState, StepKey
from servicecloud.performance.errors import MovedOnError, NoReviewerThereError, SameBodyError
from servicecloud.performance.models import Project, ProjectMove, ReviewedModel, SelfEvaluation, TargetTable
from servicecloud.performance.services.projects import bodies_above, bureau_above, project_for_update
from servicecloud.performance.services.telling import tell_reviewers
from servicecloud.performance.words import PROJECT_LABEL


@transaction.atomic
def move_project(
    *, actor: User, project_id: int, expected: int, department_id: int, effective_on: date, reason: str
) -> ProjectMove:
    """Bring a project under another department from a day on; a day to come is planned, and the latest plan holds.

    Documents under way go on where they are: the step that waits is the new department's, which is told. Raises
    NoReviewerThereError where a document under way could not be decided there.
    """
    project = project_for_update(project_id)
    policies.check_can_move(actor, project)
    if project.version != expected:
        raise MovedOnError(document=PROJECT_LABEL)
    department = Organisation.objects.filter(pk=department_id, kind=OrganisationKind.DEPARTMENT).first()
    if department is None:
        raise NotFoundError
    if department.pk == project.department_id:
        raise SameBodyError
    bureau = bureau_above(department, on=effective_on)
    move = _planned(project, project.owner, department, bureau, actor=actor, effective_on=effective_on, reason=reason)
    apply_move(move, actor=actor, today=civil_date(timezone.now()))
    return move


@transaction.atomic
def merge_unit(*, actor: User, absorbed_id: int, successor_id: int, on: date, reason: str) -> list[ProjectMove]:
    """Close a unit that is taken over by another one, and let all its projects go on there from that day.

    What was published keeps the name of the old unit. A name the successor has in the same year is told apart by the old unit's.
    """
    check_can_arrange_organisations(actor)
    kind = OrganisationKind.UNIT
    absorbed = Organisation.objects.select_for_update(of=("self",)).filter(pk=absorbed_id, kind=kind).first()
    successor = Organisation.objects.filter(pk=successor_id, kind=kind, valid_to=None).first()
    if absorbed is None:
        raise NotFoundError
    if successor is None or successor.pk == absorbed.pk:
        raise InvalidInputError({"successor": [_("请选择另一个仍然存续的预算单位。")]})
    department, bureau = bodies_above(successor, on=on)
    moves = [
        _planned(project, successor, department, bureau, actor=actor, effective_on=on, reason=reason)
        for project in Project.objects.select_for_update(of=("self",)).filter(owner=absorbed).order_by("pk")
    ]
    close_organisation(actor=actor, organisation=absorbed, on=on)
    record_act(actor=actor, verb="unit.merged", about=absorbed, organisation=absorbed, into=successor.pk)
    today = civil_date(timezone.now())
    for move in moves:
        apply_move(move, actor=actor, today=today)
    return moves


def apply_due_moves(*, today: date) -> int:
    """Let the moves whose day has come take effect; return how many. Of several plans for a project the latest holds."""
    latest = Project.objects.annotate(latest_move=Max("moves")).filter(latest_move__isnull=False)
    open_ones = latest.filter(Q(moved_by=None) | Q(latest_move__gt=F("moved_by"))).values_list("latest_move", flat=True)
    moves = ProjectMove.objects.filter(pk__in=list(open_ones), effective_on__lte=today).select_related("decided_by")
    return sum(apply_move(move, actor=move.decided_by, today=today) for move in moves.order_by("pk"))


@transaction.atomic
def apply_move(move: ProjectMove, *, actor: User, today: date) -> bool:
    """Let a move take effect if its day has come; tell whether it did. Doing it again changes nothing."""
    project = project_for_update(move.project_id)
    if move.effective_on > today or (project.moved_by_id or 0) >= move.pk:
        return False
    project.name = _free_name(project, move)
    project.owner, project.department, project.bureau = move.to_owner, move.to_department, move.to_bureau
    project.moved_by = move
    project.version += 1
    project.save()
    record_act(
        actor=actor,
        verb="project.moved",
        about=project,
        organisation=project.owner_id,
        department=move.to_department_id,
        from_department=move.from_department_id,
    )
    for document in _documents(project):
        if document.state == DocumentState.IN_REVIEW:
            document.project = project
            tell_reviewers(document)
    return True


def _planned(
    project: Project,
    owner: Organisation,
    department: Organisation,
    bureau: Organisation | None,
    *,
    actor: User,
    effective_on: date,
    reason: str,
) -> ProjectMove:
    last = project.moved_by
    faults: dict[str, list[str]] = {}
    if not reason.strip():
        faults["reason"] = [_("请写明划转的理由或依据。")]
    if last is not None and effective_on < last.effective_on:
        faults["effective_on"] = [_("生效日期不能早于上一次划转的生效日期 %(day)s。") % {"day": last.effective_on}]
    if faults:
        raise InvalidInputError(faults)
    if bureau is None and any(_waits_for_finance(document) for document in _documents(project)):
        raise NoReviewerThereError
    record_act(actor=actor, verb="project.move_planned", about=project, organisation=project.owner_id)
    return ProjectMove.objects.create(
        project=project,
        from_owner=project.owner,
        to_owner=owner,
        from_department=project.department,
        to_department=department,
        from_bureau=project.bureau,
        to_bureau=bureau,
        effective_on=effective_on,
        reason=reason.strip()[:300],
        decided_by=actor,
    )


def _documents(project: Project) -> Sequence[TargetTable | SelfEvaluation]:
    found: list[TargetTable | SelfEvaluation] = []
    for model in (TargetTable, SelfEvaluation):
        found += model.objects.select_related("latest__made_by").filter(project=project)
    return found


def _waits_for_finance(document: ReviewedModel) -> bool:
    return document.state == DocumentState.IN_REVIEW and StepKey.FINANCE in document.flow


def _free_name(project: Project, move: ProjectMove) -> str:
    """Return the project's name, told apart by its old unit where the new one has the same in that year."""
    if move.to_owner_id == project.owner_id:
        return project.name
    taken = Project.everywhere.filter(owner_id=move.to_owner_id, year=project.year, name=project.name)
    return f"{project.name}（{move.from_owner.name_zh}）"[:120] if taken.exists() else project.name
