"""Writing a pack, member by member, in memory that does not grow with it."""

import hashlib
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import IO

import msgspec

from plumbline.packs.model import MANIFEST, Manifest, PackedFile, encoded

_EARLIEST = 1980


class PackWriter:
    """A zip under way. `add` streams a member, `finish` writes the manifest last; leaving the block ends the file."""

    def __init__(self, target: IO[bytes], *, created_at: datetime) -> None:
        self.created_at = created_at
        self.files: list[PackedFile] = []
        self._zip = zipfile.ZipFile(target, "w", compression=zipfile.ZIP_DEFLATED, compresslevel=6)

    def __enter__(self) -> "PackWriter":
        return self

    def __exit__(self, *_error: object) -> None:
        self._zip.close()

    def add(self, path: str, pieces: Iterable[bytes]) -> PackedFile:
        """Write a member piece by piece."""
        digest, size = hashlib.sha256(), 0
        with self._zip.open(self._info(path), "w", force_zip64=True) as member:
            for piece in pieces:
                member.write(piece)
                digest.update(piece)
                size += len(piece)
        packed = PackedFile(path=path, sha256=digest.hexdigest(), size=size)
        self.files.append(packed)
        return packed

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest, with every other member in it."""
        files = tuple(sorted(self.files, key=lambda file: file.path))
        self._zip.writestr(self._info(MANIFEST), encoded(msgspec.structs.replace(manifest, files=files)))

    def _info(self, path: str) -> zipfile.ZipInfo:
        at = self.created_at
        info = zipfile.ZipInfo(
            path, date_time=(max(at.year, _EARLIEST), at.month, at.day, at.hour, at.minute, at.second)
        )
        info.compress_type = zipfile.ZIP_DEFLATED
        info.external_attr = 0o644 << 16
        return info
