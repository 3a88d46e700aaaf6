"""The members of a pack: are they those of the manifest, can they be read, do they stay in the folder they are unpacked to."""

import hashlib
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from pathlib import PureWindowsPath
from typing import Final, TypeVar

import msgspec

from plumbline.errors import PlumblineError
from plumbline.packs.findings import PackFinding, found
from plumbline.packs.model import MANIFEST, PRINTS, Manifest, PackedFile
from plumbline.packs.prints import print_path

_PIECE = 1 << 16
MOST_JSON: Final = 128 << 20
"""No member that is read whole is longer."""
BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)
"""What a damaged zip makes the library raise."""
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
Read = TypeVar("Read")


class Source:
    """The members of a pack as the checks read them. What is named as damaged once is left out from then on."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.damaged: set[str] = set()
        self.names = set(archive.namelist())

    def read(self, path: str) -> bytes | None:
        """Return a member whole; None when it is not there or cannot be read."""
        if path not in self.names or path in self.damaged or self.archive.getinfo(path).file_size > MOST_JSON:
            return None
        try:
            return self.archive.read(path)
        except BROKEN:
            return None

    def decode(self, path: str, kind: type[Read]) -> Read | None:
        """Return a JSON member as a value; None when it is none."""
        data = self.read(path)
        try:
            return None if data is None else msgspec.json.decode(data, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, PlumblineError):
            return None


def check_members(source: Source, manifest: Manifest) -> list[PackFinding]:
    """Compare every member with the manifest, to the byte; what cannot be read at all is `damaged` for the checks that follow."""
    present = Counter(source.archive.namelist())
    listed = {file.path: file for file in manifest.files}
    twice = [path for path, times in Counter(file.path for file in manifest.files).items() if times > 1]
    findings = [found("extra_file", path, path=path) for path in sorted(present.keys() - listed.keys() - {MANIFEST})]
    findings += [
        found("repeated_file", path, path=path)
        for path in sorted({*twice, *(path for path, times in present.items() if times > 1)})
    ]
    findings += [found("unsafe_path", path, path=path) for path in sorted(present.keys() | listed) if _leads_out(path)]
    prints = [print_path(kind) for kind in PRINTS]
    for path in dict.fromkeys([*listed, *prints]):
        kind = "missing_file" if path not in present else _fault(source, listed.get(path), path)
        if kind == "unreadable_file":
            source.damaged.add(path)
        if kind is not None:
            findings.append(found(kind, path, path=path))
    return findings


def check_purposes(manifest: Manifest, expected: Iterable[str]) -> list[PackFinding]:
    """Name what is in the manifest but belongs to nothing in the pack: nobody vouches for it."""
    known = {*expected, *(print_path(kind) for kind in PRINTS)}
    return [
        found("extra_file", file.path, path=file.path)
        for file in manifest.files
        if file.path not in known and not file.path.startswith(("files/", "README."))
    ]


def has_odd_packing(info: zipfile.ZipInfo) -> bool:
    """Whether a member is packed as no pack is: encrypted, or by a method that unpacks a few bytes to gigabytes at once."""
    return info.compress_type not in _METHODS or bool(info.flag_bits & _ENCRYPTED)


def _fault(source: Source, file: PackedFile | None, path: str) -> str | None:
    info = source.archive.getinfo(path)
    if has_odd_packing(info):
        return "unreadable_file"
    if file is None:
        return None
    if info.file_size != file.size:
        return "altered_file"
    digest = hashlib.sha256()
    try:
        with source.archive.open(path) as member:
            while piece := member.read(_PIECE):
                digest.update(piece)
    except BROKEN:
        return "unreadable_file"
    return None if digest.hexdigest() == file.sha256 else "altered_file"


def _leads_out(path: str) -> bool:
    """Whether unpacking could write elsewhere, on any system; so could a name with characters that do not print."""
    seen = PureWindowsPath(path)
    return bool(seen.anchor) or ".." in seen.parts or "\\" in path or not path.isprintable()
