"""Results kept under the digest of everything they follow from, so that a run that was cut short goes on where it stopped."""

import hashlib
import zlib
from collections.abc import Callable
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import NamedTuple, TypeVar
from uuid import uuid4

import msgspec

import plumbline
from plumbline.cli.files import Unreadable

Result = TypeVar("Result")

_ROOMS = ("audit", "evidence", "forms", "reference", "rulebooks", "scoring", "errors.py")
_LIBRARIES = ("lxml", "msgspec", "pdfminer.six")
"""Others' code that decides what is read from a file."""
_PASSING = frozenset({"cannot_open", "conversion_failed", "internal_error", "needs_libreoffice", "worker_died"})
"""Refusals that say something of this run, not of the file: they are tried again."""
_REFUSALS: msgspec.json.Decoder[Unreadable] = msgspec.json.Decoder(Unreadable)


class Store(NamedTuple):
    """A folder of results. `basis` is what they follow from besides the file: program, rulebook, settings."""

    folder: str
    basis: str

    def path(self, data: bytes, name: str, what: str) -> Path:
        """Name the result for a file: the same only for the same bytes, name and basis."""
        digest = hashlib.sha256(data)
        digest.update(f"\0{self.basis}\0{what}\0".encode())
        digest.update(name.encode("utf-8", "surrogatepass"))
        key = digest.hexdigest()
        return Path(self.folder, key[:2], key[2:4], f"{key}.{what}.z")


def kept(path: Path, decode: Callable[[bytes], Result]) -> Result | None:
    """Return a stored result; None when there is none, or it was cut short or is of another version."""
    try:
        return decode(zlib.decompress(path.read_bytes()))
    except (OSError, zlib.error, msgspec.DecodeError):
        return None


def kept_refusal(path: Path) -> Unreadable | None:
    """Return the stored refusal of a file, None when there is none."""
    return kept(path.with_suffix(".refused.z"), _REFUSALS.decode)


def keep(path: Path, result: object) -> None:
    """Write whole or not at all: another process may store the same file at the same time, or the run may be killed."""
    if isinstance(result, Unreadable):
        if result.code in _PASSING:
            return
        path = path.with_suffix(".refused.z")
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{uuid4().hex}.part")
    unfinished.write_bytes(zlib.compress(msgspec.json.encode(result), 1))
    unfinished.replace(path)


@cache
def engine_digest() -> str:
    """Return the digest of the program: every source and data file that decides a result, and the libraries it reads with."""
    root = Path(plumbline.__file__).parent
    files = [path for room in _ROOMS for path in _files(root / room)]
    digest = hashlib.sha256()
    for path in sorted(files):
        data = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(data)}\0".encode())
        digest.update(data)
    for library in _LIBRARIES:
        digest.update(f"{library} {metadata.version(library)}\0".encode())
    return digest.hexdigest()


def _files(room: Path) -> list[Path]:
    if room.is_file():
        return [room]
    return [path for path in room.rglob("*") if path.is_file() and path.suffix != ".pyc"]
