"""Backup and restore with PostgreSQL's own tools, against a database made for the test. SQLite's are in test_command."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from tests.servicecloud.migrated import Migrated
from tests.servicecloud.test_command import site

URL = os.environ.get("DATABASE_URL", "")
pytestmark = [
    pytest.mark.skipif(not URL.startswith("postgres"), reason="DATABASE_URL names no PostgreSQL"),
    pytest.mark.skipif(shutil.which("pg_dump") is None, reason="PostgreSQL's client tools are not installed"),
]


@contextmanager
def server() -> Iterator[psycopg.Connection]:
    with psycopg.connect(URL.rsplit("/", 1)[0] + "/postgres", autocommit=True) as connection:
        yield connection


@pytest.fixture
def database(worker_id: str, migrated: Migrated) -> Iterator[str]:
    """The address of a migrated database of its own."""
    name = f"{URL.rsplit('/', 1)[1]}_backup_{worker_id}"
    drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    with server() as connection:
        connection.execute(drop)
    migrated.copy_to(f"{URL.rsplit('/', 1)[0]}/{name}")
    yield f"{URL.rsplit('/', 1)[0]}/{name}"
    with server() as connection:
        connection.execute(drop)


def count(url: str, table: str) -> int:
    with psycopg.connect(url) as connection:
        row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))).fetchone()
    return row[0]


def test_what_was_backed_up_of_postgresql_comes_back_with_its_triggers(database, tmp_path):
    var, archive = tmp_path / "var", tmp_path / "site.tar.gz"
    settings = {"var": var, "DATABASE_URL": database}
    assert site("manage", "load_demo", "--scale", "20", **settings).returncode == 0
    (var / "files").mkdir(exist_ok=True)
    (var / "files" / "letter.txt").write_text("信", encoding="utf-8")
    saved = site("backup", str(archive), **settings)
    assert saved.returncode == 0, saved.stderr
    with psycopg.connect(database) as connection:
        connection.execute("TRUNCATE directory_enterprise CASCADE")
    (var / "files" / "letter.txt").write_text("改了", encoding="utf-8")

    restored = site("restore", str(archive), "--yes", **settings)

    assert restored.returncode == 0, restored.stderr
    assert (count(database, "directory_enterprise"), count(database, "directory_enterprisefigures")) == (20, 40)
    assert Path(var / "files" / "letter.txt").read_text(encoding="utf-8") == "信"
    event = (
        "INSERT INTO activity_securityevent (at, kind, user_name, request_id, data) VALUES (now(), 'x', '', '', '{}')"
    )
    with psycopg.connect(database) as connection:
        connection.execute(event)
        with pytest.raises(psycopg.Error, match="append-only"):
            connection.execute("DELETE FROM activity_securityevent")


def test_an_archive_of_sqlite_is_refused_on_postgresql(database, tmp_path, migrated):
    archive = tmp_path / "site.tar.gz"
    (tmp_path / "other").mkdir()
    migrated.copy_to(f"sqlite://{tmp_path / 'other' / 'plumbline.sqlite3'}")
    assert site("backup", str(archive), var=tmp_path / "other").returncode == 0

    refused = site("restore", str(archive), "--yes", var=tmp_path / "var", DATABASE_URL=database)

    assert refused.returncode == 1
    assert "the archive holds a sqlite database" in refused.stderr
