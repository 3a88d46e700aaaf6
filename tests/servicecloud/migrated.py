"""A migrated database that is made once and copied: for the suite itself, and for tests whose processes need one of their own.

Migrating takes tens of seconds of each process that does it. The first that needs a migrated database makes it, with the
command people use; everybody else, and the next run, copies it. It is kept under a key of everything that migrations are made
of, so a changed migration makes a new one, and `migrate` runs on the copy as on any database.
"""

import fcntl
import hashlib
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cached_property
from pathlib import Path

import django
import psycopg
from django.apps import apps
from psycopg import sql

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src"


def made_of() -> Iterator[Path]:
    """Return every migration of every app, and the site's own modules that they name."""
    for app in sorted(apps.get_app_configs(), key=lambda each: each.label):
        for path in sorted(Path(app.path).glob("migrations/*.py")):
            yield path
            for name in re.findall(r"servicecloud(?:\.\w+)+", path.read_text(encoding="utf-8")):
                module = SOURCE / name.replace(".", "/")
                yield from (found for found in (module.with_suffix(".py"), module / "__init__.py") if found.exists())


def key_of(paths: Iterable[Path]) -> str:
    """Return a short name for the content of files; the version of Django, whose migrating it is, belongs to it."""
    digest = hashlib.sha256(django.__version__.encode())
    for path in paths:
        digest.update(f"\0{path.parent.parent.name}/{path.name}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


class Migrated:
    """The kept databases of this checkout: a file for SQLite, a template on the server of the suite's PostgreSQL."""

    def __init__(self, folder: Path, *, suite: str) -> None:
        self.folder = folder
        self.suite = suite

    @cached_property
    def key(self) -> str:
        return key_of(made_of())

    def sqlite(self) -> Path:
        """Return the kept file; it is made when there is none, and older ones go."""
        kept = self.folder / f"{self.key}.sqlite3"
        with self._alone():
            if not kept.exists():
                for older in self.folder.glob("*.sqlite3*"):
                    older.unlink()
                draft = kept.with_suffix(".sqlite3-draft")
                self._migrate(f"sqlite://{draft}")
                with closing(sqlite3.connect(draft)) as connection:
                    connection.execute("PRAGMA journal_mode=DELETE")  # all of it in the one file
                draft.rename(kept)
        return kept

    def template(self) -> str:
        """Return the name of the kept database on the suite's server; it is made when there is none, and older ones go."""
        server, name = self.suite.rsplit("/", 1)
        prefix = f"{name[:30]}_migrated_"
        kept, draft = prefix + self.key, prefix + "draft"
        with self._alone(), psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            like = prefix.replace("_", r"\_") + "%"
            found = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [like]).fetchall()
            if (kept,) not in found:
                for (older,) in found:
                    connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(older)))
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(draft)))
                self._migrate(f"{server}/{draft}")
                rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                connection.execute(rename.format(sql.Identifier(draft), sql.Identifier(kept)))
        return kept

    def copy_to(self, url: str) -> None:
        """Make the database that `url` names, migrated: a file that does not exist yet, or a name free on the server."""
        if url.startswith("sqlite:"):
            shutil.copyfile(self.sqlite(), url.removeprefix("sqlite://"))
            return
        server, name = url.rsplit("/", 1)
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(self.template()))
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(copy)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let the workers of a run wait for the one that makes it."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _migrate(self, url: str) -> None:
        environment = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "servicecloud.settings.test"}
        command = [sys.executable, "-m", "django", "migrate", "-v0"]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, cwd=ROOT)
        assert done.returncode == 0, done.stderr
