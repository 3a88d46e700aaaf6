"""What a file is: by its content, never by its name; harmful ones are refused with a reason."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
import xlsxwriter
from tests.servicecloud.factories import PNG

from servicecloud.files.content import MAX_PIXELS, check_accepted, kind_of, safe_name
from servicecloud.files.enums import DOCUMENTS, FileKind
from servicecloud.files.errors import FileRefusedError


def word() -> bytes:
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def excel() -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        book.add_worksheet().write(0, 0, "企业名称")
    return stream.getvalue()


def archive(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in members.items():
            target.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def png_of(width: int, height: int) -> bytes:
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))


def jpeg_of(width: int, height: int, *, before: bytes = b"") -> bytes:
    return b"\xff\xd8" + before + b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + bytes(9)


EXIF = b"\xff\xe1" + struct.pack(">H", 2 + 400) + bytes(400)
WEBP = (
    b"RIFF"
    + struct.pack("<I", 40)
    + b"WEBPVP8X"
    + struct.pack("<I", 10)
    + bytes(4)
    + b"\x63\x00\x00\x31\x00\x00"
    + bytes(8)
)
GIF = b"GIF89a" + struct.pack("<HH", 10, 20) + bytes(20)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def written(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "upload"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, FileKind.PNG),
        (jpeg_of(640, 480), FileKind.JPEG),
        (jpeg_of(640, 480, before=EXIF), FileKind.JPEG),
        (GIF, FileKind.GIF),
        (WEBP, FileKind.WEBP),
        (PDF, FileKind.PDF),
        (word(), FileKind.DOCX),
        (excel(), FileKind.XLSX),
        ("企业名称,代码\n甲,1\n乙,2\n".encode(), FileKind.CSV),
        ("一封说明。\n".encode("gb18030"), FileKind.TEXT),
        (b"<!doctype html><html></html>", FileKind.HTML),
    ],
)
def test_a_file_is_known_by_its_content(tmp_path, data, kind):
    assert kind_of(written(tmp_path, data)) == kind


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (b"", "空的"),
        (b"MZ" + bytes(200), "不是可以上传的类型"),
        (b"\x7fELF" + bytes(200), "不是可以上传的类型"),
        (archive(readme=b"hello"), "压缩包"),
        (word()[:900], "损坏"),
        (archive(**{"word__document.xml": b"<x/>", "word__media__a.bmp": bytes(40 << 20)}), "膨胀"),
        (png_of(20_000, 20_000), "像素"),
        (png_of(0, 5), "像素"),
        (b"\x89PNG\r\n\x1a\n", "损坏"),
        (jpeg_of(30_000, 30_000, before=EXIF), "像素"),
        (b"\xff\xd8\xff\xe0", "损坏"),
    ],
)
def test_what_is_harmful_or_broken_is_refused_with_its_reason(tmp_path, data, part):
    with pytest.raises(FileRefusedError) as refused:
        kind_of(written(tmp_path, data))

    assert part in str(refused.value)


def test_the_largest_picture_allowed_is_allowed(tmp_path):
    assert kind_of(written(tmp_path, png_of(MAX_PIXELS // 10_000, 10_000))) == FileKind.PNG


def test_a_kind_that_a_place_does_not_take_is_named_with_what_it_takes():
    with pytest.raises(FileRefusedError) as refused:
        check_accepted(FileKind.PNG, DOCUMENTS)

    assert "不接受PNG 图片" in str(refused.value)
    assert "PDF 文档" in str(refused.value)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\王\\执照.pdf", "执照.pdf"),
        ('a<b>:"c|d?.pdf', "abcd.pdf"),
        ("行\n换\x00.txt", "行换.txt"),
        ("", "file"),
        ("...", "file"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
def test_a_name_keeps_what_people_read_and_nothing_that_leads_elsewhere(given, kept):
    assert safe_name(given) == kept
