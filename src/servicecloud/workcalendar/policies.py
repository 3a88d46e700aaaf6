"""Who may do what with the working calendar. Everybody of the office may look."""

from servicecloud.errors import NotPermittedError
from servicecloud.identity.enums import Role
from servicecloud.identity.models import User
from servicecloud.identity.standing import standing_of


def check_can_keep_calendar(actor: User) -> None:
    """The calendar is kept by the operator: every clock of the platform runs by it."""
    if not standing_of(actor).holds(Role.OPERATOR):
        raise NotPermittedError
