"""Real processes: a worker is killed with SIGKILL in the middle of its work, another one finishes, each job is done once."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult
from tests.servicecloud.migrated import Migrated

ROOT = Path(__file__).parents[3]
JOBS = 24
PATIENCE = 60
QUEUE = DBTaskResult._meta.db_table
pytestmark = pytest.mark.xdist_group("processes")


class Ground:
    """A database of its own for the processes, on the kind of server the suite runs on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vendor = connection.vendor
        given = connection.settings_dict
        self.name = f"plumbline_killed_{os.getpid()}"
        self.place = {
            "host": given["HOST"],
            "port": given["PORT"],
            "user": given["USER"],
            "password": given["PASSWORD"],
        }

    @property
    def url(self) -> str:
        if self.vendor == "sqlite":
            return f"sqlite://{self.folder / 'site.sqlite3'}"
        return "postgresql://{user}:{password}@{host}:{port}/".format(**self.place) + self.name

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "tests.servicecloud.tasks.killed_settings",
            "PYTHONPATH": str(ROOT),
            "PLUMBLINE_VAR": str(self.folder),
        }

    def server(self, statement: str) -> None:
        if self.vendor != "sqlite":
            with closing(psycopg.connect(dbname="postgres", autocommit=True, **self.filled)) as server:
                server.execute(statement)

    @property
    def filled(self) -> dict[str, str]:
        return {key: value for key, value in self.place.items() if value}

    def ask(self, statement: str) -> list[tuple]:
        if self.vendor == "sqlite":
            with closing(sqlite3.connect(self.folder / "site.sqlite3", timeout=20)) as own:
                return own.execute(statement).fetchall()
        with closing(psycopg.connect(dbname=self.name, **self.filled)) as own:
            return own.execute(statement).fetchall()

    def run(self, *words: str) -> None:
        command = [sys.executable, "-m", *words]
        done = subprocess.run(
            command, check=False, env=self.environment, cwd=self.folder, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr

    def worker(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "servicecloud.cli", "manage", "work"]
        with (self.folder / "worker.log").open("ab") as log:
            return subprocess.Popen(command, env=self.environment, cwd=self.folder, stdout=log, stderr=log)


@pytest.fixture
def ground(tmp_path: Path, migrated: Migrated) -> Iterator[Ground]:
    made = Ground(tmp_path)
    migrated.copy_to(made.url)
    yield made
    made.server(f"DROP DATABASE {made.name} WITH (FORCE)")


def wait_until(met: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not met():
        assert time.monotonic() < end, f"waited in vain until {what}"
        time.sleep(0.1)


def test_a_worker_killed_in_the_middle_of_its_work_loses_no_job_and_doubles_none(ground: Ground) -> None:
    gate = ground.folder / "gate"
    ground.run("tests.servicecloud.tasks.fill_queue", str(JOBS), str(gate))
    statuses = f"SELECT status, count(*) FROM {QUEUE} WHERE task_path LIKE '%chore' GROUP BY status"
    first = ground.worker()
    try:
        wait_until(lambda: dict(ground.ask(statuses)).get("RUNNING") == 1, "the slow job runs")
        first.send_signal(signal.SIGKILL)
        first.wait()
        gate.touch()
        left_running = dict(ground.ask(statuses)).get("RUNNING")

        second, third = ground.worker(), ground.worker()
        try:
            wait_until(lambda: dict(ground.ask(statuses)) == {"SUCCESSFUL": JOBS}, "every job is done")
        finally:
            for process in (second, third):
                process.send_signal(signal.SIGTERM)
                process.wait(timeout=20)
    finally:
        first.kill()
        first.wait()

    assert left_running == 1
    done = [number for (number,) in ground.ask("SELECT number FROM chores_done ORDER BY number")]
    assert done == list(range(JOBS))
    attempts = ground.ask(f"SELECT worker_ids FROM {QUEUE} WHERE task_path LIKE '%slow_chore'")
    workers = attempts[0][0]
    assert len(json.loads(workers) if isinstance(workers, str) else workers) == 2
