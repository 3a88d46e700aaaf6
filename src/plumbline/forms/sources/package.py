"""Office Open XML packages: which kind they are, and their parts, unpacked within limits."""

import io
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, Literal

from lxml import etree

from plumbline.errors import UnreadableFileError
from plumbline.forms.sources.limits import MAX_MARKUP
from plumbline.forms.sources.refusals import damaged, refusal

MAX_ENTRIES = 20_000
MAX_PART_BYTES = 64 << 20
MAX_UNPACKED_BYTES = 2 << 30
MAX_READ_BYTES = 96 << 20
MAX_READ_MARKUP = 5_000_000
"""Bytes and tags that all parts read of one package may come to, a part read twice counted twice."""

MAX_TREE_BYTES = 32 << 20
_UNCOUNTED_BYTES = 1 << 20
SUSPECT_RATIO = 200
SUSPECT_BYTES = 16 << 20

WORD_MAIN = "word/document.xml"
WORKBOOK_MAIN = "xl/workbook.xml"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)
_ZIP_ERRORS = (
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    EOFError,
    LookupError,
    OverflowError,
    zlib.error,
)


def package_kind(data: bytes) -> Literal["docx", "xlsx"]:
    """Tell a Word package from an Excel package; refuse every other archive."""
    package = Package(data)
    if package.has(WORD_MAIN):
        return "docx"
    if package.has(WORKBOOK_MAIN):
        return "xlsx"
    if package.has("xl/workbook.bin"):
        raise refusal("unknown_type", "xlsb 二进制工作簿，请另存为 xlsx", "a binary xlsb workbook, save it as xlsx")
    if package.has("mimetype"):
        raise refusal(
            "unknown_type", "OpenDocument 文件，请另存为 docx 或 xlsx", "an OpenDocument file, save it as docx or xlsx"
        )
    if package.has("ppt/presentation.xml"):
        raise refusal("unknown_type", "演示文稿", "a presentation")
    if package.has("[Content_Types].xml"):
        raise damaged("缺少正文部分", "its main part is missing")
    raise refusal("unknown_type", "压缩包，请先解压", "an archive, unpack it first")


class Package:
    """The parts of a zip container. Sizes are checked in the central directory and again while unpacking."""

    def __init__(self, data: bytes) -> None:
        self._read_bytes = 0
        self._read_markup = 0
        if data.count(b"PK\x01\x02") > MAX_ENTRIES:
            raise refusal("bomb", f"压缩包内超过 {MAX_ENTRIES} 个文件", f"more than {MAX_ENTRIES} files in the archive")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _ZIP_ERRORS as error:
            raise damaged("压缩结构不完整", "its archive structure is broken") from error
        self._parts = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self._zip.infolist()}
        total = sum(info.file_size for info in self._parts.values())
        if total > MAX_UNPACKED_BYTES:
            raise _swelling(total, len(data))

    def has(self, name: str) -> bool:
        """Tell whether the package has a part."""
        return name.lower() in self._parts

    def open(self, name: str) -> "_Part":
        """Open a part for reading piece by piece, with its tags and bytes counted."""
        info = self._parts.get(name.lower())
        if info is None:
            raise damaged(f"缺少 {name}", f"{name} is missing")
        if info.flag_bits & 1:
            raise refusal("encrypted")
        if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
            raise damaged("压缩方式不正常", "an unusual compression")
        swollen = info.file_size > SUSPECT_BYTES and info.file_size > SUSPECT_RATIO * max(info.compress_size, 1)
        if swollen or info.file_size > MAX_PART_BYTES:
            raise _swelling(info.file_size, info.compress_size)
        try:
            return _Part(self._zip.open(info), self._count)
        except _ZIP_ERRORS as error:
            raise damaged("压缩结构不完整", "its archive structure is broken") from error

    def _count(self, piece: bytes) -> None:
        self._read_bytes += len(piece)
        if self._read_bytes > _UNCOUNTED_BYTES:
            self._read_markup += piece.count(b"<")
        if self._read_bytes > MAX_READ_BYTES or self._read_markup > MAX_READ_MARKUP:
            raise markup_refusal(self._read_bytes, self._read_markup)

    def read(self, name: str) -> bytes:
        """Unpack a part whole."""
        with self.open(name) as part:
            return part.read()

    def tree(self, name: str) -> etree._Element:
        """Unpack a part and parse it."""
        return parse_xml(self.read(name))


class _Part(io.RawIOBase):
    """A part being unpacked: broken data becomes a refusal, and so does markup without end."""

    def __init__(self, stream: IO[bytes], count: Callable[[bytes], None]) -> None:
        self._stream = stream
        self._count = count
        self._size = 0
        self._tail = b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        wanted = MAX_PART_BYTES + 1 - self._size if size < 0 else size
        try:
            piece = self._stream.read(wanted)
        except _ZIP_ERRORS as error:
            raise damaged("压缩数据有误", "its compressed data are wrong") from error
        if b"<!DOCTYPE" in self._tail + piece:
            raise _entities()
        self._tail = piece[-16:]
        self._count(piece)
        self._size += len(piece)
        if self._size > MAX_PART_BYTES:
            raise _swelling(self._size, 0)
        return piece


def parse_xml(data: bytes) -> etree._Element:
    """Parse XML without entities, network or unbounded depth."""
    if b"<!DOCTYPE" in data:
        raise _entities()
    markup = data.count(b"<") + data.count(b'="') + data.count(b"='") if len(data) > MAX_MARKUP else 0
    if len(data) > MAX_TREE_BYTES or markup > MAX_MARKUP:
        raise markup_refusal(len(data), markup)
    for strict, transitional in _STRICT:
        if strict in data:
            data = data.replace(strict, transitional)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as error:
        raise xml_refusal(error) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise _entities()
    return root


def markup_refusal(size: int, markup: int) -> UnreadableFileError:
    """Say that there is too much XML."""
    megabytes = size >> 20
    return refusal(
        "too_large", f"内部 XML 有 {megabytes} MB、{markup} 个标记", f"{megabytes} MB and {markup} tags of XML"
    )


def xml_refusal(error: etree.XMLSyntaxError) -> UnreadableFileError:
    """Say why XML could not be parsed."""
    message = str(error)
    if "depth" in message.lower():
        return refusal("too_deep")
    if "entity" in message.lower() and ("loop" in message or "amplification" in message):
        return _entities()
    line = error.lineno or 1
    return damaged(f"内部 XML 第 {line} 行有误", f"a fault in line {line} of its XML")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, remove_comments=True, remove_pis=True
    )


def _swelling(unpacked: int, packed: int) -> UnreadableFileError:
    size = unpacked >> 20
    if unpacked > SUSPECT_RATIO * packed:
        return refusal("bomb", f"展开后 {size} MB", f"{size} MB unpacked")
    return refusal("too_large", f"展开后 {size} MB", f"{size} MB unpacked")


def _entities() -> UnreadableFileError:
    return refusal("bomb", "内部 XML 带有实体定义", "its XML defines entities")
