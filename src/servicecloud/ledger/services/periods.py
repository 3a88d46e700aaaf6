"""Closing the books of a period."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from servicecloud.activity.services import record_act
from servicecloud.identity.models import Organisation, User
from servicecloud.ledger import policies
from servicecloud.ledger.errors import PeriodOrderError
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Owner, PeriodClose
from servicecloud.ledger.services.posting import keep_owner


@transaction.atomic
def close_period(*, owner: Organisation, until: date, reason: str, actor: User) -> PeriodClose:
    """Close an organisation's books up to a day; it cannot be undone. Facts that turn up later are posted late."""
    policies.check_can_close_periods(actor, owner)
    keep_owner(owner.pk)
    Owner.objects.select_for_update().get(pk=owner.pk)  # waits for postings under way, and they for this
    last = PeriodClose.objects.filter(owner=owner).order_by("-until").first()
    if until >= civil_date(timezone.now()) or (last is not None and until <= last.until):
        raise PeriodOrderError(until=until.isoformat())
    closed = PeriodClose.objects.create(owner=owner, until=until, reason=reason, closed_by=actor)
    record_act(actor=actor, verb="period.closed", about=closed, organisation=owner)
    return closed
