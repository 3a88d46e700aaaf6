"""Who may do what with the ledger. What belongs to others is not seen at all: the scope answers 404."""

from servicecloud.errors import NotPermittedError
from servicecloud.identity.enums import Role
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.policies import check_can_enter_office
from servicecloud.identity.standing import standing_of

_KEEPERS = (Role.PROJECT_OFFICER, Role.UNIT_HEAD, Role.ADMIN, Role.OPERATOR, Role.SERVICE_DESK, Role.EVENT_ORGANISER)
_HEADS = (Role.PROJECT_OFFICER, Role.UNIT_HEAD, Role.ADMIN, Role.OPERATOR)
_WATCHERS = (Role.OPERATOR, Role.AUDITOR, Role.SECURITY_OFFICER)


def check_can_read_ledger(actor: User) -> None:
    """Everybody of the office reads the ledger, as far as their scope reaches."""
    check_can_enter_office(actor)


def check_can_keep_registers(actor: User) -> None:
    """Registers are kept by the people of the unit that owns them; this asks whether there can be any for this person."""
    check_can_enter_office(actor)
    if not standing_of(actor).holds(*_KEEPERS):
        raise NotPermittedError


def check_can_enter_rows(actor: User, owner: Organisation) -> None:
    """Rows are entered, imported and taken back by the owner's own people."""
    if not standing_of(actor).holds(*_KEEPERS, organisation_id=owner.pk):
        raise NotPermittedError


def check_can_define_register(actor: User, owner: Organisation) -> None:
    """Registers are defined by those who answer for the owner's figures."""
    if not standing_of(actor).holds(*_HEADS, organisation_id=owner.pk):
        raise NotPermittedError


def check_can_close_periods(actor: User, owner: Organisation) -> None:
    """Books are closed by those who answer for the owner's figures."""
    check_can_define_register(actor, owner)


def check_can_reverse(actor: User, owner_id: int) -> None:
    """An entry is taken back by the owner's own people; one that a module posted is taken back through that module's act."""
    if not standing_of(actor).holds(*_HEADS, organisation_id=owner_id):
        raise NotPermittedError


def check_can_watch(actor: User) -> None:
    """Sealing by hand and verifying the whole ledger is for those who run or watch the platform."""
    if not standing_of(actor).holds(*_WATCHERS):
        raise NotPermittedError


def check_can_settle_incidents(actor: User) -> None:
    """Incidents are settled by the operator or the security officer, never by the auditor who watches them."""
    if not standing_of(actor).holds(Role.OPERATOR, Role.SECURITY_OFFICER):
        raise NotPermittedError
