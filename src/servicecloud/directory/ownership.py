"""Files of enterprises: read by the enterprise and by those who see every organisation, changed by those who may edit the entry."""

from django.utils.translation import gettext_lazy as _

from servicecloud.directory import policies
from servicecloud.directory.models import Enterprise
from servicecloud.files.owners import Ownership, register
from servicecloud.identity.models import User
from servicecloud.identity.standing import standing_of

ENTERPRISE = "directory.enterprise"


def check_can_read(actor: User, pk: str) -> None:
    """Let the enterprise's people and the centre read."""
    enterprise = Enterprise.objects.get(pk=pk)
    if standing_of(actor).reach is not None:
        policies.check_can_edit_enterprise(actor, enterprise)


def check_can_change(actor: User, pk: str) -> None:
    """Let those change who may edit the entry."""
    policies.check_can_edit_enterprise(actor, Enterprise.objects.get(pk=pk))


def organisation_of(pk: str) -> int | None:
    """Return the enterprise's workspace."""
    return Enterprise.objects.values_list("workspace_id", flat=True).get(pk=pk)


def register_files() -> None:
    """Declare the rules."""
    register(Ownership(ENTERPRISE, _("企业"), check_can_read, check_can_change, organisation_of))
