"""Backups: one archive with the database, the uploaded files and a manifest of sha-256 sums that restoring checks first."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tarfile
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connections
from django.utils import timezone

MANIFEST = "manifest.json"
_PLACE = {"host": "HOST", "port": "PORT", "username": "USER", "dbname": "NAME"}


class BrokenArchiveError(Exception):
    """The archive is not one of ours, is damaged, holds another kind of database, or the database's own tools are missing."""


@dataclass(frozen=True)
class Summary:
    """What an archive holds."""

    engine: str
    taken_at: str
    files: int
    size: int

    def describe(self) -> str:
        """Return one line for the terminal."""
        return f"{self.taken_at}  {self.engine}  {self.files} 个文件 files  {self.size / 1e6:.1f} MB"


def write(target: Path) -> Summary:
    """Write an archive of the running site. The database part is one consistent moment."""
    engine = connections["default"].vendor
    taken_at = timezone.now().isoformat(timespec="seconds")
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / f"database.{engine}"
        (_dump_sqlite if engine == "sqlite" else _dump_postgresql)(dump)
        members = {dump.name: dump, **_uploads()}
        sums = {name: _sha256(path) for name, path in members.items()}
        manifest = Path(folder) / MANIFEST
        manifest.write_text(
            json.dumps({"engine": engine, "taken_at": taken_at, "sha256": sums}, indent=1), encoding="utf-8"
        )
        draft = target.with_name(target.name + ".part")
        with tarfile.open(draft, "w:gz", compresslevel=3) as archive:
            archive.add(manifest, MANIFEST)
            for name, path in members.items():
                archive.add(path, name)
        draft.replace(target)
    return Summary(engine, taken_at, len(members) - 1, target.stat().st_size)


def holds_data() -> bool:
    """Tell whether a restore would replace anything: tables of the site, or uploaded files."""
    return bool(connections["default"].introspection.table_names()) or bool(_uploads())


def bring_back(source: Path) -> Summary:
    """Check the archive, then replace the database and the uploaded files with what it holds."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        manifest = _unpack(source, base)
        engine = connections["default"].vendor
        if manifest["engine"] != engine:
            message = f"the archive holds a {manifest['engine']} database, this site uses {engine}"
            raise BrokenArchiveError(message)
        (_load_sqlite if engine == "sqlite" else _load_postgresql)(base / f"database.{engine}")
        _replace_uploads(base / "files")
        return Summary(engine, manifest["taken_at"], len(manifest["sha256"]) - 1, source.stat().st_size)


def _unpack(source: Path, base: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source, "r:gz") as archive:
            archive.extractall(base, filter="data")
        manifest: dict[str, Any] = json.loads((base / MANIFEST).read_text(encoding="utf-8"))
    except (tarfile.TarError, OSError, ValueError, EOFError) as error:
        message = f"{source.name} is not a readable archive of this site: {error}"
        raise BrokenArchiveError(message) from error
    for name, expected in manifest["sha256"].items():
        path = base / name
        if not path.is_file() or _sha256(path) != expected:
            message = f"{source.name}: {name} is missing or altered. Nothing was restored."
            raise BrokenArchiveError(message)
    return manifest


def _uploads() -> dict[str, Path]:
    media = Path(settings.MEDIA_ROOT)
    return {f"files/{path.relative_to(media)}": path for path in sorted(media.rglob("*")) if path.is_file()}


def _replace_uploads(source: Path) -> None:
    """Put the files in place of the present ones; these stay until the new ones are complete."""
    media = Path(settings.MEDIA_ROOT)
    fresh, former = media.with_name(f"{media.name}.new"), media.with_name(f"{media.name}.old")
    for leftover in (fresh, former):
        shutil.rmtree(leftover, ignore_errors=True)
    fresh.mkdir(parents=True)
    if source.exists():
        shutil.copytree(source, fresh, dirs_exist_ok=True)
    if media.exists():
        media.rename(former)
    fresh.rename(media)
    shutil.rmtree(former, ignore_errors=True)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _sqlite_path() -> Path:
    return Path(str(settings.DATABASES["default"]["NAME"]))


def _dump_sqlite(target: Path) -> None:
    with (
        closing(sqlite3.connect(_sqlite_path())) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy)


def _load_sqlite(source: Path) -> None:
    connections.close_all()
    with (
        closing(sqlite3.connect(source)) as copy,
        closing(sqlite3.connect(_sqlite_path())) as live,
    ):
        copy.backup(live)


def _dump_postgresql(target: Path) -> None:
    _postgresql("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def _load_postgresql(source: Path) -> None:
    connections.close_all()
    _postgresql("pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", str(source))


def _postgresql(command: str, *arguments: str) -> None:
    database = settings.DATABASES["default"]
    place = [f"--{name}={database[key]}" for name, key in _PLACE.items() if database[key]]
    password = {"PGPASSWORD": str(database["PASSWORD"])} if database["PASSWORD"] else {}
    if shutil.which(command) is None:
        message = f"{command} was not found. Install PostgreSQL's client programs, or see docs/how-to/deploy.md, “Without pg_dump”."
        raise BrokenArchiveError(message)
    result = subprocess.run(
        [command, *place, *arguments], env={**os.environ, **password}, check=False, capture_output=True
    )
    if result.returncode:
        raise BrokenArchiveError(result.stderr.decode(errors="replace").strip())
