"""What is to be done for the ledger: verify it again, settle what was found, confirm what was checked."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from servicecloud.identity.models import User
from servicecloud.ledger.enums import ImportState, RunState
from servicecloud.ledger.models import Incident, RegisterImport, SealRecord, Verification

VERIFIED_FOR = timedelta(days=30)
"""How long a verification that found all as it was counts."""


def verification_due_since(now: datetime) -> datetime | None:
    """Return since when the ledger waits for a verification; None while one is at work, or the last was good and is recent."""
    last = Verification.objects.order_by("-pk").first()
    if last is None:
        first = SealRecord.objects.order_by("number").first()
        return first.sealed_at if first else None
    if last.state in (RunState.WAITING, RunState.RUNNING):
        return None
    ended = last.finished_at or last.started_at
    if last.state != RunState.GOOD:
        return ended
    return ended + VERIFIED_FOR if ended + VERIFIED_FOR <= now else None


def open_incidents() -> QuerySet[Incident]:
    """Return what nobody settled yet, the oldest first."""
    return Incident.objects.filter(settled_at=None).order_by("pk")


def unconfirmed_imports(user: User) -> QuerySet[RegisterImport]:
    """Return the imports of registers that somebody started and that were checked, the oldest first."""
    rows = RegisterImport.objects.filter(started_by=user, state=ImportState.CHECKED)
    return rows.select_related("register").order_by("pk")
