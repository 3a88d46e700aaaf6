"""What kind of file some bytes are. Only the content counts: names and extensions lie too often."""

import re
from typing import Literal

from plumbline.forms.sources.csv import looks_like_csv
from plumbline.forms.sources.refusals import refusal

FileKind = Literal["docx", "xlsx", "xls", "doc", "pdf", "html", "mht", "csv", "text"]
"""`doc` is everything that only LibreOffice can turn into docx: old Word, WPS Writer, RTF, Word 2003 XML."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_FORMS: tuple[tuple[bytes, str, str], ...] = (
    (b"\x89PNG", "PNG 图片", "a PNG picture"),
    (b"\xff\xd8\xff", "JPEG 图片", "a JPEG picture"),
    (b"GIF8", "GIF 图片", "a GIF picture"),
    (b"II*\0", "TIFF 图片", "a TIFF picture"),
    (b"MM\0*", "TIFF 图片", "a TIFF picture"),
    (b"Rar!", "RAR 压缩包，请先解压", "a RAR archive, unpack it first"),
    (b"7z\xbc\xaf", "7z 压缩包，请先解压", "a 7z archive, unpack it first"),
    (b"\x1f\x8b", "gzip 压缩包，请先解压", "a gzip archive, unpack it first"),
    (b"PK\x05\x06", "空的压缩包", "an empty archive"),
    (b"MZ", "程序文件", "a program"),
    (b"\x7fELF", "程序文件", "a program"),
)
_PAGE = re.compile(rb"<(!doctype\s+html|html[\s>]|table[\s>])", re.IGNORECASE)
_WORD_XML = re.compile(rb"<\?mso-application[^>]*Word\.Document|<([a-z]+:)?wordDocument[\s>]|<pkg:package[\s>]")
_HEAD_BYTES = 4096
_BLANK = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"  # byte order marks and blanks, in any encoding


def file_kind(data: bytes) -> FileKind:
    """Tell the kind of a file; refuse what is empty or no kind of form file."""
    head = data[:_HEAD_BYTES]
    if not head.strip(_BLANK) and not data.strip(_BLANK):
        raise refusal("empty_file")
    if head.startswith(_ZIP):
        from plumbline.forms.sources.package import package_kind

        return package_kind(data)
    if head.startswith(_OLE):
        from plumbline.forms.sources.ole import ole_kind

        return ole_kind(data)
    for magic, zh, en in _NOT_FORMS:
        if head.startswith(magic) and not (magic == b"MZ" and b"\0" not in head):
            raise refusal("unknown_type", zh, en)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    return _text_kind(data, head.lstrip(_BLANK))


def _text_kind(data: bytes, start: bytes) -> FileKind:
    """Tell apart what consists of characters. Text with stray tags such as `<p>` is text, not a web page."""
    if start.startswith(b"{\\rtf"):
        return "doc"
    if start[:13].lower() == b"mime-version:" or (start[:5].lower() == b"from:" and b"\nMIME-Version:" in start):
        return "mht"
    head = _as_ascii(data[:_HEAD_BYTES])
    opening = head.lstrip(b" \t\r\n")
    if opening.startswith(b"<"):
        if _WORD_XML.search(head):
            return "doc"
        if _PAGE.match(opening) or (
            _PAGE.search(head) and opening.startswith((b"<?xml", b"<!--", b"<meta", b"<head", b"<style"))
        ):
            return "html"
        if opening.startswith(b"<?xml"):
            raise refusal("unknown_type", "XML 数据", "XML data")
    return "csv" if looks_like_csv(data) else "text"


def _as_ascii(head: bytes) -> bytes:
    """Make the markup of UTF-16 visible to byte patterns."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head[2:].replace(b"\0", b"")
    return head.removeprefix(b"\xef\xbb\xbf")
