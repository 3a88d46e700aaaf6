"""What the pages of the cycle share: the steps on top, what a person may do here, files to take away."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from plumbline.forms.model import Form
from plumbline.forms.writers import write
from servicecloud.errors import DomainError
from servicecloud.identity.models import User
from servicecloud.performance import policies
from servicecloud.performance.enums import DocumentState, ProjectState
from servicecloud.performance.flows import EDITABLE
from servicecloud.performance.models import Project, ReviewedModel, TargetTable
from servicecloud.performance.services.reviews import needs_attributes
from servicecloud.performance.values import EvaluationContent, MonitoringContent

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
}
STATE_TAGS = {
    DocumentState.DRAFT: "",
    DocumentState.IN_REVIEW: "tag-accent",
    DocumentState.RETURNED: "tag-bad",
    DocumentState.APPROVED: "tag-good",
    DocumentState.DECLINED: "tag-bad",
}


def steps_of(project: Project) -> list[tuple[str, str]]:
    """Return the steps of the year with how far the project is."""
    states = list(ProjectState)
    at = states.index(ProjectState(project.state))
    done = len(states) if project.state == ProjectState.DISCLOSED else at
    return [
        (str(state.label), "done" if number < done else "current" if number == at else "ahead")
        for number, state in enumerate(states)
    ]


def allows(check: Any, *asked: Any, **named: Any) -> bool:
    """Tell whether a policy lets an act through."""
    try:
        check(*asked, **named)
    except DomainError:
        return False
    return True


def rights(user: User, project: Project, document: ReviewedModel | None) -> dict[str, bool]:
    """Return what the person may do with a document now."""
    declares = allows(policies.check_can_declare, user, project.owner_id)
    return {
        "can_edit": declares and document is not None and document.state in EDITABLE,
        "can_withdraw": declares
        and document is not None
        and document.state == DocumentState.IN_REVIEW
        and bool(document.flow)
        and document.waiting_for == document.flow[0],
        "needs_attributes": isinstance(document, TargetTable) and needs_attributes(document),
        "can_decide": document is not None and _may_decide(user, project, document),
    }


def _may_decide(user: User, project: Project, document: ReviewedModel) -> bool:
    kind = "target" if isinstance(document, TargetTable) else "self_evaluation"
    return allows(policies.check_can_decide, user, document, project, kind=kind, label="")


def file_response(form: Form, *, kind: str, name: str, footer: list[str]) -> HttpResponse:
    """Return a form in its official layout as a file."""
    if kind not in KINDS:
        raise Http404
    data = write(form, to=kind, footer=() if kind == "json" else footer)  # type: ignore[arg-type]
    response = HttpResponse(data, content_type=KINDS[kind])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}") or ""
    return response


def head_lines(content: EvaluationContent | MonitoringContent, *, address: str) -> list[str]:
    """Return what is printed below a self-evaluation: the head of the ledger its numbers are sealed in, and where to check it."""
    if not content.head_digest:
        return []
    return [
        _("实际完成值截至 %(day)s，取自存证台账；链首（%(algorithm)s）%(digest)s，共 %(count)s 条记录。")
        % {
            "day": content.as_of.isoformat(),
            "algorithm": content.algorithm.upper(),
            "digest": content.head_digest,
            "count": content.head_count,
        },
        _("查验：%(address)s") % {"address": address},
    ]
