"""Who may do what with the library. It is offered downwards: everybody reads what their own body or one above it keeps."""

from servicecloud.errors import NotPermittedError
from servicecloud.identity.enums import Role
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.policies import check_can_enter_office
from servicecloud.identity.standing import standing_of

KEEPERS = (Role.FINANCE_REVIEWER, Role.DEPARTMENT_REVIEWER, Role.PROJECT_OFFICER)
"""Who keeps the library of a finance bureau, of a department, of a unit."""


def check_can_read_library(actor: User) -> None:
    """Everybody of the office reads the library, as far as it is offered to them."""
    check_can_enter_office(actor)


def check_keeps_library(actor: User) -> None:
    """Whether there can be a library that this person keeps."""
    check_can_enter_office(actor)
    if not standing_of(actor).holds(*KEEPERS):
        raise NotPermittedError


def check_can_keep(actor: User, owner_id: int) -> None:
    """A library is kept by its own body's reviewers or project officers."""
    if not standing_of(actor).holds(*KEEPERS, organisation_id=owner_id):
        raise NotPermittedError


def owners_kept_by(actor: User) -> list[Organisation]:
    """Return the bodies whose library this person keeps."""
    found = {held.organisation.pk: held.organisation for held in standing_of(actor).held if held.role in KEEPERS}
    return list(found.values())
