"""What the pages of a project show of oversight, and what the person may begin there."""

from typing import Any

from servicecloud.identity.models import User
from servicecloud.office.oversight.acting import allows
from servicecloud.oversight import policies
from servicecloud.oversight.selectors.records import of_project
from servicecloud.performance.enums import DocumentState
from servicecloud.performance.models import Project


def oversight_of(user: User, project: Project) -> dict[str, Any]:
    """Return the panel's context: three queries."""
    evaluation = getattr(project, "evaluation", None)
    is_sent = evaluation is not None and evaluation.latest_id is not None and evaluation.state != DocumentState.RETURNED
    known = of_project(user, project)
    return {
        "of_project": known,
        "can_verify": is_sent and not known.has_open_review and allows(policies.check_can_verify, user, project),
        "can_oversee": allows(policies.check_can_oversee_project, user, project),
    }


def require_from(user: User, project: Project, version_id: int | None) -> int | str:
    """Return the frozen table from whose findings the person may require a rectification; blank where there is none."""
    if version_id is None or not allows(policies.check_can_oversee_project, user, project):
        return ""
    return version_id
