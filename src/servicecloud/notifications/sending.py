"""Sending what waits: each line once, again after a pause when the channel failed, the digest once a day."""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from servicecloud.errors import DomainError
from servicecloud.notifications import channels
from servicecloud.notifications.channels import ADAPTERS, ChannelFailedError, Letter
from servicecloud.notifications.enums import Channel, DeliveryState
from servicecloud.notifications.kinds import in_both_languages
from servicecloud.notifications.models import Delivery, Habits, Notification
from servicecloud.notifications.timing import CHINA, is_digest_due, next_try

log = structlog.get_logger(__name__)

_LEASE = timedelta(minutes=10)
"""How long a line belongs to whoever is sending it; a sender that died is followed by another after that."""


class NotFailedError(DomainError):
    """Only what failed can be sent again."""

    code = "delivery_not_failed"
    sentence = gettext_lazy("只有发送失败的通知可以重新发送。")


def deliver(*, delivery_id: int) -> Delivery:
    """Send one line if it is due and nobody else is at it. A failure is kept with its reason and tried again after a pause."""
    now = timezone.now()
    delivery = Delivery.objects.select_related("notification__recipient").get(pk=delivery_id)
    if not _claim(delivery, now):
        return delivery
    note = delivery.notification
    try:
        address = channels.address_of(note.recipient, Channel(delivery.channel))
        ADAPTERS[Channel(delivery.channel)].send(letter_of(note), address=address)
    except ChannelFailedError as error:
        delivery.next_try_at = next_try(now, attempts=delivery.attempts)
        delivery.state = DeliveryState.WAITING if delivery.next_try_at else DeliveryState.FAILED
        delivery.failure = str(error)[:300]
        log.warning("delivery_failed", delivery=delivery.pk, attempts=delivery.attempts, error=delivery.failure)
    else:
        delivery.state, delivery.sent_at, delivery.failure = DeliveryState.SENT, timezone.now(), ""
        delivery.next_try_at = None
    delivery.save(update_fields=["state", "sent_at", "failure", "next_try_at"])
    return delivery


def deliver_due(*, now: datetime, limit: int = 500) -> int:
    """Send what is due: after quiet hours, after a pause, or left behind by a sender that died."""
    due = Delivery.objects.filter(state=DeliveryState.WAITING, next_try_at__lte=now).order_by("next_try_at", "pk")
    waiting = list(due.values_list("pk", flat=True)[:limit])
    for pk in waiting:
        deliver(delivery_id=pk)
    return len(waiting)


def send_digests(*, now: datetime) -> int:
    """Send each person whose time has come one letter with everything that waits for it; return how many letters left."""
    waiting = Delivery.objects.filter(state=DeliveryState.DIGEST).values("notification__recipient_id")
    gathered = Habits.objects.filter(pk__in=waiting).order_by("pk")
    due = [row for row in gathered if is_digest_due(now, at=row.digest_at, last_on=row.last_digest_on)]
    return sum(_send_digest(row.pk, now) for row in due)


@transaction.atomic
def retry(*, delivery_id: int) -> Delivery:
    """Send what failed once more, with as many tries as at first."""
    from servicecloud.notifications.tasks import deliver_task

    delivery = Delivery.objects.select_for_update().get(pk=delivery_id)
    if delivery.state != DeliveryState.FAILED:
        raise NotFailedError
    delivery.state, delivery.attempts, delivery.next_try_at = DeliveryState.WAITING, 0, timezone.now()
    delivery.save(update_fields=["state", "attempts", "next_try_at"])
    deliver_task.enqueue(delivery_id=delivery.pk)
    return delivery


def letter_of(note: Notification) -> Letter:
    """Return the letter of one notification."""
    chinese, english = in_both_languages(note.kind, note.data)
    return Letter(chinese, english, f"{settings.SITE_URL}{note.url}", note.recipient.get_username())


def _claim(delivery: Delivery, now: datetime) -> bool:
    """Take a due line for oneself; of two senders at once one gets it."""
    mine = Delivery.objects.filter(
        pk=delivery.pk, state=DeliveryState.WAITING, attempts=delivery.attempts, next_try_at__lte=now
    )
    if not mine.update(attempts=delivery.attempts + 1, next_try_at=now + _LEASE):
        return False
    delivery.attempts += 1
    return True


def _send_digest(user_id: int, now: datetime) -> int:
    """Take the day, then send: a digest that fails leaves its lines waiting one by one."""
    today = now.astimezone(CHINA).date()
    mine = Habits.objects.filter(Q(last_digest_on=None) | Q(last_digest_on__lt=today), pk=user_id)
    if not mine.update(last_digest_on=today):
        return 0
    lines = list(
        Delivery.objects.filter(notification__recipient_id=user_id, state=DeliveryState.DIGEST)
        .select_related("notification__recipient")
        .order_by("pk")
    )
    rows = Delivery.objects.filter(pk__in=[line.pk for line in lines])
    if not lines:
        return 0
    try:
        address = channels.address_of(lines[0].notification.recipient, Channel.EMAIL)
        ADAPTERS[Channel.EMAIL].send(_digest_of([line.notification for line in lines]), address=address)
    except ChannelFailedError as error:
        rows.update(state=DeliveryState.WAITING, next_try_at=now, failure=str(error)[:300])
        return 0
    rows.update(state=DeliveryState.SENT, sent_at=timezone.now(), attempts=1)
    return 1


def _digest_of(notes: list[Notification]) -> Letter:
    texts = []
    for language in ("zh-hans", "en"):
        with translation.override(language):
            head = _("您有 %(count)d 条通知") % {"count": len(notes)}
            lines = [
                f"· {in_both_languages(note.kind, note.data)[language == 'en']}\n  {settings.SITE_URL}{note.url}"
                for note in notes
            ]
            texts.append("\n".join([head, "", *lines]))
    return Letter(texts[0], texts[1], f"{settings.SITE_URL}/notifications/", notes[0].recipient.get_username())
