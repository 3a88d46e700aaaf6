"""Keeping the queue going: due work is enqueued once, orphaned work is taken up again, failed work is retried on request."""

from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from servicecloud.errors import DomainError, NotFoundError
from servicecloud.tasks.models import ScheduledRun, WorkerPulse
from servicecloud.tasks.schedule import ENTRIES, Entry

log = structlog.get_logger(__name__)

DEAD_AFTER = timedelta(seconds=settings.WORKER_DEAD_AFTER_SECONDS)
"""A worker that has not said for so long that it lives is dead; it says so six times as often."""

LONGEST = {"default": timedelta(minutes=15), "heavy": timedelta(hours=6)}
"""How long a task of each queue may run. What runs longer hangs: its worker gives it up and ends."""

MOST_ATTEMPTS = 3
"""A task whose worker died this often is given up, so that it cannot kill one worker after another."""


class NotFailedError(DomainError):
    """Only failed work can be tried again."""

    code = "task_not_failed"
    sentence = _("只有失败的任务可以重试。这个任务目前的状态不是“失败”。")


def enqueue_due(*, now: datetime) -> list[str]:
    """Enqueue every entry of the schedule whose time has come; of several workers asking at once exactly one does it."""
    known = dict(ScheduledRun.objects.values_list("name", "next_run_at"))
    unknown = [entry for entry in ENTRIES.values() if entry.name not in known]
    if unknown:
        fresh = {entry.name: entry.rhythm.first(now) for entry in unknown}
        rows = [ScheduledRun(name=name, next_run_at=at) for name, at in fresh.items()]
        ScheduledRun.objects.bulk_create(rows, ignore_conflicts=True)
        known |= fresh
    due = [entry for entry in ENTRIES.values() if known[entry.name] <= now]
    return [entry.name for entry in due if _claim(entry, seen=known[entry.name], now=now)]


@transaction.atomic
def _claim(entry: Entry, *, seen: datetime, now: datetime) -> bool:
    """Enqueue an entry if nobody did since its time was seen; the comparison is part of the UPDATE."""
    row = ScheduledRun.objects.filter(name=entry.name, next_run_at=seen)
    if not row.update(next_run_at=entry.rhythm.after(now), last_run_at=now):
        return False
    entry.task.enqueue()
    return True


@transaction.atomic
def run_now(*, name: str) -> None:
    """Enqueue an entry of the schedule ahead of its time; its next time stays as it is."""
    entry = ENTRIES.get(name)
    if entry is None:
        raise NotFoundError
    ScheduledRun.objects.filter(name=name).update(last_run_at=timezone.now())
    entry.task.enqueue()


def note_pulse(*, worker_id: str, now: datetime) -> None:
    """Say that a worker lives."""
    WorkerPulse.objects.update_or_create(worker_id=worker_id, defaults={"seen_at": now})


@transaction.atomic
def reap(*, now: datetime) -> list[str]:
    """Give the work of dead workers back to the queue (or give it up after too many attempts); return the task ids.

    A task may therefore run twice when its worker died after the work and before saying so: tasks are idempotent.
    """
    alive = set(WorkerPulse.objects.filter(seen_at__gt=now - DEAD_AFTER).values_list("worker_id", flat=True))
    WorkerPulse.objects.filter(seen_at__lt=now - timedelta(days=1)).delete()
    running = DBTaskResult.objects.select_for_update().filter(
        status=TaskResultStatus.RUNNING, started_at__lt=now - DEAD_AFTER
    )
    orphans = [task for task in running if not alive.intersection(task.worker_ids[-1:])]
    for task in orphans:
        if len(task.worker_ids) >= MOST_ATTEMPTS:
            task.status, task.finished_at = TaskResultStatus.FAILED, now
            task.traceback = f"given up: {len(task.worker_ids)} workers died over it"
        else:
            task.status, task.started_at = TaskResultStatus.READY, None
        task.save(update_fields=["status", "started_at", "finished_at", "traceback"])
        log.warning("task_reaped", task=str(task.pk), path=task.task_path, attempts=len(task.worker_ids))
    return [str(task.pk) for task in orphans]


@transaction.atomic
def give_up_hanging(*, worker_id: str, now: datetime) -> str | None:
    """Fail what a worker has been at for too long; return the task's id, or None when all is well."""
    running = DBTaskResult.objects.select_for_update().filter(
        status=TaskResultStatus.RUNNING, started_at__lt=now - min(LONGEST.values())
    )
    for task in running:
        limit = LONGEST.get(task.queue_name, LONGEST["default"])
        if task.worker_ids[-1:] == [worker_id] and task.started_at < now - limit:
            task.status, task.finished_at = TaskResultStatus.FAILED, now
            task.traceback = f"given up: ran longer than {limit}"
            task.save(update_fields=["status", "finished_at", "traceback"])
            return str(task.pk)
    return None


@transaction.atomic
def retry(*, task_id: str) -> "DBTaskResult[Any, Any]":
    """Put failed work back into the queue with a clean slate."""
    task = DBTaskResult.objects.select_for_update().get(pk=task_id)
    if task.status != TaskResultStatus.FAILED:
        raise NotFailedError
    task.status, task.started_at, task.finished_at = TaskResultStatus.READY, None, None
    task.worker_ids, task.traceback, task.exception_class_path = [], "", ""
    task.save()
    return task


def prune(*, now: datetime, keep: timedelta = timedelta(days=30)) -> int:
    """Forget finished work after a while; failures stay until they were retried or the time is up as well."""
    old = DBTaskResult.objects.filter(finished_at__lt=now - keep)
    return old.delete()[0]


def beat(*, worker_id: str) -> None:
    """What a worker does every ten seconds beside its work."""
    now = timezone.now()
    note_pulse(worker_id=worker_id, now=now)
    enqueue_due(now=now)
    reap(now=now)
