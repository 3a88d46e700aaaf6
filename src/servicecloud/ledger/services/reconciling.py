"""Declaring which measures should agree; settling incidents; asking for a verification."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from servicecloud.activity.services import record_act
from servicecloud.identity.models import Organisation, User
from servicecloud.ledger import policies
from servicecloud.ledger.errors import SameMeasureError, UnknownMeasureError
from servicecloud.ledger.models import Incident, Measure, Reconciliation, Verification


@transaction.atomic
def declare_reconciliation(
    *, actor: User, owner: Organisation, left: str, right: str, values: Mapping[str, str]
) -> Reconciliation:
    """Declare that two measures of an organisation should agree, or that the first is a part of the second; once is enough.

    `values` holds the relation, what entries are matched by, and a note.
    """
    policies.check_can_define_register(actor, owner)
    if left == right:
        raise SameMeasureError
    known = set(Measure.objects.filter(code__in=[left, right]).values_list("code", flat=True))
    for code in (left, right):
        if code not in known:
            raise UnknownMeasureError(measure=code)
    declared, is_new = Reconciliation.objects.get_or_create(
        owner=owner, left=left, right=right, defaults={**values, "created_by": actor}
    )
    if is_new:
        record_act(actor=actor, verb="reconciliation.declared", about=declared, organisation=owner)
    return declared


@transaction.atomic
def settle_incident(*, actor: User, incident_id: int, settlement: str) -> Incident:
    """Say how an incident was settled; a fault that is still there opens a new one at the next check."""
    policies.check_can_settle_incidents(actor)
    incident = Incident.objects.select_for_update().get(pk=incident_id, settled_at=None)
    incident.settled_at, incident.settled_by, incident.settlement = timezone.now(), actor, settlement
    incident.save(update_fields=["settled_at", "settled_by", "settlement"])
    record_act(actor=actor, verb="incident.settled", about=incident)
    return incident


def ask_for_verification(*, actor: User) -> Verification:
    """Have the whole ledger verified in the background, with progress to look at."""
    from servicecloud.ledger.tasks import verify_task

    policies.check_can_watch(actor)
    with transaction.atomic():
        run = Verification.objects.create(started_by=actor)
        record_act(actor=actor, verb="verification.asked", about=run)
        verify_task.enqueue(verification_id=run.pk)
    return run
