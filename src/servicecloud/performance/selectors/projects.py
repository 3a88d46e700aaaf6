"""Reading projects and documents for pages and inboxes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from django.db.models import Exists, OuterRef, Q, QuerySet

from plumbline.evidence.measures import CountingRule
from plumbline.forms.model import Form
from plumbline.forms.serialisation import from_json as form_from_json
from servicecloud.identity.enums import Role
from servicecloud.identity.models import User
from servicecloud.identity.standing import standing_of
from servicecloud.ledger.selectors.figures import sentence_of
from servicecloud.performance.enums import DocumentState, ProjectState, Verdict
from servicecloud.performance.flows import STEPS
from servicecloud.performance.models import (
    Disclosure,
    DocumentVersion,
    Monitoring,
    Project,
    Review,
    SelfEvaluation,
    TargetTable,
)
from servicecloud.performance.values import TargetContent, TargetRow


@dataclass(frozen=True)
class ProjectFilter:
    """What a list of projects is narrowed to; blank means no limit."""

    q: str = ""
    year: int | None = None
    state: str = ""


@dataclass(frozen=True)
class Waiting:
    """One thing of the cycle that waits for somebody."""

    kind: str
    project: Project
    since: datetime


@dataclass(frozen=True)
class RowChange:
    """One row in two versions: the fields that differ, each with what it was; `is_new` and `is_gone` say the rest."""

    row: TargetRow
    before: dict[str, str]
    is_new: bool = False
    is_gone: bool = False

    @property
    def is_changed(self) -> bool:
        """Whether anything differs."""
        return bool(self.before) or self.is_new or self.is_gone


def projects_in_reach(wanted: ProjectFilter) -> QuerySet[Project]:
    """Return the projects in scope, ready to list."""
    rows = Project.objects.select_related("owner", "department", "target", "evaluation")
    if wanted.q:
        rows = rows.filter(Q(name__icontains=wanted.q) | Q(owner__name_zh__icontains=wanted.q))
    if wanted.year is not None:
        rows = rows.filter(year=wanted.year)
    return rows.filter(state=wanted.state) if wanted.state else rows


def project_with_documents(pk: int) -> Project:
    """Return one project in scope with its bodies and both documents: one query."""
    return (
        Project.objects.select_related("owner", "department", "bureau", "target__latest", "target__approved")
        .select_related("evaluation__target", "evaluation__latest", "evaluation__approved")
        .get(pk=pk)
    )


def evaluation_of(project: Project) -> SelfEvaluation | None:
    """Return a project's self-evaluation, None while there is none."""
    return getattr(project, "evaluation", None)


def reviews_of(project: Project, document: str | None = None) -> QuerySet[Review]:
    """Return what was done in the reviews of a project, the latest first."""
    rows = Review.objects.filter(project=project).select_related("actor", "version").order_by("-pk")
    return rows.filter(document=document) if document else rows


def monitorings_of(project: Project) -> QuerySet[Monitoring]:
    """Return the monitoring tables of a project, the latest period first."""
    return Monitoring.objects.filter(project=project).select_related("sent").order_by("-end_month", "start_month")


def versions_of(project: Project, document: str) -> QuerySet[DocumentVersion]:
    """Return the frozen versions of a document, the latest first."""
    return DocumentVersion.objects.filter(project=project, document=document).order_by("-number")


def content_of(version: DocumentVersion) -> TargetContent:
    """Return the content of a frozen target version."""
    return msgspec.convert(msgspec.json.decode(version.content)["content"], TargetContent, strict=False)


def sentences_of(version: DocumentVersion) -> dict[str, str]:
    """Return the counting rules that were frozen with a target version, as sentences in the active language, by row."""
    rules = msgspec.convert(msgspec.json.decode(version.content)["rules"], dict[str, CountingRule], strict=False)
    return {key: sentence_of(rule) for key, rule in rules.items()}


def form_of(version: DocumentVersion) -> Form:
    """Return the official form of a frozen version."""
    return form_from_json(version.form.encode())


def history_of(project: Project) -> list[Form]:
    """Return the approved self-evaluations of earlier years of the same project, the oldest first: one query."""
    earlier = DocumentVersion.objects.filter(
        pk__in=SelfEvaluation.objects.filter(
            project__owner_id=project.owner_id, project__name=project.name, project__year__lt=project.year
        ).values("approved_id")
    )
    return [form_of(version) for version in earlier.order_by("project__year")]


def changes_between(before: TargetContent | None, after: TargetContent) -> list[RowChange]:
    """Compare two contents row by row, in the order of the later one; rows that went away come last."""
    old = {row.key: row for row in before.rows} if before else {}
    found = []
    for row in after.rows:
        was = old.pop(row.key, None)
        if was is None:
            found.append(RowChange(row, {}, is_new=before is not None))
            continue
        names = ("level1", "level2", "level3", "target", "weight", "binding")
        found.append(RowChange(row, {n: _text(getattr(was, n)) for n in names if getattr(was, n) != getattr(row, n)}))
    return found + [RowChange(row, {}, is_gone=True) for row in old.values()]


def waiting_work(user: User, *, today: date) -> list[Waiting]:
    """Return what waits for the people of the unit: returned documents, drafts, years over without a self-evaluation, payments missing."""
    standing = standing_of(user)
    units = [held.organisation.pk for held in standing.held if held.role == Role.PROJECT_OFFICER]
    payers = [held.organisation.pk for held in standing.held if held.role == Role.FINANCE_OFFICER]
    found: list[Waiting] = []
    if units:
        mine = TargetTable.objects.filter(project__owner_id__in=units).select_related("project")
        open_states = (DocumentState.RETURNED, DocumentState.DRAFT)
        own = SelfEvaluation.objects.filter(project__owner_id__in=units).select_related("project")
        for prefix, rows in (("target", mine), ("evaluation", own)):
            open_rows = rows.filter(state__in=open_states).order_by("updated_at")[:50]
            found += [Waiting(f"{prefix}_{each.state}", each.project, each.updated_at) for each in open_rows]
        unsent = Monitoring.objects.filter(project__owner_id__in=units, sent=None).select_related("project")
        found += [Waiting("monitoring", each.project, each.updated_at) for each in unsent.order_by("updated_at")[:50]]
        over = Project.objects.filter(owner_id__in=units, state=ProjectState.RUNNING, year__lt=today.year)
        found += [Waiting("evaluation_due", project, project.updated_at) for project in over.order_by("year")[:50]]
    if payers:
        unpaid = Project.objects.filter(owner_id__in=payers, state=ProjectState.RUNNING, payments=None)
        found += [Waiting("payments_missing", project, project.updated_at) for project in unpaid.order_by("pk")[:50]]
    return found


def waiting_disclosures(user: User) -> list[Waiting]:
    """Return the projects whose approved self-evaluation (the first or a correction) this person's department has not published."""
    places = [held.organisation.pk for held in standing_of(user).held if held.role == Role.DEPARTMENT_REVIEWER]
    if not places:
        return []
    published = Disclosure.everywhere.filter(version=OuterRef("approved"))
    rows = SelfEvaluation.objects.filter(
        ~Exists(published), project__department_id__in=places, state=DocumentState.APPROVED
    ).select_related("project")
    rows = rows.order_by("approved_at", "pk")
    return [Waiting("disclosure", each.project, each.approved_at or each.updated_at) for each in rows[:50]]


def last_return(reviews: Iterable[Review], *, round_number: int) -> Review | None:
    """Return the return of this round, with its comments."""
    return next(
        (each for each in reviews if each.verdict == Verdict.RETURNED and each.round == round_number),
        None,
    )


def reach_of_steps(user: User) -> Q:
    """Return what documents must satisfy to wait at a step of the person's; empty for who decides at none."""
    reach = Q()
    standing = standing_of(user)
    for step in STEPS.values():
        places = [held.organisation.pk for held in standing.held if held.role == step.role]
        if places:
            reach |= Q(waiting_for=step.key, **{f"project__{step.place}__in": places})
    return reach


def _text(value: object) -> str:
    return "" if value is None else str(value)
