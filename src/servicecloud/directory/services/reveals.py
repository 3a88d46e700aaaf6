"""Looking at personal values in plain text: allowed to those who may edit, and always kept."""

from django.db import transaction

from servicecloud.activity.services import record_reveal
from servicecloud.directory import policies
from servicecloud.directory.models import Enterprise, Institution
from servicecloud.identity.models import User


@transaction.atomic
def reveal_institution_contact(*, actor: User, institution_id: int, field: str) -> str:
    """Do the same for the contact of an institution."""
    return _reveal(Institution.objects.get(pk=institution_id), actor=actor, field=field)


@transaction.atomic
def reveal_contact(*, actor: User, enterprise_id: int, field: str) -> str:
    """Return a contact's name or telephone number, and log who looked."""
    return _reveal(Enterprise.objects.get(pk=enterprise_id), actor=actor, field=field)


def _reveal(body: Enterprise | Institution, *, actor: User, field: str) -> str:
    policies.check_can_edit_enterprise(actor, body)
    value = {"contact_name": body.contact_name, "contact_phone": body.contact_phone}[field]
    record_reveal(actor=actor, about=body, field=field)
    return str(value.reveal())
