"""From files to audits: each file by itself, or all files together, on one core or several, with stored results."""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from importlib import metadata
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from plumbline.audit import ENGINE_VERSION, FormAudit, all_rules, audit_forms
from plumbline.audit.choosing import AutomaticRulebooks
from plumbline.audit.engine import RulebookChooser
from plumbline.audit.serialisation import audits_from_json
from plumbline.cli.files import NamedFile, Unreadable, load, read_file
from plumbline.errors import UnreadableFileError
from plumbline.forms.model import Form
from plumbline.forms.reading import Reading
from plumbline.rulebooks import Rulebook, load_rulebook

Result = TypeVar("Result")
_READING: msgspec.json.Decoder[Reading] = msgspec.json.Decoder(Reading)


class Settings(NamedTuple):
    """What a run was asked for.

    `rulebook` is an id or the text of a user's file, None to choose by the form; `detailed` keeps the obligations; `store` is the folder
    of stored results.
    """

    rulebook: str | None = None
    detailed: bool = True
    store: str | None = None

    @property
    def own_rulebooks(self) -> tuple[Rulebook, ...]:
        """The rulebook that was named, for reports that speak of it."""
        return (_loaded(self.rulebook),) if self.rulebook is not None else ()


class FileAudits(NamedTuple):
    """The audits of one file's forms."""

    name: str
    audits: tuple[FormAudit, ...]


def audit_each(files: Sequence[NamedFile], settings: Settings, *, jobs: int) -> Iterator[FileAudits | Unreadable]:
    """Audit every file by itself, in order. Memory stays flat; forms in different files are not compared."""
    yield from _in_order(partial(_audit_file, settings), files, jobs)


def read_for_audit(files: Sequence[NamedFile], settings: Settings, *, jobs: int) -> Iterator[Reading | Unreadable]:
    """Read every file, in order, from the stored results where its bytes have been read before."""
    yield from _in_order(partial(_read_file, settings), files, jobs)


def audit_together(forms: Sequence[Form], settings: Settings) -> list[FormAudit]:
    """Audit forms of several files together, so that pairs and copies are found across files."""
    return audit_forms(forms, _chooser(settings.rulebook, forms), detailed=settings.detailed)


def _in_order(work: Callable[[NamedFile], Result], files: Sequence[NamedFile], jobs: int) -> Iterator[Result]:
    if jobs <= 1 or len(files) < 2:
        yield from map(work, files)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(work, files, chunksize=max(1, min(32, len(files) // (jobs * 4))))


def _audit_file(settings: Settings, file: NamedFile) -> FileAudits | Unreadable:
    path = _stored_path(settings, file, "audit")
    if path is not None and path.is_file():
        stored = _decoded(path, audits_from_json)
        if stored is not None:
            return FileAudits(file.name, stored)
    reading = read_file(file)
    if isinstance(reading, Unreadable):
        return reading
    try:
        audits = tuple(
            audit_forms(reading.forms, _chooser(settings.rulebook, reading.forms), detailed=settings.detailed)
        )
    except Exception as error:  # noqa: BLE001 -- a fault of ours in one file must not cost the other thousands
        kind = type(error).__name__
        return Unreadable(
            file.name,
            "internal_error",
            f"审核时程序出错（{kind}：{error}），请把这个文件发给开发者",
            f"The program failed while auditing this file ({kind}: {error}); please send the file to the developers",
        )
    if path is not None:
        _keep(path, msgspec.json.encode(audits))
    return FileAudits(file.name, audits)


def _read_file(settings: Settings, file: NamedFile) -> Reading | Unreadable:
    path = _stored_path(settings, file, "reading")
    if path is not None and path.is_file():
        stored = _decoded(path, _READING.decode)
        if stored is not None:
            return stored
    reading = read_file(file)
    if path is not None and isinstance(reading, Reading):
        _keep(path, msgspec.json.encode(reading))
    return reading


def _stored_path(settings: Settings, file: NamedFile, what: str) -> Path | None:
    """Name the stored result of a file: the same only for the same bytes, name, settings and engine. None without a store."""
    if settings.store is None:
        return None
    try:
        data = load(file)
    except UnreadableFileError:
        return None
    digest = hashlib.sha256(data)
    digest.update(_fingerprint(settings, what).encode())
    digest.update(file.name.encode("utf-8", "surrogatepass"))
    name = digest.hexdigest()
    return Path(settings.store, name[:2], f"{name}.{what}.json")


@lru_cache(maxsize=8)
def _fingerprint(settings: Settings, what: str) -> str:
    version = f"{metadata.version('plumbline')}/{ENGINE_VERSION}"
    if what == "reading":
        return version
    return f"{version}/{settings.rulebook}/{settings.detailed}/{','.join(rule.id for rule in all_rules())}"


def _decoded(path: Path, decode: Callable[[bytes], Result]) -> Result | None:
    """Return a stored result; None when it was cut short or is of another version, so that it is made again."""
    try:
        return decode(path.read_bytes())
    except (OSError, msgspec.DecodeError):
        return None


def _keep(path: Path, data: bytes) -> None:
    """Write whole or not at all: another process may store the same file at the same time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    unfinished.write_bytes(data)
    unfinished.replace(path)


def _chooser(rulebook: str | None, forms: Sequence[Form]) -> RulebookChooser:
    if rulebook is None:
        return AutomaticRulebooks(forms)
    book = _loaded(rulebook)
    return lambda _: book


@lru_cache(maxsize=4)
def _loaded(id_or_text: str) -> Rulebook:
    return load_rulebook(id_or_text)
