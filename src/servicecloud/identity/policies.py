"""Who may do what with people and organisations."""

from servicecloud.errors import NotPermittedError
from servicecloud.identity.enums import Role
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import standing_of


def check_can_enter_office(actor: User) -> None:
    """The back office is for people of public bodies and of the operator."""
    if not standing_of(actor).is_office:
        raise NotPermittedError


def check_can_manage_people(actor: User, organisation: Organisation) -> None:
    """An organisation's own administrator manages its people, and so does the platform's security officer."""
    standing = standing_of(actor)
    if not (standing.holds(Role.ADMIN, organisation_id=organisation.pk) or standing.holds(Role.SECURITY_OFFICER)):
        raise NotPermittedError


def check_can_arrange_organisations(actor: User) -> None:
    """The tree of organisations is kept by the operator and by the security officer."""
    if not standing_of(actor).holds(Role.OPERATOR, Role.SECURITY_OFFICER):
        raise NotPermittedError


def check_can_run_platform(actor: User) -> None:
    """The queue and the schedule are looked after by the operator and the security officer."""
    if not standing_of(actor).holds(Role.OPERATOR, Role.SECURITY_OFFICER):
        raise NotPermittedError


def check_can_review_roles(actor: User) -> None:
    """Whether a role is still needed is looked at by the security officer, not by the administrator who gave it."""
    if not standing_of(actor).holds(Role.SECURITY_OFFICER):
        raise NotPermittedError


def check_can_read_security_log(actor: User) -> None:
    """The security log is for those who watch, not for those who are watched."""
    if not standing_of(actor).holds(Role.SECURITY_OFFICER, Role.AUDITOR):
        raise NotPermittedError
