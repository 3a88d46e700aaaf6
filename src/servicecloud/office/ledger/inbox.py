"""What of the ledger waits for the person."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from servicecloud.errors import NotPermittedError
from servicecloud.identity.enums import Role
from servicecloud.identity.models import User
from servicecloud.identity.standing import standing_of
from servicecloud.ledger.policies import check_can_keep_registers, check_can_settle_incidents
from servicecloud.ledger.selectors.upkeep import open_incidents, unconfirmed_imports, verification_due_since
from servicecloud.pages.waiting import Waiting


def ledger_waiting(user: User) -> list[Waiting]:
    """A verification for the auditor, incidents for who settles them, and one's own imports that were checked."""
    return [*_verification(user), *_incidents(user), *_imports(user)]


def _verification(user: User) -> list[Waiting]:
    if not standing_of(user).holds(Role.AUDITOR):
        return []
    since = verification_due_since(timezone.now())
    return [] if since is None else [Waiting(_("核验整个账本"), _("账本核验"), reverse("office:verifications"), since)]


def _incidents(user: User) -> list[Waiting]:
    try:
        check_can_settle_incidents(user)
    except NotPermittedError:
        return []
    url = reverse("office:verifications")
    return [Waiting(str(row), _("账本异常"), url, row.found_at) for row in open_incidents()[:50]]


def _imports(user: User) -> list[Waiting]:
    try:
        check_can_keep_registers(user)
    except NotPermittedError:
        return []
    return [
        Waiting(
            f"{row.register} · {row.file_name}",
            _("导入待确认"),
            reverse("office:register_import", args=[row.pk]),
            row.started_at,
        )
        for row in unconfirmed_imports(user)[:50]
    ]
