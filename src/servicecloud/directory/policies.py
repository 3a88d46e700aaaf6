"""Who may do what with the directory. What somebody cannot see at all never gets here: the scope answers 404."""

from servicecloud.directory.models import Enterprise, Institution
from servicecloud.errors import NotPermittedError
from servicecloud.identity.enums import Role
from servicecloud.identity.models import User
from servicecloud.identity.standing import standing_of

_KEEPERS = (Role.OPERATOR, Role.SERVICE_DESK, Role.ANALYST)


def check_can_browse_register(actor: User) -> None:
    """The full directory is for the operator's people and the auditors."""
    standing = standing_of(actor)
    if standing.reach is not None:
        raise NotPermittedError


def check_can_keep_register(actor: User) -> None:
    """Entries are added, imported and merged by those who keep the directory."""
    if not keeps_register(actor):
        raise NotPermittedError


def keeps_register(actor: User) -> bool:
    """Tell whether somebody is among those who keep the directory."""
    return standing_of(actor).holds(*_KEEPERS)


def check_can_edit_enterprise(actor: User, enterprise: Enterprise | Institution) -> None:
    """An enterprise or institution edits its own entry; the keepers of the directory edit every one."""
    standing = standing_of(actor)
    own = enterprise.workspace_id is not None and standing.holds(
        Role.ADMIN, Role.ENTERPRISE_STAFF, Role.INSTITUTION_STAFF, organisation_id=enterprise.workspace_id
    )
    if not own and not keeps_register(actor):
        raise NotPermittedError


def check_can_verify_claims(actor: User) -> None:
    """Claims are verified by the operator."""
    if not standing_of(actor).holds(Role.OPERATOR):
        raise NotPermittedError
