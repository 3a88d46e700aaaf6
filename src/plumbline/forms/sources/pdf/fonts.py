"""Fonts, with the tables in them that could be made endless taken out before the library reads them."""

import re
import struct
from collections.abc import Mapping
from typing import Any

from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

from plumbline.forms.sources.pdf.limits import LIBRARY_FAULTS
from plumbline.forms.sources.pdf.streams import BoundedStream

_MAX_CODES = 65_536
_MAX_MAPPED = 400_000
_MAX_MAP_BYTES = 4_000_000
_RANGE_BLOCK = re.compile(rb"begin(?:bf|cid)range(.*?)end(?:bf|cid)range", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]{1,16})>\s*<([0-9A-Fa-f\s]{1,16})>\s*(?:<|\[|\d)")
_LONG_HEX = re.compile(rb"<[0-9A-Fa-f\s]{17,}>")


class UnknownFont(PDFFont):
    """Stands for a font whose description cannot be read: none of its characters is known."""

    def to_unichr(self, cid: int) -> str:
        """Know no character."""
        raise PDFUnicodeNotDefined(None, cid)


class FontManager(PDFResourceManager):
    """Gives each font once. A font too strange to be safe loses the table in question, and with it the letters' meaning."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """Give the font for a description; the library calls this again for the fonts inside composite ones."""
        if objid and objid in self._cached_fonts:
            return self._cached_fonts[objid]
        try:
            font = super().get_font(objid, _tamed(spec))
        except LIBRARY_FAULTS:
            font = UnknownFont({}, {})
            if objid:
                self._cached_fonts[objid] = font
        file = getattr(font, "fontfile", None)
        if isinstance(file, BoundedStream):
            file.forget()
        return font


def _tamed(spec: Mapping[str, object]) -> dict[str, object]:
    tamed: dict[str, object] = dict(spec)
    for key in ("W", "W2"):
        if key in tamed:
            tamed[key] = _bounded_widths(resolve1(tamed[key]))
    if "Widths" in tamed:
        widths = resolve1(tamed["Widths"])
        tamed["Widths"] = [_number(width) for width in widths[:_MAX_CODES]] if isinstance(widths, list) else []
    if "ToUnicode" in tamed:
        mapping = resolve1(tamed["ToUnicode"])
        tamed["ToUnicode"] = mapping
        if isinstance(mapping, PDFStream) and not _is_bounded_map(mapping.get_data()):
            del tamed["ToUnicode"]
    descriptor = resolve1(tamed.get("FontDescriptor"))
    if isinstance(descriptor, dict):
        tamed["FontDescriptor"] = _tamed_descriptor(descriptor, needs_file="ToUnicode" not in tamed)
    return tamed


def _tamed_descriptor(descriptor: dict[str, Any], *, needs_file: bool) -> dict[str, Any]:
    tamed = dict(descriptor)
    box = resolve1(tamed.get("FontBBox"))
    tamed["FontBBox"] = [_number(side) for side in box[:4]] if isinstance(box, list) and len(box) >= 4 else [0, 0, 0, 0]
    file = resolve1(tamed.get("FontFile2"))
    if file is not None and not (needs_file and isinstance(file, PDFStream) and _is_bounded_font(file.get_data())):
        del tamed["FontFile2"]
    return tamed


def _number(value: object) -> float:
    value = resolve1(value)
    return value if isinstance(value, (int, float)) else 0


def _bounded_widths(widths: object) -> list[object]:
    """Keep `c [w …]` and `first last w` entries that stay within the codes a font can have."""
    kept: list[object] = []
    numbers: list[int | float] = []
    total = 0
    for entry in widths if isinstance(widths, list) else []:
        value = resolve1(entry)
        if isinstance(value, list) and len(numbers) == 1:
            kept += [numbers[0], [_number(width) for width in value[:_MAX_CODES]]]
            total += len(value)
            numbers = []
        elif isinstance(value, (int, float)):
            numbers.append(value)
            if len(numbers) == 3:
                if 0 <= numbers[0] <= numbers[1] < _MAX_CODES:
                    kept += numbers
                    total += int(numbers[1] - numbers[0]) + 1
                numbers = []
        if total > _MAX_MAPPED:
            break
    return kept


def _is_bounded_map(data: bytes) -> bool:
    if len(data) > _MAX_MAP_BYTES or (_LONG_HEX.search(data) is not None and b"usecmap" in data):
        return False
    total = 0
    for block in _RANGE_BLOCK.finditer(data):
        for found in _RANGE.finditer(block[1]):
            first, last = (int(b"".join(code.split()) or b"0", 16) for code in found.groups())
            total += max(0, last - first + 1)
            if last - first >= _MAX_CODES or total > _MAX_MAPPED:
                return False
    return True


def _is_bounded_font(data: bytes) -> bool:
    """Whether a TrueType file's character table can be walked: formats 4 and 12 name ranges, which may be lies."""
    try:
        count = struct.unpack(">H", data[4:6])[0]
        for at in range(12, 12 + 16 * min(count, 64), 16):
            tag, _, offset, _ = struct.unpack(">4sLLL", data[at : at + 16])
            if tag == b"cmap":
                return sum(_mapped_codes(data, table) for table in _character_tables(data, offset)) <= _MAX_MAPPED
    except struct.error:
        return False
    return True


def _character_tables(data: bytes, offset: int) -> list[int]:
    count = min(struct.unpack(">H", data[offset + 2 : offset + 4])[0], 16)
    return [offset + struct.unpack(">L", data[offset + 8 + 8 * i : offset + 12 + 8 * i])[0] for i in range(count)]


def _mapped_codes(data: bytes, at: int) -> int:
    kind = struct.unpack(">H", data[at : at + 2])[0]
    if kind == 4:
        segments = struct.unpack(">H", data[at + 6 : at + 8])[0] // 2
        ends = struct.unpack(f">{segments}H", data[at + 14 : at + 14 + 2 * segments])
        starts = struct.unpack(f">{segments}H", data[at + 16 + 2 * segments : at + 16 + 4 * segments])
        return sum(max(0, end - start + 1) for start, end in zip(starts, ends, strict=True))
    if kind == 12:
        groups = struct.unpack(">L", data[at + 12 : at + 16])[0]
        if groups > _MAX_MAPPED:
            return _MAX_MAPPED + 1
        bounds = struct.unpack(f">{3 * groups}L", data[at + 16 : at + 16 + 12 * groups])
        return sum(max(0, last - first + 1) for first, last in zip(bounds[0::3], bounds[1::3], strict=True))
    if kind == 10:
        return int(struct.unpack(">L", data[at + 16 : at + 20])[0])
    return _MAX_CODES
