"""Who may do what on the boards. What belongs to others is not seen at all: the scope answers."""

from servicecloud.errors import NotPermittedError
from servicecloud.identity.enums import Role
from servicecloud.identity.models import User
from servicecloud.identity.policies import check_can_enter_office
from servicecloud.identity.standing import standing_of

CHOOSERS = (Role.DEPARTMENT_REVIEWER, Role.FINANCE_REVIEWER)


def check_can_read_boards(actor: User) -> None:
    """Everybody of the office reads boards, as far as their scope reaches."""
    check_can_enter_office(actor)


def check_chooses_lights(actor: User) -> None:
    """Departments and bureaus choose how lights are given; this asks whether there is any that the person speaks for."""
    check_can_enter_office(actor)
    if not standing_of(actor).holds(*CHOOSERS):
        raise NotPermittedError


def check_can_choose_lights(actor: User, organisation_id: int) -> None:
    """The reviewers of a department or bureau choose for it."""
    if not standing_of(actor).holds(*CHOOSERS, organisation_id=organisation_id):
        raise NotPermittedError
