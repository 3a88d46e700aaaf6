"""Registering addresses, and telling them what happened: written down with the act, sent by the queue, tried again for two days."""

import json
import secrets
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from servicecloud.activity.enums import SecurityKind
from servicecloud.activity.models import Act
from servicecloud.activity.services import record_security
from servicecloud.errors import InvalidInputError
from servicecloud.identity.enums import SEES_ALL_KINDS
from servicecloud.identity.models import Organisation, User
from servicecloud.integrations import policies
from servicecloud.integrations.enums import DeliveryState
from servicecloud.integrations.errors import AddressNotAllowedError, TooManySubscriptionsError
from servicecloud.integrations.events import EVENTS, PING
from servicecloud.integrations.models import Delivery, Webhook
from servicecloud.integrations.sending import CallFailedError, call, check_address
from servicecloud.integrations.signing import HEADER, signature

MOST_PER_ORGANISATION = 10
WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 1440))
"""How long to wait after each failed attempt; after the last one the delivery is given up."""
_LEASE = timedelta(minutes=2)


@dataclass(frozen=True)
class NewWebhook:
    """An address and its signing secret, which is shown once."""

    webhook: Webhook
    secret: str


@transaction.atomic
def register_webhook(*, actor: User, organisation: Organisation, url: str, events: list[str]) -> NewWebhook:
    """Let an address be told of the organisation's events (of everybody's, for the operator and the auditors)."""
    policies.check_can_manage_webhooks(actor, organisation)
    unknown = sorted(set(events) - set(EVENTS))
    if unknown or not events:
        raise InvalidInputError({"events": [_("请至少选择一种事件。")]})
    check_address(url)
    Organisation.objects.select_for_update().get(pk=organisation.pk)
    if Webhook.objects.filter(organisation=organisation, ended_at=None).count() >= MOST_PER_ORGANISATION:
        raise TooManySubscriptionsError(most=MOST_PER_ORGANISATION)
    secret = f"plw_{secrets.token_urlsafe(32)}"
    webhook = Webhook.objects.create(
        organisation=organisation, url=url, events=sorted(events), secret=secret, created_by=actor
    )
    record_security(kind=SecurityKind.WEBHOOK_REGISTERED, user=actor, webhook=webhook.pk, organisation=organisation.pk)
    return NewWebhook(webhook, secret)


@transaction.atomic
def end_webhook(*, actor: User, webhook_id: int) -> Webhook:
    """Stop telling an address anything. What waits for it is dropped."""
    webhook = Webhook.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=webhook_id)
    policies.check_can_manage_webhooks(actor, webhook.organisation)
    if webhook.ended_at is None:
        webhook.ended_at = timezone.now()
        webhook.save(update_fields=["ended_at"])
        Delivery.objects.filter(webhook=webhook, state=DeliveryState.WAITING).update(
            state=DeliveryState.GIVEN_UP, answer=_("通知地址已停用")
        )
        record_security(kind=SecurityKind.WEBHOOK_ENDED, user=actor, webhook=webhook.pk)
    return webhook


@transaction.atomic
def send_ping(*, actor: User, webhook_id: int) -> Delivery:
    """Send a trial event."""
    webhook = Webhook.objects.select_related("organisation").get(pk=webhook_id, ended_at=None)
    policies.check_can_manage_webhooks(actor, webhook.organisation)
    return _put(webhook, event=PING, content={"at": timezone.now().isoformat(timespec="seconds")})


@transaction.atomic
def send_again(*, actor: User, delivery_id: uuid.UUID) -> Delivery:
    """Send a delivery once more, from the first attempt on. Its id stays, so that the receiver can tell it is the same."""
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("webhook__organisation")
    delivery = rows.get(pk=delivery_id, webhook__ended_at=None)
    policies.check_can_manage_webhooks(actor, delivery.webhook.organisation)
    delivery.state, delivery.attempts, delivery.due_at = DeliveryState.WAITING, 0, timezone.now()
    delivery.save(update_fields=["state", "attempts", "due_at"])
    _remind(delivery)
    return delivery


def announce(act: Act) -> None:
    """Put an act on its way to those who asked for its kind, inside the transaction of the act itself."""
    if act.verb not in EVENTS:
        return
    sees = Q(organisation__kind__in=SEES_ALL_KINDS)
    if act.organisation_id is not None:
        sees |= Q(organisation_id=act.organisation_id)
    for webhook in Webhook.everywhere.filter(sees, ended_at=None).order_by("pk"):
        if act.verb in webhook.events:
            content = {
                "at": act.at.isoformat(timespec="seconds"),
                "object": {"kind": act.object_kind, "id": act.object_id, "title": act.object_title},
                "organisation": act.organisation_id,
                "data": act.data,
            }
            _put(webhook, event=act.verb, content=content)


def deliver(delivery_id: uuid.UUID) -> DeliveryState | None:
    """Try one delivery that is due; None when it is not (it was sent, given up, or another worker has it)."""
    now = timezone.now()
    due = Delivery.everywhere.filter(pk=delivery_id, state=DeliveryState.WAITING, due_at__lte=now)
    # Whoever moves the due time has the delivery; if they die, it is due again when the lease ends.
    if not due.update(due_at=now + _LEASE, attempts=F("attempts") + 1):
        return None
    delivery = Delivery.everywhere.select_related("webhook").get(pk=delivery_id)
    is_accepted, answer = _try(delivery)
    delivery.answer = answer[:200]
    if is_accepted:
        delivery.state, delivery.delivered_at = DeliveryState.DELIVERED, timezone.now()
    elif delivery.attempts > len(WAITS):
        delivery.state = DeliveryState.GIVEN_UP
    else:
        delivery.due_at = timezone.now() + WAITS[delivery.attempts - 1]
    delivery.save(update_fields=["state", "answer", "due_at", "delivered_at"])
    if delivery.state == DeliveryState.WAITING:
        _remind(delivery)
    return DeliveryState(delivery.state)


def deliver_due(*, limit: int = 500) -> int:
    """Try everything that is due; return how many were tried. Finds what the queue forgot, for instance after a crash."""
    due = Delivery.everywhere.filter(state=DeliveryState.WAITING, due_at__lte=timezone.now()).order_by("due_at", "pk")
    return sum(deliver(pk) is not None for pk in list(due.values_list("pk", flat=True)[:limit]))


def prune_deliveries(*, days: int = 30) -> int:
    """Delete deliveries that ended long ago; return how many."""
    ended = Delivery.everywhere.exclude(state=DeliveryState.WAITING)
    deleted, _by_model = ended.filter(created_at__lt=timezone.now() - timedelta(days=days)).delete()
    return deleted


def _put(webhook: Webhook, *, event: str, content: dict[str, Any]) -> Delivery:
    delivery = Delivery(webhook=webhook, event=event)
    delivery.body = json.dumps({"id": str(delivery.pk), "event": event, **content}, ensure_ascii=False)
    delivery.save(force_insert=True)
    _remind(delivery)
    return delivery


def _remind(delivery: Delivery) -> None:
    """Ask the queue to try at the due time. A queue that cannot wait is asked only for what is due at once."""
    from servicecloud.integrations.tasks import deliver_webhook

    is_later = delivery.due_at > timezone.now()
    if is_later and not deliver_webhook.get_backend().supports_defer:
        return
    task = deliver_webhook.using(run_after=delivery.due_at) if is_later else deliver_webhook
    transaction.on_commit(lambda: task.enqueue(str(delivery.pk)))


def _try(delivery: Delivery) -> tuple[bool, str]:
    body = delivery.body.encode()
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "Plumbline-Webhook/1",
        "Plumbline-Event": delivery.event,
        "Plumbline-Delivery": str(delivery.pk),
        HEADER: signature(secret=delivery.webhook.secret.reveal(), body=body, at=int(timezone.now().timestamp())),
    }
    try:
        reply = call(delivery.webhook.url, body=body, headers=headers)
    except (CallFailedError, AddressNotAllowedError) as error:
        return False, str(error)
    return 200 <= reply.status < 300, f"HTTP {reply.status} {reply.text}".strip()
