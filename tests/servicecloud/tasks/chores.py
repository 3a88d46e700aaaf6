"""Work for the processes of test_killed_worker: each piece leaves one line in a table, and a slow one waits to be killed."""

import time
from pathlib import Path

from django.db import connection
from django_tasks import task


@task()
def chore(number: int) -> None:
    """Leave a line."""
    _leave(number)


@task()
def slow_chore(number: int, gate: str) -> None:
    """Leave a line once the gate is open."""
    while not Path(gate).exists():
        time.sleep(0.05)
    _leave(number)


def _leave(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO chores_done (number) VALUES (%s)", [number])
