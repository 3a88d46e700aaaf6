"""Who may do what in the performance cycle. What belongs to others is not seen at all: the scope answers 404."""

from servicecloud.errors import NotPermittedError
from servicecloud.identity.enums import SUPERVISING_KINDS, Role
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.policies import check_can_arrange_organisations, check_can_enter_office
from servicecloud.identity.standing import standing_of
from servicecloud.performance.enums import Verdict
from servicecloud.performance.errors import ActedAlreadyError, OwnWorkError
from servicecloud.performance.flows import STEPS
from servicecloud.performance.models import DraftEditor, Project, Review, ReviewedModel

_MONEY = (Role.PROJECT_OFFICER, Role.FINANCE_OFFICER)


def check_can_read_projects(actor: User) -> None:
    """Everybody of the office reads projects, as far as their scope reaches."""
    check_can_enter_office(actor)


def check_declares(actor: User) -> None:
    """Projects are set up by project officers; this asks whether there can be any for this person."""
    check_can_enter_office(actor)
    if not standing_of(actor).holds(Role.PROJECT_OFFICER):
        raise NotPermittedError


def check_can_declare(actor: User, owner_id: int) -> None:
    """Targets and self-evaluations are filled in by the unit's own project officers."""
    if not is_declarer(actor, owner_id):
        raise NotPermittedError


def is_declarer(actor: User, owner_id: int) -> bool:
    """Whether the person is a project officer of the unit."""
    return standing_of(actor).holds(Role.PROJECT_OFFICER, organisation_id=owner_id)


def check_can_correct(actor: User, project: Project) -> None:
    """A correction of what was published is opened by the unit's officers or asked for by the department."""
    if not is_declarer(actor, project.owner_id):
        check_can_disclose(actor, project)


def check_can_keep_money(actor: User, owner_id: int) -> None:
    """Budgets and payments are entered by the unit's project and finance officers."""
    if not standing_of(actor).holds(*_MONEY, organisation_id=owner_id):
        raise NotPermittedError


def check_keeps_money(actor: User) -> None:
    """A file of payments for several projects comes from whoever keeps the money of some unit."""
    check_can_enter_office(actor)
    if not units_whose_money_is_kept(actor):
        raise NotPermittedError


def units_whose_money_is_kept(actor: User) -> list[Organisation]:
    """Return the units whose budgets and payments the person enters."""
    standing = standing_of(actor)
    return [unit for unit in standing.organisations() if standing.holds(*_MONEY, organisation_id=unit.pk)]


def check_can_disclose(actor: User, project: Project) -> None:
    """The supervising department publishes."""
    if not standing_of(actor).holds(Role.DEPARTMENT_REVIEWER, organisation_id=project.department_id):
        raise NotPermittedError


def holds_step(actor: User, document: ReviewedModel, project: Project) -> bool:
    """Tell whether the step that decides now is the person's."""
    return _holds(actor, document.waiting_for, project)


def check_holds(actor: User, step: str, project: Project) -> None:
    """The act is for the people of one step."""
    if not _holds(actor, step, project):
        raise NotPermittedError


def _holds(actor: User, key: str, project: Project) -> bool:
    step = STEPS.get(key)
    place = getattr(project, step.place) if step else None
    return bool(step and place and standing_of(actor).holds(step.role, organisation_id=place))


def check_can_decide(actor: User, document: ReviewedModel, project: Project, *, kind: str, label: str) -> None:
    """The step's own role decides; nobody who wrote in the document since it was last in force or sent it, and nobody twice in a round."""
    if not holds_step(actor, document, project):
        raise NotPermittedError
    if DraftEditor.everywhere.filter(project=project, document=kind, person=actor).exists():
        raise OwnWorkError(document=label)
    acts = Review.everywhere.filter(project=project, document=kind, round=document.round, actor=actor)
    verdicts = set(acts.values_list("verdict", flat=True))
    if Verdict.SUBMITTED in verdicts:
        raise OwnWorkError(document=label)
    if verdicts - {Verdict.WITHDRAWN}:
        raise ActedAlreadyError(document=label)


def check_can_set(actor: User, organisation_id: int) -> None:
    """The order of review, deadlines and rulebooks are set by the body's own administrator."""
    if not standing_of(actor).holds(Role.ADMIN, organisation_id=organisation_id):
        raise NotPermittedError


def sees_settings(actor: User) -> bool:
    """Whether a department or a bureau is in reach, whose order of review and deadlines can be read."""
    standing = standing_of(actor)
    return standing.reach is None or bool(standing.organisations(*SUPERVISING_KINDS))


def check_reviews(actor: User) -> None:
    """The list of what waits is for those who decide at some step."""
    check_can_enter_office(actor)
    if not standing_of(actor).holds(*(step.role for step in STEPS.values())):
        raise NotPermittedError


def check_can_move(actor: User, project: Project) -> None:
    """Projects are moved by the finance bureau above them, and by those who keep the tree of organisations."""
    standing = standing_of(actor)
    if project.bureau_id and standing.holds(Role.ADMIN, Role.FINANCE_REVIEWER, organisation_id=project.bureau_id):
        return
    check_can_arrange_organisations(actor)
