"""Records of old Excel workbooks (BIFF5 and BIFF8): cells, strings, formats, merged areas."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

from plumbline.forms.sources.refusals import damaged, refusal

BOF, EOF, CONTINUE, FILE_PASS = 0x0809, 0x000A, 0x003C, 0x002F
BOUND_SHEET, DATE_1904, FORMAT, XF, SST, CODE_PAGE = 0x0085, 0x0022, 0x041E, 0x00E0, 0x00FC, 0x0042
LABEL_SST, LABEL, RICH_STRING, NUMBER, RK, MUL_RK, BOOL_ERR, FORMULA, STRING = (
    0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x00BD, 0x0205, 0x0006, 0x0207,
)  # fmt: skip
MERGED_CELLS, ROW, COLUMN_INFO = 0x00E5, 0x0208, 0x007D
BIFF8 = 0x0600
MAX_RECORDS = 1_500_000
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


class Record(NamedTuple):
    """One record; `start` is its offset in the stream, `pieces` its body and the bodies of its continuations."""

    kind: int
    start: int
    pieces: list[bytes]

    @property
    def body(self) -> bytes:
        """The body without continuations."""
        return self.pieces[0]


class RecordCount:
    """Counts the records read of one workbook, so that sheets that lie on top of each other are not read for ever."""

    def __init__(self) -> None:
        self.seen = 0

    def take(self) -> None:
        """Count one record."""
        self.seen += 1
        if self.seen > MAX_RECORDS:
            raise refusal("too_large", f"超过 {MAX_RECORDS} 条记录", f"more than {MAX_RECORDS} records")


def records(stream: bytes, count: RecordCount, start: int = 0) -> Iterator[Record]:
    """Yield the records from an offset up to the end of that substream, continuations joined to what they continue."""
    offset, depth = start, 0
    pending: Record | None = None
    while offset + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, offset)
        body = stream[offset + 4 : offset + 4 + size]
        if len(body) < size:
            raise damaged("工作簿记录不完整", "a record of the workbook is cut short")
        count.take()
        if kind == CONTINUE and pending is not None:
            pending.pieces.append(body)
        else:
            if pending is not None:
                yield pending
            pending = Record(kind, offset, [body])
            depth += (kind == BOF) - (kind == EOF)
            if kind == EOF and depth <= 0:
                break
        offset += 4 + size
    if pending is not None:
        yield pending


class StringReader:
    """Reads Unicode strings that may run over the pieces of a record; at each piece the width of characters is told anew."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._piece = 0
        self._offset = 0

    def skip(self, count: int) -> None:
        """Pass over bytes."""
        while count > 0:
            taken = min(count, len(self._pieces[self._piece]) - self._offset)
            self._offset += taken
            count -= taken
            if count:
                self._next_piece()

    def integer(self, width: int) -> int:
        """Read an unsigned number of some bytes, which never run over the end of a piece."""
        if self._offset >= len(self._pieces[self._piece]):
            self._next_piece()
        start = self._offset
        self._offset += width
        data = self._pieces[self._piece][start : self._offset]
        if len(data) < width:
            raise damaged("工作簿字符串不完整", "a string of the workbook is cut short")
        return int.from_bytes(data, "little")

    def string(self, length_bytes: int = 2) -> str:
        """Read a string with its length and flags before it; formatting runs and phonetics are passed over."""
        length = self.integer(length_bytes)
        flags = self.integer(1)
        runs = self.integer(2) if flags & 8 else 0
        phonetic = self.integer(4) if flags & 4 else 0
        parts: list[str] = []
        while length:
            piece = self._pieces[self._piece]
            width = 2 if flags & 1 else 1
            taken = min(length, (len(piece) - self._offset) // width)
            data = piece[self._offset : self._offset + taken * width]
            parts.append(data.decode("utf-16-le" if width == 2 else "latin-1", errors="replace"))
            self._offset += taken * width
            length -= taken
            if length:
                self._next_piece()
                flags = self.integer(1)
        self.skip(4 * runs + phonetic)
        return "".join(parts)

    def _next_piece(self) -> None:
        self._piece += 1
        self._offset = 0
        if self._piece >= len(self._pieces):
            raise damaged("工作簿字符串不完整", "a string of the workbook is cut short")


def rk_number(value: int) -> float:
    """Decode the short form of a number: thirty bits of a float or an integer, perhaps to be divided by a hundred."""
    if value & 2:
        number = float((value ^ 0x80000000) - 0x80000000 >> 2)
    else:
        number = float(struct.unpack("<d", b"\0\0\0\0" + struct.pack("<I", value & 0xFFFFFFFC))[0])
    return number / 100 if value & 1 else number
