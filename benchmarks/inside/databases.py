"""Fresh databases for measuring the site: an SQLite file, and PostgreSQL when one answers. Each is measured in its own process."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg

SERVER = os.environ.get("POSTGRESQL", "postgresql://postgres@127.0.0.1:5432/plumbline_bench")


@contextmanager
def databases() -> Iterator[list[tuple[str, dict[str, str]]]]:
    """Give the name of each database with the environment of a process that uses it; everything vanishes afterwards."""
    name = f"plumbline_bench_{os.getpid()}"
    server = SERVER.rsplit("/", 1)[0]
    with tempfile.TemporaryDirectory() as folder:
        common = {
            **os.environ,
            "PLUMBLINE_VAR": folder,
            "PLUMBLINE_LOG_LEVEL": "ERROR",
            "PLUMBLINE_BENCH": "1",
            "DJANGO_SETTINGS_MODULE": "servicecloud.settings.dev",
        }
        found = [("SQLite", {**common, "DATABASE_URL": f"sqlite://{Path(folder) / 'bench.sqlite3'}"})]
        has_server = _execute(server, f"CREATE DATABASE {name}")
        if has_server:
            found.append(("PostgreSQL", {**common, "DATABASE_URL": f"{server}/{name}"}))
        try:
            yield found
        finally:
            if has_server:
                _execute(server, f"DROP DATABASE {name} WITH (FORCE)")


def measured(module: str, environment: dict[str, str], *words: str) -> Any:
    """Run a module on a migrated database and return the JSON it prints last."""
    _run([sys.executable, "-m", "servicecloud.cli", "manage", "migrate", "--verbosity", "0"], environment)
    return json.loads(_run([sys.executable, "-m", module, *words], environment).strip().splitlines()[-1])


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"{' '.join(command)}\n{done.stderr[-3000:]}"
        raise RuntimeError(message)
    return done.stdout


def _execute(server: str, statement: str) -> bool:
    try:
        with closing(psycopg.connect(f"{server}/postgres", autocommit=True, connect_timeout=3)) as connection:
            connection.execute(statement)  # type: ignore[call-overload]
    except psycopg.OperationalError:
        return False
    return True
