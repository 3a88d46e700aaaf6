"""A worker: does what the queue holds, keeps the schedule, takes up the work of dead workers, ends when its own work hangs."""

import os
import threading
from argparse import ArgumentParser
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from servicecloud.tasks.services import DEAD_AFTER, beat, give_up_hanging

_PERIOD = DEAD_AFTER.total_seconds() / 6
_HANGING = 70  # sysexits: internal software error; whoever watches the worker starts another

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    """Start as many as the machine bears; each task is taken by one of them."""

    help = "执行后台任务和定时任务，直到收到停止信号。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer --once."""
        parser.add_argument("--once", action="store_true", help="do what is due and waiting now, then end")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Work; beside it say from time to time that this worker lives."""
        worker = Worker(
            queue_names=["*"],
            interval=1,
            batch=options["once"],
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        beat(worker_id=worker.worker_id)
        stopped = threading.Event()
        threading.Thread(target=_keep_beating, args=(worker.worker_id, stopped), daemon=True).start()
        if not options["once"]:
            worker.configure_signals()
        try:
            worker.run()
        finally:
            stopped.set()


def _keep_beating(worker_id: str, stopped: threading.Event) -> None:
    while not stopped.wait(_PERIOD):
        close_old_connections()
        try:
            beat(worker_id=worker_id)
            hanging = give_up_hanging(worker_id=worker_id, now=timezone.now())
            if hanging is not None:
                log.error("task_hangs", task=hanging, worker=worker_id)
                os._exit(_HANGING)  # a hanging thread cannot be stopped any other way
        except DatabaseError:  # the next beat tries again; a worker that stays silent is reaped by the others
            log.exception("beat_failed", worker=worker_id)
    connection.close()
