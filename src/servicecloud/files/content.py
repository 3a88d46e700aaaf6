"""What a file is, told by its content alone, within limits that keep hostile files from harming whoever opens them."""

import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from plumbline.errors import UnreadableFileError
from plumbline.forms.sources.package import SUSPECT_BYTES, SUSPECT_RATIO
from plumbline.forms.sources.refusals import refusal
from plumbline.forms.sources.sniff import file_kind
from servicecloud.files.enums import ATTACHMENTS, IMAGES, FileKind
from servicecloud.files.errors import FileRefusedError

HEAD = 256 * 1024
MAX_UNPACKED = 512 << 20
MAX_PIXELS = 100_000_000
"""A picture of more pixels takes gigabytes to show, however small the file is."""

_PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
Size = tuple[int, int]


def kind_of(path: Path) -> FileKind:
    """Return the kind of a file, or raise `FileRefusedError` for what is harmful, damaged or of no known kind."""
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    kind = _image_kind(head)
    if kind is not None:
        _check_pixels(_SIZES[kind](head))
        return kind
    try:
        # Packages are judged whole (their directory is at the end); of all else the beginning tells.
        kind = FileKind(file_kind(path.read_bytes() if head.startswith(_PACKED) else head))
        if kind in {FileKind.DOCX, FileKind.XLSX}:
            _check_swelling(path)
    except UnreadableFileError as error:
        if error.code == "unknown_type":  # the reader of forms would advise on forms
            raise FileRefusedError(why=_not_taken()) from error
        is_english = (get_language() or "").startswith("en")
        raise FileRefusedError(why=error.message("en" if is_english else "zh")) from error
    return kind


def check_accepted(kind: FileKind, accepted: frozenset[FileKind]) -> None:
    """Refuse a kind this place does not take, naming what it takes."""
    if kind not in accepted:
        values = {"kind": kind.label, "names": _names(accepted)}
        raise FileRefusedError(why=_("这里不接受%(kind)s。可以上传：%(names)s。") % values)


def safe_name(name: str) -> str:
    """Return a file name without folders and control characters, its ending kept."""
    plain = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(char for char in plain if char.isprintable() and char not in '<>:"|?*').strip(" .")
    stem, dot, ending = plain.rpartition(".")
    if len(plain) > 200 and dot and len(ending) < 10:
        return f"{stem[: 199 - len(ending)]}.{ending}"
    return plain[:200] or "file"


def is_image(kind: str) -> bool:
    """Return whether browsers show this kind by themselves."""
    return kind in IMAGES


def _not_taken() -> str:
    values = {"names": _names(ATTACHMENTS)}
    return _("文件的内容不是可以上传的类型（后缀不作数；压缩包请先解压）。可以上传：%(names)s。") % values


def _names(kinds: frozenset[FileKind]) -> str:
    return "、".join(str(item.label) for item in FileKind if item in kinds)


def _image_kind(head: bytes) -> FileKind | None:
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return FileKind.PNG
    if head.startswith(b"\xff\xd8\xff"):
        return FileKind.JPEG
    if head[:6] in {b"GIF87a", b"GIF89a"}:
        return FileKind.GIF
    return FileKind.WEBP if head[:4] == b"RIFF" and head[8:12] == b"WEBP" else None


def _check_pixels(size: Size | None) -> None:
    if size is None:
        raise FileRefusedError(why=_("图片不完整或已损坏，请重新导出后再上传。"))
    width, height = size
    if not width or not height or width * height > MAX_PIXELS:
        raise FileRefusedError(
            why=_("图片为 %(width)d×%(height)d 像素，超过一亿像素的上限。请缩小后再上传。")
            % {"width": width, "height": height}
        )


def _check_swelling(path: Path) -> None:
    """Refuse a package whose parts would swell abnormally in whatever program opens it."""
    with zipfile.ZipFile(path) as package:
        parts = package.infolist()
    total = sum(part.file_size for part in parts)
    swollen = (
        part.file_size > SUSPECT_BYTES and part.file_size > SUSPECT_RATIO * max(part.compress_size, 1) for part in parts
    )
    if total > MAX_UNPACKED or any(swollen):
        raise refusal("bomb", f"解压后达 {total >> 20} MB", f"{total >> 20} MB when unpacked")


def _png_size(head: bytes) -> Size | None:
    return struct.unpack(">II", head[16:24]) if head[12:16] == b"IHDR" and len(head) >= 24 else None


def _gif_size(head: bytes) -> Size | None:
    return struct.unpack("<HH", head[6:10]) if len(head) >= 10 else None


def _webp_size(head: bytes) -> Size | None:
    chunk = head[12:16]
    if len(head) < 30:
        return None
    if chunk == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if chunk == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", head[26:30])
    return (width & 0x3FFF, height & 0x3FFF) if chunk == b"VP8 " else None


def _jpeg_size(head: bytes) -> Size | None:
    """Walk the segments to the frame header; thumbnails inside EXIF data are passed over with their segment."""
    at = 2
    while at + 9 <= len(head) and head[at] == 0xFF:
        marker = head[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", head[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(head[at + 2 : at + 4], "big")
    return None


_SIZES: dict[FileKind, Callable[[bytes], Size | None]] = {
    FileKind.PNG: _png_size,
    FileKind.GIF: _gif_size,
    FileKind.WEBP: _webp_size,
    FileKind.JPEG: _jpeg_size,
}
