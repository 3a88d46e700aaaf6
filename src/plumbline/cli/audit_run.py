"""From files to audits: each file by itself, or all files together, on one core or several, with stored results."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from plumbline.audit import FormAudit, audit_forms
from plumbline.audit.choosing import AutomaticRulebooks
from plumbline.audit.engine import RulebookChooser
from plumbline.audit.serialisation import audits_from_json
from plumbline.cli.files import NamedFile, Unreadable, loaded, read_bytes, worker_died
from plumbline.cli.stored import Store, keep, kept, kept_refusal
from plumbline.forms.model import Form
from plumbline.forms.reading import Reading
from plumbline.rulebooks import Rulebook, load_rulebook

Result = TypeVar("Result")
_READING: msgspec.json.Decoder[Reading] = msgspec.json.Decoder(Reading)


class Settings(NamedTuple):
    """What a run was asked for.

    `rulebook` is an id or the text of a user's file, None to choose by the form; `detailed` keeps the obligations; `store` is the folder
    of stored results, which count only for the same `engine`, the digest of the program.
    """

    rulebook: str | None = None
    detailed: bool = True
    store: str | None = None
    engine: str = ""

    @property
    def own_rulebooks(self) -> tuple[Rulebook, ...]:
        """The rulebook that was named, for reports that speak of it."""
        return (_loaded(self.rulebook),) if self.rulebook is not None else ()


class Workers(NamedTuple):
    """Who does the work: so many processes of this machine, or a Ray cluster."""

    jobs: int = 1
    engine: str = "processes"
    ray_address: str | None = None


class FileAudits(NamedTuple):
    """The audits of one file's forms."""

    name: str
    audits: tuple[FormAudit, ...]


def audit_each(files: Iterable[NamedFile], settings: Settings, workers: Workers) -> Iterator[FileAudits | Unreadable]:
    """Audit every file by itself, in order. Memory stays flat; forms in different files are not compared."""
    yield from _in_order(partial(audit_file, settings), files, workers, settings.engine)


def read_for_audit(files: Iterable[NamedFile], settings: Settings, workers: Workers) -> Iterator[Reading | Unreadable]:
    """Read every file, in order, from the stored results where its bytes have been read before."""
    yield from _in_order(partial(read_for_store, settings), files, workers, settings.engine)


def audit_together(forms: Sequence[Form], settings: Settings) -> list[FormAudit]:
    """Audit forms of several files together, so that pairs and copies are found across files."""
    return audit_forms(forms, _chooser(settings.rulebook, forms), detailed=settings.detailed)


def _in_order(
    work: Callable[[NamedFile], Result | Unreadable], files: Iterable[NamedFile], workers: Workers, engine: str
) -> Iterator[Result | Unreadable]:
    if workers.engine == "ray":
        from plumbline.cli.on_ray import on_ray

        yield from on_ray(work, files, address=workers.ray_address, engine=engine, died=worker_died)
        return
    if workers.jobs <= 1:
        yield from map(work, files)
        return
    from plumbline.cli.processes import in_processes

    yield from in_processes(work, files, jobs=workers.jobs, died=worker_died)


def audit_file(settings: Settings, file: NamedFile) -> FileAudits | Unreadable:
    """Audit the forms of one file, or return what is stored of it."""
    data = loaded(file)
    if isinstance(data, Unreadable):
        return data
    path = _path(settings, data, file.name, "audit")
    if path is not None and (refusal := kept_refusal(path)) is not None:
        return refusal
    if path is not None and (stored := kept(path, audits_from_json)) is not None:
        return FileAudits(file.name, stored)
    reading = read_bytes(data, file.name)
    result = reading if isinstance(reading, Unreadable) else _audit(settings, reading, file.name)
    if path is not None:
        keep(path, result if isinstance(result, Unreadable) else result.audits)
    return result


def _audit(settings: Settings, reading: Reading, name: str) -> FileAudits | Unreadable:
    chooser = _chooser(settings.rulebook, reading.forms)
    try:
        return FileAudits(name, tuple(audit_forms(reading.forms, chooser, detailed=settings.detailed)))
    except Exception as error:  # noqa: BLE001 -- a fault of ours in one file must not cost the other thousands
        kind = type(error).__name__
        return Unreadable(
            name,
            "internal_error",
            f"审核时程序出错（{kind}：{error}），请把这个文件发给开发者",
            f"The program failed while auditing this file ({kind}: {error}); please send the file to the developers",
        )


def read_for_store(settings: Settings, file: NamedFile) -> Reading | Unreadable:
    """Read the forms of one file, or return what is stored of it."""
    data = loaded(file)
    if isinstance(data, Unreadable):
        return data
    path = _path(settings, data, file.name, "reading")
    if path is not None and (refusal := kept_refusal(path)) is not None:
        return refusal
    if path is not None and (stored := kept(path, _READING.decode)) is not None:
        return stored
    reading = read_bytes(data, file.name)
    if path is not None:
        keep(path, reading)
    return reading


def _path(settings: Settings, data: bytes, name: str, what: str) -> Path | None:
    """Name the stored result of a file. None without a store."""
    if settings.store is None:
        return None
    basis = settings.engine if what == "reading" else f"{settings.engine}/{settings.rulebook}/{settings.detailed}"
    return Store(settings.store, basis).path(data, name, what)


def _chooser(rulebook: str | None, forms: Sequence[Form]) -> RulebookChooser:
    if rulebook is None:
        return AutomaticRulebooks(forms)
    book = _loaded(rulebook)
    return lambda _: book


@lru_cache(maxsize=4)
def _loaded(id_or_text: str) -> Rulebook:
    return load_rulebook(id_or_text)
