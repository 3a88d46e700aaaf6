"""How the queue of background work stands."""

from dataclasses import dataclass

from django.db.models import Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from servicecloud.tasks import selectors


@dataclass(frozen=True)
class QueueState:
    """How many tasks are in which state, how long the oldest due one has been waiting (seconds), how many workers live."""

    counts: dict[str, int]
    oldest_seconds: float
    workers: int


def queue_state() -> QueueState:
    """Read the queue: three queries."""
    now = timezone.now()
    return QueueState(selectors.counts(), oldest_seconds(), selectors.living_workers(now=now))


def oldest_seconds() -> float:
    """Return for how long the oldest due task has been waiting."""
    since = DBTaskResult.objects.ready().aggregate(since=Min("enqueued_at"))["since"]
    return max(0.0, (timezone.now() - since).total_seconds()) if since else 0.0
