"""Verifying a whole pack offline: files, entries, proofs, totals, form, scores, money. Every fault is named; nothing is trusted twice."""

import hashlib
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec

from plumbline.errors import PlumblineError, UnreadableFileError
from plumbline.evidence.seal import Head, Seal, head_of
from plumbline.packs.contents import check_contents
from plumbline.packs.findings import PackFinding, PackReport, found
from plumbline.packs.model import MANIFEST, NUMBERS, SEAL, Manifest, PackedRow
from plumbline.packs.numbers import check_number

_PIECE = 1 << 16
_MOST_JSON = 128 << 20
_MOST_FINDINGS = 200
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError)
Read = TypeVar("Read")


def verify_pack(path: Path, *, head: Head | None = None, progress: Callable[[int], None] | None = None) -> PackReport:
    """Verify a pack. With `head` its printed head must be that one. `progress` is told the number of entries checked.

    Raises UnreadableFileError for what is no pack at all.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _Verification(archive, head, progress).run()
    except _BROKEN as error:
        raise _no_pack() from error


class Source:
    """The members of a pack as the checks read them."""

    def __init__(self, archive: zipfile.ZipFile, *, damaged: set[str]) -> None:
        self.archive = archive
        self.damaged = damaged
        self.names = set(archive.namelist())

    def read(self, path: str) -> bytes | None:
        """Return a member whole; None when it is not there or cannot be read."""
        if path not in self.names or path in self.damaged or self.archive.getinfo(path).file_size > _MOST_JSON:
            return None
        try:
            return self.archive.read(path)
        except _BROKEN:
            return None

    def decode(self, path: str, kind: type[Read]) -> Read | None:
        """Return a JSON member as a value; None when it is none."""
        data = self.read(path)
        try:
            return None if data is None else msgspec.json.decode(data, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, PlumblineError):
            return None


class _Verification:
    def __init__(self, archive: zipfile.ZipFile, head: Head | None, progress: Callable[[int], None] | None) -> None:
        self.archive, self.head, self.progress = archive, head, progress
        self.findings: list[PackFinding] = []
        self.entries = 0

    def run(self) -> PackReport:
        manifest = self._manifest()
        source = Source(self.archive, damaged=self._check_files(manifest))
        rows = source.decode(NUMBERS, tuple[PackedRow, ...])
        if rows is None:
            self.findings.append(found("unreadable_file", NUMBERS, path=NUMBERS))
        self._check_seal(manifest, source, has_rows=bool(rows))
        for row in rows or ():
            check = check_number(source.archive, row, seal=self.seal, names=source.names, progress=self._counted)
            self.findings += check
        self.findings += check_contents(source, manifest, rows or ())
        return PackReport(
            good=not self.findings,
            head=manifest.head,
            files=len(manifest.files),
            rows=len(rows or ()),
            entries=self.entries,
            findings=tuple(self.findings[:_MOST_FINDINGS]),
        )

    def _counted(self, number: int) -> None:
        self.entries += number
        if self.progress:
            self.progress(self.entries)

    def _manifest(self) -> Manifest:
        try:
            info = self.archive.getinfo(MANIFEST)
            if info.file_size > _MOST_JSON:
                raise _no_pack()
            return msgspec.json.decode(self.archive.read(MANIFEST), type=Manifest)
        except (KeyError, msgspec.DecodeError, UnicodeDecodeError, *_BROKEN) as error:
            raise _no_pack() from error

    def _check_files(self, manifest: Manifest) -> set[str]:
        """Compare every member with the manifest; return those that cannot be read at all."""
        present = Counter(self.archive.namelist())
        listed = {file.path: file for file in manifest.files}
        damaged: set[str] = set()
        for path in sorted(present.keys() - listed.keys() - {MANIFEST}):
            self.findings.append(found("extra_file", path, path=path))
        for path in sorted(path for path, times in present.items() if times > 1):
            self.findings.append(found("repeated_file", path, path=path))
        for path, file in listed.items():
            if path not in present:
                self.findings.append(found("missing_file", path, path=path))
                continue
            try:
                digest, size = self._digest(path)
            except _BROKEN:
                damaged.add(path)
                self.findings.append(found("unreadable_file", path, path=path))
                continue
            if (digest, size) != (file.sha256, file.size):
                self.findings.append(found("altered_file", path, path=path))
        return damaged

    def _digest(self, path: str) -> tuple[str, int]:
        digest, size = hashlib.sha256(), 0
        with self.archive.open(path) as member:
            while piece := member.read(_PIECE):
                digest.update(piece)
                size += len(piece)
        return digest.hexdigest(), size

    def _check_seal(self, manifest: Manifest, source: Source, *, has_rows: bool) -> None:
        self.seal: Seal | None = None
        if self.head is not None and manifest.head != self.head:
            printed = f"{manifest.head.digest} ({manifest.head.count})" if manifest.head else "—"
            self.findings.append(found("wrong_head", printed, path=MANIFEST))
        if manifest.head is None:
            if has_rows:
                self.findings.append(found("altered_seal", path=MANIFEST))
            return
        seal = source.decode(SEAL, Seal)
        if seal is None or head_of(seal) != manifest.head:
            self.findings.append(found("altered_seal", path=SEAL))
        self.seal = seal


def _no_pack() -> UnreadableFileError:
    return UnreadableFileError(
        "not_a_pack",
        "这不是本工具的证据包。请重新下载证据包（.zip）。",
        "this is no evidence pack. Download the pack (.zip) again.",
    )
