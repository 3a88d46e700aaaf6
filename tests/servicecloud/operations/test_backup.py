"""Backing up and bringing back, on the database the suite runs on. Each command runs as a person would run it."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from tests.servicecloud.migrated import Migrated

ROOT = Path(__file__).parents[3]
SERVER = os.environ.get("DATABASE_URL", "")
NAME = f"plumbline_backup_{os.getpid()}"
pytestmark = pytest.mark.xdist_group("backup")  # one site for the file


class Site:
    """A site of its own: a var folder and a database."""

    def __init__(self, var: Path, url: str) -> None:
        self.var, self.url = var, url

    def run(self, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
        kept = {n: v for n, v in os.environ.items() if not n.startswith(("PLUMBLINE_", "DJANGO_", "DATABASE_URL"))}
        environment = {
            **kept,
            "PLUMBLINE_VAR": str(self.var),
            **({"DATABASE_URL": self.url} if self.url else {}),
            **changes,
        }
        command = [sys.executable, "-m", "servicecloud.cli", *arguments]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=600, cwd=ROOT, check=False
        )

    def ask(self, sql: str) -> list[tuple]:
        if self.url:
            with psycopg.connect(self.url, autocommit=True) as connection:
                cursor = connection.execute(sql)
                return cursor.fetchall() if cursor.description else []
        with closing(sqlite3.connect(self.var / "plumbline.sqlite3", isolation_level=None)) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def databases() -> Iterator[object]:
    """Return a function that makes a database of the suite's kind, empty or migrated; they are dropped at the end."""
    made: list[str] = []

    def make(migrated: Migrated | None = None) -> str:
        if not SERVER.startswith("postgres"):
            return ""
        name = f"{NAME}_{len(made)}"
        url = f"{SERVER.rsplit('/', 1)[0]}/{name}"
        if migrated:
            migrated.copy_to(url)
        else:
            with psycopg.connect(f"{SERVER.rsplit('/', 1)[0]}/postgres", autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
        made.append(name)
        return url

    yield make
    for name in made:
        with psycopg.connect(f"{SERVER.rsplit('/', 1)[0]}/postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="module")
def site(databases, tmp_path_factory, migrated) -> Site:
    """A site with twenty enterprises and one uploaded file."""
    found = Site(tmp_path_factory.mktemp("var"), databases(migrated))
    if not found.url:
        migrated.copy_to(f"sqlite://{found.var / 'plumbline.sqlite3'}")
    assert found.run("manage", "load_demo", "--scale", "20").returncode == 0
    (found.var / "files").mkdir(exist_ok=True)
    (found.var / "files" / "letter.txt").write_text("信", encoding="utf-8")
    return found


@pytest.fixture(scope="module")
def archive(site, tmp_path_factory) -> str:
    path = str(tmp_path_factory.mktemp("backups") / "site.tar.gz")
    done = site.run("backup", path)
    assert done.returncode == 0, done.stderr
    return path


def test_data_that_is_there_is_not_replaced_without_being_told_to(site, archive):
    refused = site.run("restore", archive)

    assert refused.returncode == 1
    assert "--yes" in refused.stderr
    assert site.ask("SELECT count(*) FROM directory_enterprise") == [(20,)]


def test_with_yes_what_was_backed_up_comes_back(site, archive):
    site.ask("UPDATE directory_enterprise SET name_zh = 'changed'")
    (site.var / "files" / "letter.txt").write_text("changed", encoding="utf-8")
    (site.var / "files" / "later.txt").write_text("later", encoding="utf-8")

    done = site.run("restore", archive, "--yes")

    assert done.returncode == 0, done.stderr
    assert site.ask("SELECT count(*) FROM directory_enterprise WHERE name_zh = 'changed'") == [(0,)]
    assert not (site.var / "files" / "later.txt").exists()
    assert (site.var / "files" / "letter.txt").read_text(encoding="utf-8") == "信"


def test_an_empty_site_takes_an_archive_without_yes_and_stays_append_only(databases, archive, tmp_path):
    empty = Site(tmp_path, databases())

    done = empty.run("restore", archive)

    assert done.returncode == 0, done.stderr
    assert empty.ask("SELECT count(*) FROM directory_enterprise") == [(20,)]
    empty.ask(
        "INSERT INTO activity_securityevent (at, kind, user_name, request_id, data) VALUES ('2026-01-01', 'refused', '', '', '{}')"
    )
    with pytest.raises((sqlite3.DatabaseError, psycopg.Error)):
        empty.ask("DELETE FROM activity_securityevent")


def test_a_file_that_is_no_archive_changes_nothing(site, tmp_path):
    (tmp_path / "letter.tar.gz").write_bytes(b"not an archive")

    refused = site.run("restore", str(tmp_path / "letter.tar.gz"), "--yes")

    assert refused.returncode == 1
    assert "not a readable archive" in refused.stderr
    assert site.ask("SELECT count(*) FROM directory_enterprise") == [(20,)]


@pytest.mark.skipif(not SERVER.startswith("postgres"), reason="SQLite needs no tool of its own")
def test_without_pg_dump_the_backup_says_what_to_do(site, tmp_path):
    refused = site.run("backup", str(tmp_path / "site.tar.gz"), PATH=str(tmp_path))

    assert refused.returncode == 1
    assert "pg_dump was not found" in refused.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not SERVER.startswith("postgres"), reason="needs both databases")
def test_an_archive_of_the_other_database_is_refused(databases, archive, tmp_path):
    refused = Site(tmp_path, "").run("restore", archive)

    assert refused.returncode == 1
    assert "holds a postgresql database" in refused.stderr
