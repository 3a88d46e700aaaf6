"""Where the bytes lie: a private folder nobody serves. A file arrives beside its place and is moved there in one step."""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from servicecloud.files.errors import DiskFullError, FileTooLargeError

RESERVE_BYTES = 500 * 1024 * 1024
"""Room on the disk that uploads leave for the database."""


@dataclass(frozen=True)
class Arrived:
    """Bytes that came in and were counted on the way."""

    path: Path
    size: int
    sha256: str


def root() -> Path:
    """Return the folder of everything uploaded."""
    return Path(settings.MEDIA_ROOT)


def path_of(file_id: uuid.UUID) -> Path:
    """Return the place of a file's bytes."""
    return root() / "objects" / file_id.hex[:2] / file_id.hex


def preview_of(file_id: uuid.UUID) -> Path:
    """Return the place of a file's picture."""
    return root() / "previews" / file_id.hex[:2] / f"{file_id.hex}.png"


def quarantine_of(file_id: uuid.UUID) -> Path:
    """Return the place of bytes that nobody may have."""
    return root() / "quarantine" / file_id.hex


@contextmanager
def receive(chunks: Iterable[bytes], *, limit: int) -> Iterator[Arrived]:
    """Write the chunks to a temporary place, counting and hashing; stop at the limit. What is not kept vanishes."""
    folder = root() / "incoming"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if shutil.disk_usage(folder).free < RESERVE_BYTES:
        raise DiskFullError
    path = folder / uuid.uuid4().hex
    digest, size = hashlib.sha256(), 0
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise FileTooLargeError(limit=limit // (1024 * 1024))
                digest.update(chunk)
                target.write(chunk)
        yield Arrived(path, size, digest.hexdigest())
    finally:
        path.unlink(missing_ok=True)


def keep(arrived: Arrived, file_id: uuid.UUID) -> None:
    """Move what arrived to its place."""
    move(arrived.path, path_of(file_id))


def move(source: Path, target: Path) -> None:
    """Move bytes within the storage in one step."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    source.replace(target)


def forget(file_id: uuid.UUID) -> None:
    """Delete the bytes and the picture of a file."""
    for path in (path_of(file_id), preview_of(file_id), quarantine_of(file_id)):
        path.unlink(missing_ok=True)


def kept_ids() -> Iterator[tuple[uuid.UUID, Path]]:
    """Yield every file that lies in the storage by its id."""
    for folder in ("objects", "quarantine"):
        for path in (root() / folder).rglob("*"):
            if path.is_file():
                yield uuid.UUID(hex=path.name), path
