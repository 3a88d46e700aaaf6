"""From the paths a user names to files, and from files to readings, in order, on one core or several."""

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from plumbline.errors import UnreadableFileError

if TYPE_CHECKING:
    from plumbline.forms.reading import Reading

STANDARD_INPUT = "-"
MAX_FILE_BYTES = 200 * 1024 * 1024
IGNORED_PREFIXES = (".", "~$")


class NamedFile(NamedTuple):
    """A file and the name under which its forms are reported."""

    path: Path
    name: str


class Unreadable(NamedTuple):
    """A file that could not be read, with the reason in both languages."""

    name: str
    code: str
    message_zh: str
    message_en: str


def find_files(paths: Sequence[str]) -> list[NamedFile]:
    """Return the named files, and all files below the named folders in the order of their paths.

    A folder that cannot be listed stands for itself, so that reading it says why. Links to folders are not followed.
    """
    return list(each_file(paths))


def each_file(paths: Sequence[str]) -> Iterator[NamedFile]:
    """Find the same files one after the other, for folders whose list would fill memory."""
    for given in paths:
        path = Path(given)
        if given != STANDARD_INPUT and path.is_dir():
            yield from _below(path)
        else:
            yield NamedFile(path, shown(path.name))


def _below(folder: Path) -> Iterator[NamedFile]:
    closed: list[NamedFile] = []

    def keep(error: OSError) -> None:
        path = Path(error.filename)
        closed.append(NamedFile(path, shown(path.relative_to(folder).as_posix())))

    for directory, folders, names in os.walk(folder, onerror=keep):
        yield from closed
        closed.clear()
        folders[:] = sorted(name for name in folders if not name.startswith(IGNORED_PREFIXES))
        for name in sorted(names):
            if not name.startswith(IGNORED_PREFIXES):
                path = Path(directory, name)
                yield NamedFile(path, shown(path.relative_to(folder).as_posix()))
    yield from closed


def shown(name: str) -> str:
    """Return a file name as it can be printed on one line: bytes that are no UTF-8 and line ends are replaced."""
    readable = os.fsencode(name).decode("utf-8", errors="replace")
    return "".join(character if character.isprintable() else "\ufffd" for character in readable)


def load(file: NamedFile) -> bytes:
    """Read the bytes of a file.

    Raises UnreadableFileError when it is missing, not a file, forbidden, or too large.
    """
    try:
        data = _bytes_of(file.path)
    except OSError as error:
        raise UnreadableFileError(
            "cannot_open",
            f"无法打开文件（{error.strerror}），请检查路径和权限",
            f"The file cannot be opened ({error.strerror}); check path and permissions",
        ) from error
    if len(data) > MAX_FILE_BYTES:
        raise _too_large()
    return data


def _bytes_of(path: Path) -> bytes:
    if str(path) == STANDARD_INPUT:
        return sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    if path.stat().st_size > MAX_FILE_BYTES:
        raise _too_large()
    if not path.is_file():
        raise UnreadableFileError(
            "not_a_file",
            "这不是文件，或者是没有权限列出的文件夹，请检查路径和权限",
            "This is no file, or a folder that may not be listed; check path and permissions",
        )
    return path.read_bytes()


def _too_large() -> UnreadableFileError:
    return UnreadableFileError(
        "too_large",
        "文件超过 200 MB，请拆分后再读取",
        "The file is larger than 200 MB; split it and read the parts",
    )


def read_file(file: NamedFile) -> "Reading | Unreadable":
    """Read the forms of one file; whatever is wrong with it becomes a value, so that one bad file never stops a run."""
    data = loaded(file)
    return data if isinstance(data, Unreadable) else read_bytes(data, file.name)


def loaded(file: NamedFile) -> "bytes | Unreadable":
    """Return the bytes of a file, or why they cannot be had."""
    try:
        return load(file)
    except UnreadableFileError as error:
        return Unreadable(file.name, error.code, error.message_zh, error.message_en)


def read_bytes(data: bytes, name: str) -> "Reading | Unreadable":
    """Read the forms in the bytes of a file, or say what is wrong with them."""
    from plumbline.forms.reading import read_forms

    try:
        return read_forms(data, name)
    except UnreadableFileError as error:
        return Unreadable(name, error.code, error.message_zh, error.message_en)
    except Exception as error:  # noqa: BLE001 -- a fault of ours in one file must not cost the other thousands
        kind = type(error).__name__
        return Unreadable(
            name,
            "internal_error",
            f"读取时程序出错（{kind}：{error}），请把这个文件发给开发者",
            f"The program failed on this file ({kind}: {error}); please send the file to the developers",
        )


def read_all(files: Iterable[NamedFile], *, jobs: int) -> Iterator["Reading | Unreadable"]:
    """Read files in order; with several jobs they are read by as many processes."""
    if jobs <= 1:
        yield from map(read_file, files)
        return
    from plumbline.cli.processes import in_processes

    yield from in_processes(read_file, files, jobs=jobs, died=worker_died)


def worker_died(file: NamedFile) -> Unreadable:
    """Say that the process that read a file was ended, by the system when memory ran out or by a fault in a library."""
    return Unreadable(
        file.name,
        "worker_died",
        "读取这个文件的进程意外终止（可能内存不足），请单独读取它，或把它发给开发者",
        "The process that read this file was ended (perhaps memory ran out); read it alone, or send it to the developers",
    )
