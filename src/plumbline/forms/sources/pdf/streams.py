"""Streams that cannot unpack to more than is allowed, and the parser that makes them."""

import re
import zlib
from io import BytesIO
from typing import Any

from pdfminer.ascii85 import ascii85decode, asciihexdecode
from pdfminer.lzw import LZWDecoder
from pdfminer.pdfparser import PDFParser, PDFSyntaxError
from pdfminer.pdftypes import (
    LITERALS_ASCII85_DECODE,
    LITERALS_ASCIIHEX_DECODE,
    LITERALS_FLATE_DECODE,
    LITERALS_LZW_DECODE,
    LITERALS_RUNLENGTH_DECODE,
    DecipherCallable,
    PDFStream,
    dict_value,
    resolve1,
)
from pdfminer.psparser import PSKeyword
from pdfminer.runlength import rldecode
from pdfminer.utils import apply_png_predictor, apply_tiff_predictor

from plumbline.forms.sources.pdf.limits import MAX_FILTERED_IN_PYTHON_BYTES, MAX_STREAM_BYTES, Budget, bomb

_INFLATE_STEP = 1_000_000
_LINE_END = re.compile(rb"[ \t]*(?:\r\n|\n|\r)?")
_CLOSED = re.compile(rb"\s*endstream")


class BoundedStream(PDFStream):
    """A stream whose decoding stops at a limit. Pictures are never decoded: they give empty bytes."""

    def __init__(
        self, attrs: dict[str, Any], rawdata: bytes, decipher: DecipherCallable | None, budget: Budget
    ) -> None:
        super().__init__(attrs, rawdata, decipher)
        self._budget = budget
        budget.hold(len(rawdata))

    def decode(self) -> None:
        """Fill `data`. Unlike the library's, keeps `rawdata`, so that `forget` can give memory back."""
        data = self.rawdata or b""
        if self.decipher and self.objid is not None and self.genno is not None:
            data = self.decipher(self.objid, self.genno, data, self.attrs)
        for name, parameters in self.get_filters():
            data = _predicted(_filtered(name, data), parameters)
        self._budget.unpack(len(data))
        self.data = data

    def forget(self) -> None:
        """Drop the decoded bytes; they are decoded again when asked for."""
        self.data = None


def _filtered(name: object, data: bytes) -> bytes:
    if name in LITERALS_FLATE_DECODE:
        return _inflated(data)
    if name in LITERALS_ASCII85_DECODE or name in LITERALS_ASCIIHEX_DECODE:
        _check_python_filter(len(data))
        return ascii85decode(data) if name in LITERALS_ASCII85_DECODE else asciihexdecode(data)
    if name in LITERALS_RUNLENGTH_DECODE:
        _check_python_filter(len(data) * 64)
        return rldecode(data)
    if name in LITERALS_LZW_DECODE:
        return _lzw_decoded(data)
    return b""


def _inflated(data: bytes) -> bytes:
    """Inflate; a damaged end keeps what came before it."""
    inflater = zlib.decompressobj()
    pieces: list[bytes] = []
    total = 0
    rest = data
    while rest and not inflater.eof:
        try:
            piece = inflater.decompress(rest, _INFLATE_STEP)
        except zlib.error:
            return b"".join(pieces) if pieces else _inflated_in_small_steps(data)
        total += len(piece)
        if total > MAX_STREAM_BYTES:
            raise bomb()
        pieces.append(piece)
        rest = inflater.unconsumed_tail
    return b"".join(pieces)


def _inflated_in_small_steps(data: bytes) -> bytes:
    inflater = zlib.decompressobj()
    pieces: list[bytes] = []
    for start in range(0, min(len(data), MAX_FILTERED_IN_PYTHON_BYTES), 64):
        try:
            pieces.append(inflater.decompress(data[start : start + 64], 64 * 1100))
        except zlib.error:
            break
    return b"".join(pieces)


def _lzw_decoded(data: bytes) -> bytes:
    _check_python_filter(4 * len(data))
    pieces: list[bytes] = []
    total = 0
    for piece in LZWDecoder(BytesIO(data)).run():
        total += len(piece)
        _check_python_filter(total)
        pieces.append(piece)
    return b"".join(pieces)


def _predicted(data: bytes, parameters: object) -> bytes:
    if not isinstance(parameters, dict) or resolve1(parameters.get("Predictor", 1)) == 1:
        return data
    predictor, colors, columns, bits = (
        int(resolve1(parameters.get(key, default)))
        for key, default in (("Predictor", 1), ("Colors", 1), ("Columns", 1), ("BitsPerComponent", 8))
    )
    if not (1 <= colors <= 32 and 1 <= columns <= 100_000 and 1 <= bits <= 16):
        raise PDFSyntaxError("predictor out of range")
    _check_python_filter(len(data))
    if predictor == 2:
        return apply_tiff_predictor(colors, columns, bits, data)
    return apply_png_predictor(predictor, colors, columns, bits, data)


def _check_python_filter(count: int) -> None:
    if count > MAX_FILTERED_IN_PYTHON_BYTES:
        raise bomb()


class BoundedParser(PDFParser):
    """Parses objects of a file held in memory; its streams are `BoundedStream`, and `/Length` need not be right."""

    def __init__(self, data: bytes, budget: Budget) -> None:
        # Long tokens are joined piece by piece, so the number of pieces must stay small.
        self.BUFSIZ = max(16_384, len(data) // 96)
        super().__init__(BytesIO(data))
        self.content = data
        self._budget = budget

    def do_keyword(self, pos: int, token: PSKeyword) -> None:
        """Handle a keyword between objects; only streams differ from the library."""
        if token is not self.KEYWORD_STREAM:
            super().do_keyword(pos, token)
            return
        popped = self.pop(1)
        if not popped or self.doc is None:
            raise PDFSyntaxError("a stream without a dictionary")
        attributes = dict_value(popped[0][1])
        gap = _LINE_END.match(self.content, pos + len(b"stream"))
        start = gap.end() if gap else pos + len(b"stream")
        end = self._end_of_stream(start, resolve1(attributes.get("Length")))
        self.seek(end)
        self.push((pos, BoundedStream(attributes, self.content[start:end], self.doc.decipher, self._budget)))

    def _end_of_stream(self, start: int, length: object) -> int:
        if isinstance(length, int) and length >= 0 and _CLOSED.match(self.content, start + length):
            return start + length
        found = self.content.find(b"endstream", start)
        if found < 0:
            return len(self.content)
        end = found
        if self.content[end - 1 : end] == b"\n":
            end -= 1
        if self.content[end - 1 : end] == b"\r":
            end -= 1
        return max(end, start)
