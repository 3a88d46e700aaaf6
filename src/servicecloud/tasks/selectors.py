"""Looking at the queue."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django_tasks_db.models import DBTaskResult

from servicecloud.tasks.models import ScheduledRun, WorkerPulse
from servicecloud.tasks.schedule import ENTRIES, Rhythm
from servicecloud.tasks.services import DEAD_AFTER


@dataclass(frozen=True)
class ScheduleLine:
    """One entry of the schedule with its times."""

    title: str | Promise
    rhythm: Rhythm
    name: str
    last_run_at: datetime | None
    next_run_at: datetime | None


def queue(*, status: str = "") -> QuerySet["DBTaskResult[Any, Any]"]:
    """Return the tasks of one status or of all."""
    rows = DBTaskResult.objects.all()
    return rows.filter(status=status) if status else rows


def counts() -> dict[str, int]:
    """Return how many tasks stand in each status."""
    return dict(DBTaskResult.objects.order_by().values_list("status").annotate(count=Count("pk")))


def schedule() -> list[ScheduleLine]:
    """Return the schedule with its last and next times."""
    rows = {row.name: row for row in ScheduledRun.objects.all()}
    return [
        ScheduleLine(
            title=entry.title,
            rhythm=entry.rhythm,
            name=entry.name,
            last_run_at=rows[entry.name].last_run_at if entry.name in rows else None,
            next_run_at=rows[entry.name].next_run_at if entry.name in rows else None,
        )
        for entry in ENTRIES.values()
    ]


def living_workers(*, now: datetime) -> int:
    """Return how many workers are alive."""
    return WorkerPulse.objects.filter(seen_at__gt=now - DEAD_AFTER).count()
