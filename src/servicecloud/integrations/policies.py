"""Who may connect other programs."""

from servicecloud.errors import NotPermittedError
from servicecloud.identity.enums import Role
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import standing_of
from servicecloud.integrations.enums import ApiScope
from servicecloud.integrations.errors import ScopeMissingError


def check_can_manage_webhooks(actor: User, organisation: Organisation) -> None:
    """What leaves an organisation is decided by its own administrator."""
    if not standing_of(actor).holds(Role.ADMIN, organisation_id=organisation.pk):
        raise NotPermittedError


def check_token_covers(scopes: list[str], needed: ApiScope | None) -> None:
    """A token opens only the parts of the interface it was made for."""
    if needed is not None and needed.value not in scopes:
        raise ScopeMissingError(scope=needed.label)
