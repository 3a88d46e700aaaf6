"""Setting up a project and changing its description."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from servicecloud.activity.services import record_act
from servicecloud.errors import InvalidInputError, NotFoundError
from servicecloud.identity.enums import OrganisationKind
from servicecloud.identity.models import Organisation, Placement, User
from servicecloud.performance import policies
from servicecloud.performance.enums import Document, ProjectState
from servicecloud.performance.models import Project, TargetTable
from servicecloud.performance.money_errors import BudgetFrozenError
from servicecloud.performance.services.drafts import keep_draft
from servicecloud.performance.values import TargetContent, as_json
from servicecloud.performance.words import BEGINS_OUTSIDE, DATES_ORDER, ENDS_OUTSIDE, NO_DEPARTMENT, PROJECT_TWICE
from servicecloud.versioning import save_if_current

EDITABLE = ("name", "category", "starts_on", "ends_on", "has_purchase")
MOST_YEARS_AROUND = 5
"""A project of several years began at most so long before its year, and ends at most so long after it."""


@transaction.atomic
def create_project(*, actor: User, owner: Organisation, values: Mapping[str, Any]) -> Project:
    """Set up a project with an empty target table. The bodies above the unit are those of the first day of its year."""
    policies.check_can_declare(actor, owner.pk)
    year = int(values["year"])
    _check(values, year=year)
    if Project.objects.filter(owner=owner, year=year, name=values["name"]).exists():
        raise InvalidInputError({"name": [str(PROJECT_TWICE)]})
    department, bureau = bodies_above(owner, on=date(year, 1, 1))
    fields = {name: values[name] for name in EDITABLE if name in values}
    project = Project.objects.create(
        owner=owner, department=department, bureau=bureau, year=year, created_by=actor, **fields
    )
    table = TargetTable.objects.create(project=project, content=as_json(TargetContent()), edited_by=actor)
    keep_draft(project, Document.TARGET, number=table.version, content=table.content)
    record_act(actor=actor, verb="project.created", about=project, organisation=owner)
    return project


@transaction.atomic
def change_project(*, actor: User, project_id: int, expected: int, values: Mapping[str, Any]) -> Project:
    """Change the description, until the target is approved: from then on it is part of what was approved."""
    project = Project.objects.select_related("owner").get(pk=project_id)
    policies.check_can_declare(actor, project.owner_id)
    if project.state != ProjectState.PREPARING:
        raise BudgetFrozenError
    _check(values, year=project.year)
    twice = Project.objects.filter(owner_id=project.owner_id, year=project.year, name=values["name"])
    if twice.exclude(pk=project.pk).exists():
        raise InvalidInputError({"name": [str(PROJECT_TWICE)]})
    changes = {name: values[name] for name in EDITABLE if name in values and values[name] != getattr(project, name)}
    save_if_current(project, expected=expected, changes=changes)
    record_act(actor=actor, verb="project.changed", about=project, organisation=project.owner, fields=sorted(changes))
    return project


def bodies_above(owner: Organisation, *, on: date) -> tuple[Organisation, Organisation | None]:
    """Return the supervising department and the finance bureau above a unit on a day; before it existed, those it has first."""
    department = bureau = None
    current = owner.pk
    for _level in range(6):
        places = Placement.everywhere.filter(organisation_id=current).select_related("parent").order_by("valid_from")
        place = next((each for each in places if each.valid_to is None or each.valid_to > on), None)
        if place is None:
            break
        if place.parent.kind == OrganisationKind.DEPARTMENT:
            department = place.parent
        elif place.parent.kind == OrganisationKind.FINANCE_BUREAU:
            bureau = place.parent
        current = place.parent_id
    if department is None:
        raise InvalidInputError({"owner": [str(NO_DEPARTMENT)]})
    return department, bureau


def bureau_above(department: Organisation, *, on: date) -> Organisation | None:
    """Return the finance bureau above a department on a day, None where there is none."""
    places = Placement.everywhere.filter(organisation=department, parent__kind=OrganisationKind.FINANCE_BUREAU)
    standing = places.filter(valid_from__lte=on).filter(Q(valid_to=None) | Q(valid_to__gt=on))
    place = standing.select_related("parent").first()
    return place.parent if place else None


def _check(values: Mapping[str, Any], *, year: int) -> None:
    """A plan runs through the project's year, and begins and ends within a few years of it."""
    if values["starts_on"] > values["ends_on"]:
        raise InvalidInputError({"ends_on": [str(DATES_ORDER)]})
    earliest, latest = date(year - MOST_YEARS_AROUND, 1, 1), date(year + MOST_YEARS_AROUND, 12, 31)
    problems = {}
    if not earliest <= values["starts_on"] <= date(year, 12, 31):
        problems["starts_on"] = [str(BEGINS_OUTSIDE).format(first=earliest, last=date(year, 12, 31))]
    if not date(year, 1, 1) <= values["ends_on"] <= latest:
        problems["ends_on"] = [str(ENDS_OUTSIDE).format(first=date(year, 1, 1), last=latest)]
    if problems:
        raise InvalidInputError(problems)


def project_for_update(project_id: int) -> Project:
    """Return a project in scope and hold it until the transaction ends, so that acts on it come one after another."""
    found = Project.objects.select_for_update(of=("self",)).filter(pk=project_id).first()
    if found is None:
        raise NotFoundError
    return found
