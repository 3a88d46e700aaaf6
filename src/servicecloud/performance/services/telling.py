"""Who is told what of a review, and under which address."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext_noop

from servicecloud.identity.enums import Role
from servicecloud.identity.models import Membership, User
from servicecloud.notifications.services import notify
from servicecloud.performance.enums import Document
from servicecloud.performance.flows import STEPS
from servicecloud.performance.models import DocumentVersion, Monitoring, SelfEvaluation, TargetTable

Reviewed = TargetTable | SelfEvaluation
TITLES: dict[str, str] = {
    Document.TARGET: gettext_noop("绩效目标表"),
    Document.SELF_EVALUATION: gettext_noop("绩效自评表"),
    Document.MONITORING: gettext_noop("绩效运行监控表"),
}


def tell_reviewers(document: Reviewed) -> None:
    """Tell those who decide at the step that the document waits for; after a move of the project they are others, and are told too."""
    step, project = STEPS[document.waiting_for], document.project
    held = Membership.everywhere.filter(
        role=step.role, organisation_id=getattr(project, step.place), ended_at=None
    ).select_related("user")
    _tell([each.user for each in held], document, "performance.waiting")


def tell_department(monitoring: Monitoring, version: DocumentVersion) -> None:
    """Tell the department's reviewers that a monitoring table was sent; sent again, they are told again."""
    project = monitoring.project
    held = Membership.everywhere.filter(
        role=Role.DEPARTMENT_REVIEWER, organisation_id=project.department_id, ended_at=None
    ).select_related("user")
    notify(
        recipients=[each.user for each in held],
        kind="performance.monitored",
        key=f"performance.monitored:{project.pk}:{version.number}",
        url=reverse("office:monitoring", args=[project.pk, monitoring.start_month, monitoring.end_month]),
        project=str(project),
        first=str(monitoring.start_month),
        month=str(monitoring.end_month),
    )


def tell_author(document: Reviewed, kind: str, **data: str) -> None:
    """Tell whoever sent the latest version what became of it."""
    if document.latest is not None:
        _tell([document.latest.made_by], document, kind, **data)


def _tell(people: list[User], document: Reviewed, kind: str, **data: str) -> None:
    project = document.project
    notify(
        recipients=people,
        kind=kind,
        key=f"{kind}:{document.document}:{project.pk}:{document.round}:{document.waiting_for}:{project.moved_by_id or 0}",
        url=_address(document),
        project=str(project),
        document=TITLES[document.document],
        **data,
    )


_ADDRESS: dict[str, Callable[[int], str]] = {
    Document.TARGET: lambda pk: reverse("office:target", args=[pk]),
    Document.SELF_EVALUATION: lambda pk: reverse("office:self_evaluation", args=[pk]),
}


def _address(document: Reviewed) -> str:
    return _ADDRESS[document.document](document.project_id)
