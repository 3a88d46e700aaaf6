"""What the rows of a target table promised and reached in earlier years, also under another project's name.

An indicator is the same when its value comes from the same place (measure, filters, share) or, failing that, when its name is the same in
the spelling by which forms are compared.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import msgspec
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils import timezone

from plumbline.audit.name_facts import canonical
from plumbline.forms.model import Form, Indicator
from plumbline.forms.model import SelfEvaluation as EvaluationForm
from plumbline.forms.serialisation import from_json as form_from_json
from servicecloud.ledger.facts import civil_date
from servicecloud.performance.enums import DocumentState
from servicecloud.performance.models import DocumentVersion, Project, SelfEvaluation, TargetTable
from servicecloud.performance.selectors.bindings import bound_rows, figures_for, in_unit_of_target
from servicecloud.performance.values import TargetContent, TargetRow

MOST_READ = 12
"""How many earlier self-evaluations are read: those of the same project first, then the unit's latest."""


@dataclass(frozen=True)
class PastValue:
    """What a row promised and reached in an earlier year; `project` is named where it was another one."""

    year: int
    target: str
    actual: str
    project: str = ""


@dataclass(frozen=True)
class Running:
    """Where a row of the year before stands that has not been evaluated yet; blank when nothing is counted."""

    year: int
    target: str
    actual: str
    as_of: date


@dataclass(frozen=True)
class Past:
    """The past of a table's rows: by key the latest year, and the earlier years as forms that advice is taken from."""

    latest: dict[str, PastValue]
    history: list[Form]


def past_of(project: Project, rows: Sequence[TargetRow]) -> Past:
    """Return the past of these rows: one query. Self-evaluations that were not approved are no past."""
    latest: dict[str, PastValue] = {}
    history: list[Form] = []
    for evaluation in _earlier(project):
        if evaluation.approved is None:
            continue
        form = form_from_json(evaluation.approved.form.encode())
        if not isinstance(form, EvaluationForm):
            continue
        places = _by_row(rows, _target_rows(evaluation.target))
        before = {key: form.indicators[at] for key, at in places.items() if at < len(form.indicators)}
        other = "" if evaluation.project.name == project.name else evaluation.project.name
        for key, item in before.items():
            if key not in latest or latest[key].year < evaluation.project.year:
                latest[key] = PastValue(evaluation.project.year, *_printed(item), other)
        names = {row.key: row.level3 for row in rows}
        items = tuple(msgspec.structs.replace(item, level3=names[key]) for key, item in before.items())
        if items:
            history.append(
                msgspec.structs.replace(form, project_name=project.name, year=evaluation.project.year, indicators=items)
            )
    return Past(latest, history[::-1])


def running_of(project: Project, rows: Sequence[TargetRow]) -> dict[str, Running]:
    """Return by key where the rows stand in the year before, when that year has a target in force and no approved self-evaluation."""
    table = copyable(project).filter(project__year=project.year - 1).first()
    if (
        table is None
        or table.approved is None
        or SelfEvaluation.objects.filter(project_id=table.project_id, state=DocumentState.APPROVED).exists()
    ):
        return {}
    earlier = _target_rows(table.approved)
    pairs = {key: earlier[at] for key, at in _by_row(rows, earlier).items()}
    bound = bound_rows(table.project, [row for row in pairs.values() if row.binding])
    figures = dict(zip((each.row.key for each in bound), figures_for(table.project, bound), strict=True))
    found = {}
    for key, row in pairs.items():
        figure = figures.get(row.key)
        actual = in_unit_of_target(row, figure.number, figure.unit) if figure and figure.number is not None else ""
        as_of = min(date(table.project.year, 12, 31), today())
        found[key] = Running(table.project.year, row.target, actual, as_of)
    return found


def copyable(project: Project) -> QuerySet[TargetTable]:
    """Return the approved target tables of the unit's earlier years: those of the same project first, then the latest."""
    rows = TargetTable.objects.filter(
        project__owner_id=project.owner_id, project__year__lt=project.year, approved__isnull=False
    )
    rows = rows.annotate(is_other=_is_other(project.name)).select_related("project", "approved")
    return rows.order_by("is_other", "-project__year", "project__name", "pk")


def today() -> date:
    """Return the civil day."""
    return civil_date(timezone.now())


def _earlier(project: Project) -> Iterable[SelfEvaluation]:
    rows = SelfEvaluation.objects.filter(
        project__owner_id=project.owner_id, project__year__lt=project.year, approved__isnull=False
    )
    rows = rows.annotate(is_other=_is_other(project.name)).select_related("project", "approved", "target")
    return rows.order_by("is_other", "-project__year", "pk")[:MOST_READ]


def _is_other(name: str) -> Case:
    return Case(When(project__name=name, then=Value(0)), default=Value(1), output_field=IntegerField())


def _target_rows(version: DocumentVersion) -> tuple[TargetRow, ...]:
    content: TargetContent = msgspec.convert(
        msgspec.json.decode(version.content)["content"], TargetContent, strict=False
    )
    return content.rows


def _by_row(rows: Sequence[TargetRow], earlier: Sequence[TargetRow]) -> dict[str, int]:
    """Return by the key of each row the place of the same indicator among the earlier rows."""
    by_place: dict[object, int] = {}
    by_name: dict[str, int] = {}
    for at, row in enumerate(earlier):
        by_place.setdefault(_place(row), at)
        by_name.setdefault(canonical(row.level3), at)
    by_place.pop(None, None)
    found = {}
    for row in rows:
        at_place, at_name = by_place.get(_place(row)), by_name.get(canonical(row.level3)) if row.level3 else None
        if at_place is not None or at_name is not None:
            found[row.key] = at_place if at_place is not None else int(at_name or 0)
    return found


def _place(row: TargetRow) -> object:
    binding = row.binding
    if binding is None or binding.kind != "measure":
        return None
    filters = tuple(sorted((name, tuple(sorted(values))) for name, values in binding.filters.items()))
    return (binding.measure, binding.how, filters, binding.share_of, tuple(sorted(binding.counted)))


def _printed(item: Indicator) -> tuple[str, str]:
    return item.target.raw if item.target else "", item.actual.raw if item.actual else ""
