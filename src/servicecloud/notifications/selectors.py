"""Reading notifications."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import QuerySet

from servicecloud.notifications.channels import configured
from servicecloud.notifications.enums import Channel
from servicecloud.notifications.kinds import choosable, sentence
from servicecloud.notifications.models import Delivery, Habits, Notification, Preference
from servicecloud.notifications.services import is_wanted


@dataclass(frozen=True)
class Told:
    """A notification as a page shows it."""

    pk: int
    text: str
    url: str
    at: datetime
    is_read: bool


def notifications_of(user: AbstractBaseUser, *, limit: int = 100) -> list[Told]:
    """Return the latest notifications of a person."""
    rows = Notification.objects.filter(recipient_id=user.pk).order_by("-pk")[:limit]
    return [
        Told(row.pk, sentence(row.kind, row.data), row.url, row.created_at, row.read_at is not None) for row in rows
    ]


def unread_count(user: AbstractBaseUser) -> int:
    """Return how many the person has not read."""
    return Notification.objects.filter(recipient_id=user.pk, read_at=None).count()


def wants_letters(user: AbstractBaseUser) -> bool:
    """Tell whether the person wants letters."""
    return not Preference.objects.filter(user_id=user.pk, kind="", channel=Channel.EMAIL, is_muted=True).exists()


def habits_of(user: AbstractBaseUser) -> Habits:
    """Return when the person wants to be disturbed; who never said gets what holds for all."""
    return Habits.objects.filter(pk=user.pk).first() or Habits(user_id=user.pk)


def wishes_of(user: AbstractBaseUser) -> dict[tuple[str, Channel], bool]:
    """Return for every kind and channel whether the person gets it."""
    rows = Preference.objects.filter(user_id=user.pk)
    chosen = {(row.kind, row.channel): row.is_muted for row in rows}
    return {
        (kind, channel): is_wanted(kind, channel, chosen) for kind, _kind in choosable() for channel in configured()
    }


def deliveries(*, state: str = "") -> QuerySet[Delivery]:
    """Return what left or could not leave the site, of one state or of all."""
    rows = Delivery.objects.select_related("notification__recipient")
    return rows.filter(state=state) if state else rows
