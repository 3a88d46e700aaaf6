"""kill -9 at random points: nothing confirmed is lost, nothing is double, one chain verifies. Real processes, a real database.

`PLUMBLINE_CRASH_ROUNDS=50` runs the full measure of a thousand posts a round; in the suite there are two small rounds.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import connection
from tests.servicecloud.migrated import Migrated

ROOT = Path(__file__).parents[3]


@pytest.fixture
def database_url(tmp_path: Path, migrated: Migrated) -> Iterator[str]:
    """A database of its own, of the kind that the suite runs on."""
    if connection.vendor == "sqlite":
        migrated.copy_to(f"sqlite://{tmp_path / 'crash.sqlite3'}")
        yield f"sqlite://{tmp_path / 'crash.sqlite3'}"
        return
    place = connection.settings_dict
    name = f"plumbline_crash_{os.getpid()}"
    server = f"postgresql://{place['USER']}@{place['HOST'] or '127.0.0.1'}:{place['PORT'] or 5432}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as admin:
        admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        migrated.copy_to(f"{server}/{name}")
        yield f"{server}/{name}"
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_what_was_confirmed_survives_kills_of_writers_and_sealers(database_url, tmp_path):
    rounds = int(os.environ.get("PLUMBLINE_CRASH_ROUNDS", "2"))
    posts = 1000 if "PLUMBLINE_CRASH_ROUNDS" in os.environ else 120
    environment = os.environ | {"DATABASE_URL": database_url, "PYTHONPATH": str(ROOT)}

    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "tests.servicecloud.ledger.crash_driver",
            str(rounds),
            str(posts),
            "7",
            str(tmp_path / "r"),
        ],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60 + rounds * 60,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-3000:]
    results = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(results) == rounds
    for result in results:
        assert result["kills"] > 0
        assert result == result | {
            "entries": result["expected"],
            "lost": 0,
            "double": 0,
            "unsealed": 0,
            "differences": [],
            "failed_writers": 0,
        }
