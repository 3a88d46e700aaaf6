"""Telling people, marking as read, keeping what they want."""

from collections.abc import Iterable
from datetime import datetime, time

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone, translation

from servicecloud.notifications import channels
from servicecloud.notifications.enums import Channel, DeliveryState
from servicecloud.notifications.kinds import KINDS, in_both_languages
from servicecloud.notifications.models import Delivery, Habits, Notification, Preference
from servicecloud.notifications.timing import end_of_quiet


@transaction.atomic
def notify(
    *, recipients: Iterable[AbstractBaseUser], kind: str, key: str, url: str = "", **data: object
) -> list[Notification]:
    """Tell an event to people, inside the transaction of the event; who was told before is not told again.

    What leaves the site leaves after the commit: it is enqueued here, and the queue's row stands or falls with the event.
    """
    from servicecloud.notifications.tasks import deliver_task

    with translation.override("zh-hans"):
        texts = {name: str(value) for name, value in data.items()}
    in_both_languages(kind, texts)  # a missing name fails here, not in the queue
    told = []
    for person in recipients:
        note, is_new = Notification.objects.get_or_create(
            recipient_id=person.pk, key=key, defaults={"kind": kind, "url": url, "data": texts}
        )
        if is_new:
            told.append(note)
    now = timezone.now()
    for delivery in _deliveries_of(told, kind=kind, now=now):
        if delivery.state == DeliveryState.WAITING and delivery.next_try_at and delivery.next_try_at <= now:
            deliver_task.enqueue(delivery_id=delivery.pk)
    return told


def mark_read(*, user: AbstractBaseUser, notification_id: int | None = None) -> int:
    """Mark one of the person's notifications as read, or all of them."""
    rows = Notification.objects.filter(recipient_id=user.pk, read_at=None)
    if notification_id is not None:
        rows = rows.filter(pk=notification_id)
    return rows.update(read_at=timezone.now())


def set_preference(*, user: AbstractBaseUser, channel: Channel, is_muted: bool, kind: str = "") -> None:
    """Keep whether the person wants a kind (or everything) by a channel."""
    Preference.objects.update_or_create(user_id=user.pk, kind=kind, channel=channel, defaults={"is_muted": is_muted})


def set_habits(*, user: AbstractBaseUser, quiet: tuple[time, time] | None, is_digest: bool, digest_at: time) -> Habits:
    """Keep when the person wants to be disturbed."""
    quiet_from, quiet_until = quiet or (None, None)
    habits, _is_new = Habits.objects.update_or_create(
        user_id=user.pk,
        defaults={"quiet_from": quiet_from, "quiet_until": quiet_until, "is_digest": is_digest, "digest_at": digest_at},
    )
    return habits


def is_wanted(kind: str, channel: Channel, chosen: dict[tuple[str, str], bool]) -> bool:
    """Return whether a kind goes out by a channel, by what the person chose: short messages cost, so only urgent ones unless asked for."""
    own = chosen.get((kind, channel))
    if own is not None:
        return not own
    if chosen.get(("", channel)):
        return False
    return channel != Channel.SMS or KINDS[kind].is_urgent


def _deliveries_of(told: list[Notification], *, kind: str, now: datetime) -> list[Delivery]:
    """Make the lines of those who can be reached by a channel and want it, each with its first time."""
    people = [note.recipient_id for note in told]
    habits = Habits.objects.in_bulk(people)
    chosen: dict[int, dict[tuple[str, str], bool]] = {}
    for row in Preference.objects.filter(user_id__in=people, kind__in=["", kind]):
        chosen.setdefault(row.user_id, {})[row.kind, row.channel] = row.is_muted
    notes = Notification.objects.filter(pk__in=[note.pk for note in told]).select_related("recipient")
    return Delivery.objects.bulk_create(
        _line(note, channel, habits.get(note.recipient_id), kind=kind, now=now)
        for note in notes
        for channel in channels.configured()
        if channels.address_of(note.recipient, channel) and is_wanted(kind, channel, chosen.get(note.recipient_id, {}))
    )


def _line(note: Notification, channel: Channel, habits: Habits | None, *, kind: str, now: datetime) -> Delivery:
    first = Delivery(notification=note, channel=channel, next_try_at=now)
    if habits is None or KINDS[kind].is_urgent or channel == Channel.WEBHOOK:
        return first
    if habits.is_digest and channel == Channel.EMAIL:
        first.state, first.next_try_at = DeliveryState.DIGEST, None
        return first
    first.next_try_at = end_of_quiet(now, quiet_from=habits.quiet_from, quiet_until=habits.quiet_until) or now
    return first
