"""Who keeps the collection: departments and the bureau, the operator's people and the auditors. Everybody reads it."""

from servicecloud.errors import NotPermittedError
from servicecloud.identity.enums import Role
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import standing_of

_COLLECTORS = (
    *(Role.DEPARTMENT_REVIEWER, Role.FINANCE_REVIEWER, Role.OPERATOR, Role.POLICY_EDITOR, Role.ANALYST, Role.AUDITOR),
)


def check_can_collect(actor: User) -> None:
    """Forms are collected by those who compare or check them."""
    if not standing_of(actor).holds(*_COLLECTORS):
        raise NotPermittedError


def organisation_of(actor: User) -> Organisation:
    """Return the organisation for which a collector collects: the first in which they hold such a role."""
    for held in standing_of(actor).held:
        if held.role in _COLLECTORS:
            return held.organisation
    raise NotPermittedError
