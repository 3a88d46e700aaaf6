"""How a body runs its reviews, as it stands now."""

from dataclasses import dataclass

from django.db.models import QuerySet

from servicecloud.identity.enums import OrganisationKind
from servicecloud.identity.models import Organisation
from servicecloud.performance.enums import Document
from servicecloud.performance.flows import FLOWS
from servicecloud.performance.models import FlowSetting, Project, RulebookInForce


@dataclass(frozen=True)
class FlowNow:
    """The steps of one kind of document; `version` is 0 where the usual ones hold."""

    document: Document
    steps: tuple[str, ...]
    attribute_steps: tuple[str, ...]
    version: int


def bodies_that_set() -> QuerySet[Organisation]:
    """Return the departments and finance bureaus in scope."""
    kinds = (OrganisationKind.DEPARTMENT, OrganisationKind.FINANCE_BUREAU)
    return Organisation.objects.filter(kind__in=kinds, valid_to=None).order_by("kind", "code")


def flows_of(department_id: int) -> list[FlowNow]:
    """Return the flow of each kind of document of a department: one query."""
    own = {row.document: row for row in FlowSetting.objects.filter(department_id=department_id)}
    return [
        FlowNow(Document(kind), tuple(own[kind].steps), tuple(own[kind].attribute_steps), own[kind].version)
        if kind in own
        else FlowNow(Document(kind), tuple(map(str, usual)), (), 0)
        for kind, usual in FLOWS.items()
    ]


def rulebooks_of(bureau_id: int) -> QuerySet[RulebookInForce]:
    """Return which rulebook a bureau applies from which year, the latest first."""
    return RulebookInForce.objects.filter(bureau_id=bureau_id).order_by("-first_year")


def departments_of_projects() -> QuerySet[Organisation]:
    """Return the departments that projects in scope stand under."""
    under = Project.objects.order_by().values("department_id").distinct()
    return Organisation.everywhere.filter(pk__in=under).order_by("name_zh")
