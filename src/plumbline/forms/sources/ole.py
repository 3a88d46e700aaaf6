"""OLE2 compound files: the container of old Word, Excel and WPS files and of encrypted new ones."""

import struct
from collections.abc import Iterator
from typing import Literal, NamedTuple

from plumbline.forms.sources.refusals import damaged, refusal

_HEADER_BYTES = 512
_LAST_SECTOR = 0xFFFFFFFA
_ENTRY_BYTES = 128
_STREAM, _ROOT = 2, 5
_WORD_ENCRYPTED = 0x0100


class _Entry(NamedTuple):
    kind: int
    first_sector: int
    size: int


def ole_kind(data: bytes) -> Literal["xls", "doc"]:
    """Tell Excel from Word; refuse what is encrypted or neither."""
    compound = CompoundFile(data)
    if compound.has("EncryptedPackage") or compound.has("EncryptionInfo"):
        raise refusal("encrypted")
    if compound.has("Workbook") or compound.has("Book"):
        return "xls"
    if compound.has("WordDocument"):
        start = compound.read("WordDocument")[:12]
        if len(start) == 12 and struct.unpack_from("<H", start, 10)[0] & _WORD_ENCRYPTED:
            raise refusal("encrypted")
        return "doc"
    if compound.has("PowerPoint Document"):
        raise refusal("unknown_type", "演示文稿", "a presentation")
    raise refusal("unknown_type", "其他软件的复合文档", "a compound file of another program")


class CompoundFile:
    """The streams of a compound file by name, wherever they lie in its storages."""

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER_BYTES:
            raise damaged("复合文档不完整", "the compound file is cut short")
        self._data = data
        sector_shift, small_shift = struct.unpack_from("<HH", data, 30)
        if sector_shift not in {9, 12} or small_shift != 6:
            raise damaged("复合文档头部有误", "the header of the compound file is wrong")
        self._sector_bytes, self._small_bytes = 1 << sector_shift, 1 << small_shift
        self._small_limit: int = struct.unpack_from("<I", data, 56)[0]
        self._table = self._allocation_table()
        directory_start, small_table_start = (
            struct.unpack_from("<I", data, 48)[0],
            struct.unpack_from("<I", data, 60)[0],
        )
        self._entries = dict(self._read_directory(directory_start))
        root = next((entry for entry in self._entries.values() if entry.kind == _ROOT), None)
        self._small_stream = self._chain(root.first_sector) if root is not None and root.size else b""
        self._small_table = _integers(self._chain(small_table_start)) if small_table_start < _LAST_SECTOR else ()

    def has(self, name: str) -> bool:
        """Tell whether there is a stream of a name."""
        entry = self._entries.get(name.lower())
        return entry is not None and entry.kind == _STREAM

    def read(self, name: str) -> bytes:
        """Return the content of a stream."""
        entry = self._entries[name.lower()]
        content = (
            self._small_chain(entry.first_sector) if entry.size < self._small_limit else self._chain(entry.first_sector)
        )
        return content[: entry.size]

    def _allocation_table(self) -> tuple[int, ...]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        following: int = struct.unpack_from("<I", self._data, 68)[0]
        most = len(self._data) // self._sector_bytes + 1
        while following < _LAST_SECTOR and len(sectors) <= most:
            *more, following = _integers(self._sector(following))
            sectors += more
        table: list[int] = []
        for sector in sectors:
            if sector < _LAST_SECTOR and len(table) <= most:
                table += _integers(self._sector(sector))
        return tuple(table)

    def _read_directory(self, start: int) -> Iterator[tuple[str, _Entry]]:
        directory = self._chain(start)
        for offset in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
            name_bytes, kind = struct.unpack_from("<HB", directory, offset + 64)
            if not kind or not 2 <= name_bytes <= 64:
                continue
            name = directory[offset : offset + name_bytes - 2].decode("utf-16-le", errors="replace")
            first_sector, size = struct.unpack_from("<II", directory, offset + 116)
            yield name.lower(), _Entry(kind, first_sector, size)

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_bytes
        sector = self._data[start : start + self._sector_bytes]
        if not sector:
            raise damaged("复合文档不完整", "the compound file is cut short")
        return sector.ljust(self._sector_bytes, b"\0")

    def _chain(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in _follow(start, self._table))

    def _small_chain(self, start: int) -> bytes:
        size, stream = self._small_bytes, self._small_stream
        return b"".join(stream[number * size : (number + 1) * size] for number in _follow(start, self._small_table))


def _follow(start: int, table: tuple[int, ...]) -> Iterator[int]:
    """Yield the sectors of a chain; a chain that runs in a circle or out of the table is damage."""
    number, steps = start, 0
    while number < _LAST_SECTOR:
        if steps > len(table) or number >= len(table):
            raise damaged("复合文档的扇区链有误", "the sector chain of the compound file is wrong")
        yield number
        number, steps = table[number], steps + 1


def _integers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])
