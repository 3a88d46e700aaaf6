"""Who may do what in oversight. What belongs to others is not seen at all: the scope answers 404."""

from collections.abc import Collection

from servicecloud.errors import NotPermittedError
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.policies import check_can_enter_office
from servicecloud.identity.standing import standing_of
from servicecloud.oversight.errors import ExaminerDecidesError, NotYoursToExamineError, WriterConfirmsError
from servicecloud.performance.enums import Verdict
from servicecloud.performance.models import DocumentVersion, Project, Review

REVIEWERS = (Role.DEPARTMENT_REVIEWER, Role.FINANCE_REVIEWER)
_ANSWERING = (Role.PROJECT_OFFICER, Role.UNIT_HEAD)


def check_can_read_oversight(actor: User) -> None:
    """Everybody of the office reads, as far as their scope reaches."""
    check_can_enter_office(actor)


def check_supervises(actor: User) -> None:
    """Reviewers of departments and of finance oversee; this asks whether there can be anything for this person."""
    check_can_enter_office(actor)
    if not standing_of(actor).holds(*REVIEWERS):
        raise NotPermittedError


def check_can_oversee(actor: User, body_id: int) -> None:
    """What a body does is done by its own reviewers."""
    if not standing_of(actor).holds(*REVIEWERS, organisation_id=body_id):
        raise NotPermittedError


def check_can_oversee_project(actor: User, project: Project) -> Organisation:
    """Return the body of the person that stands above a project: its department or its bureau."""
    for body in bodies_of(actor):
        if body.pk in (project.department_id, project.bureau_id):
            return body
    raise NotPermittedError


def check_can_verify(actor: User, project: Project) -> None:
    """The verified score beside a self-evaluation is the supervising department's."""
    if not standing_of(actor).holds(Role.DEPARTMENT_REVIEWER, organisation_id=project.department_id):
        raise NotPermittedError


def check_can_examine(actor: User, body_id: int, version: DocumentVersion) -> None:
    """A re-check is made by a reviewer of the body who did not approve what is re-checked."""
    check_can_oversee(actor, body_id)
    approvals = Review.everywhere.filter(version=version, verdict=Verdict.APPROVED, actor=actor)
    if approvals.exists():
        raise NotYoursToExamineError


def check_did_not_write(actor: User, writers: Collection[int]) -> None:
    """Whoever wrote something never confirms or returns it."""
    if actor.pk in writers:
        raise WriterConfirmsError


def check_can_decide_objection(actor: User, body_id: int, writers: Collection[int]) -> None:
    """An objection is decided in the body by somebody who neither wrote in the examination, nor sent it, nor objected."""
    check_can_oversee(actor, body_id)
    if actor.pk in writers:
        raise ExaminerDecidesError


def check_answers(actor: User) -> None:
    """Units answer; this asks whether the person can answer for any."""
    check_can_enter_office(actor)
    if not standing_of(actor).holds(*_ANSWERING):
        raise NotPermittedError


def check_can_answer(actor: User, owner_id: int) -> None:
    """Objections, views and rectifications are the unit's own: its project officers and its head."""
    if not standing_of(actor).holds(*_ANSWERING, organisation_id=owner_id):
        raise NotPermittedError


def check_advises(actor: User) -> None:
    """Next year's budget is the finance bureau's matter."""
    check_can_enter_office(actor)
    if not standing_of(actor).holds(Role.FINANCE_REVIEWER):
        raise NotPermittedError


def check_can_advise(actor: User, project: Project) -> None:
    """The bureau above the project decides."""
    if project.bureau_id is None or not standing_of(actor).holds(
        Role.FINANCE_REVIEWER, organisation_id=project.bureau_id
    ):
        raise NotPermittedError


def bodies_of(actor: User) -> list[Organisation]:
    """Return the bodies in whose name the person oversees, each once."""
    found = {held.organisation.pk: held.organisation for held in standing_of(actor).held if held.role in REVIEWERS}
    return [
        body for body in found.values() if body.kind in (OrganisationKind.DEPARTMENT, OrganisationKind.FINANCE_BUREAU)
    ]
