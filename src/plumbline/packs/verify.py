"""Verifying a whole pack offline: files, entries, proofs, totals, form, scores, money. Every fault is named; nothing is trusted twice."""

import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from plumbline.errors import PlumblineError, UnreadableFileError
from plumbline.evidence.hashing import hasher
from plumbline.evidence.seal import Head, Seal, head_of
from plumbline.packs.contents import check_contents
from plumbline.packs.findings import PackFinding, PackReport, found
from plumbline.packs.frozen import is_sensible
from plumbline.packs.members import BROKEN, MOST_JSON, Source, check_members, check_purposes, has_odd_packing
from plumbline.packs.model import CONTENT, FORM, MANIFEST, MONEY, NUMBERS, RULEBOOK, SEAL, Manifest, PackedRow
from plumbline.packs.numbers import check_number

_MOST_FINDINGS = 200
_MOST_ENTRIES = 1 << 53


def verify_pack(path: Path, *, head: Head | None = None, progress: Callable[[int], None] | None = None) -> PackReport:
    """Verify a pack. With `head` its printed head must be that one. `progress` is told the number of entries checked.

    Raises UnreadableFileError for what is no pack at all.
    """
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN as error:
        raise _no_pack() from error
    with archive:
        if sum(info.compress_size for info in archive.infolist()) > path.stat().st_size:
            raise _no_pack()  # members that lie over each other: few bytes that would unpack for ever
        return _Verification(archive, head, progress).run()


class _Verification:
    def __init__(self, archive: zipfile.ZipFile, head: Head | None, progress: Callable[[int], None] | None) -> None:
        self.archive, self.head, self.progress = archive, head, progress
        self.findings: list[PackFinding] = []
        self.entries = 0

    def run(self) -> PackReport:
        manifest = self._manifest()
        source = Source(self.archive)
        self.findings += check_members(source, manifest)
        rows = self._rows(source)
        self._check_seal(manifest, source, has_rows=bool(rows))
        for row in rows:
            self.findings += check_number(source, row, seal=self.seal, progress=self._counted)
        own = (CONTENT, FORM, MONEY, NUMBERS, RULEBOOK, SEAL)
        self.findings += check_purposes(manifest, [*own, *(path for row in rows for path in (row.entries, row.proof))])
        self.findings += check_contents(source, manifest, rows)
        return PackReport(
            good=not self.findings,
            head=manifest.head,
            files=len(manifest.files),
            rows=len(rows),
            entries=self.entries,
            findings=tuple(self.findings[:_MOST_FINDINGS]),
        )

    def _rows(self, source: Source) -> Sequence[PackedRow]:
        rows = source.decode(NUMBERS, tuple[PackedRow, ...])
        if rows is None or not is_sensible(*(row.number for row in rows)):
            self.findings.append(found("unreadable_file", NUMBERS, path=NUMBERS))
            return ()
        return rows

    def _counted(self, number: int) -> None:
        self.entries += number
        if self.progress:
            self.progress(self.entries)

    def _manifest(self) -> Manifest:
        try:
            info = self.archive.getinfo(MANIFEST)
            data = b"" if info.file_size > MOST_JSON or has_odd_packing(info) else self.archive.read(MANIFEST)
            return msgspec.json.decode(data, type=Manifest)
        except (KeyError, msgspec.DecodeError, UnicodeDecodeError, *BROKEN) as error:
            raise _no_pack() from error

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
        self.seal = seal if seal is not None and _is_sensible(seal) else None
        if self.seal is None or head_of(self.seal) != manifest.head:
            self.findings.append(found("altered_seal", path=SEAL))


def _is_sensible(seal: Seal) -> bool:
    """Whether there can be a tree of this seal: an algorithm that is known, a number of entries that a ledger can hold."""
    try:
        hasher(seal.algorithm)
    except PlumblineError:
        return False
    return 0 < seal.last <= _MOST_ENTRIES


def _no_pack() -> UnreadableFileError:
    return UnreadableFileError(
        "not_a_pack",
        "这不是本工具的证据包。请重新下载证据包（.zip）。",
        "this is no evidence pack. Download the pack (.zip) again.",
    )
