"""Bytes of a text file to characters: UTF-8, UTF-16 with a byte order mark, GB18030."""

import codecs
import re
from typing import NamedTuple

from plumbline.forms.places import Cell, ReadingProblem
from plumbline.forms.sources.limits import MAX_TEXT_BYTES, check_file_size
from plumbline.forms.sources.refusals import refusal

REPLACEMENT = "\ufffd"
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SEVERAL_BYTES = re.compile(rb"[\x80-\xff]+")
_UTF16_MARKS = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


class Decoded(NamedTuple):
    """The characters of a file, its encoding, and how many places had to be replaced by U+FFFD."""

    text: str
    encoding: str
    replaced: int = 0


def decode(data: bytes) -> Decoded:
    """Decode a whole file; refuse what is no text.

    A file cut within a character or with a few broken bytes is still read: the broken places become U+FFFD.
    """
    check_file_size(data, MAX_TEXT_BYTES)
    decoded = _decode(data)
    controls = len(_CONTROL.findall(decoded.text)) if _CONTROL.search(decoded.text) else 0
    doubtful = controls + decoded.replaced
    if decoded.text.count("\0") > len(decoded.text) // 1000 or doubtful * 50 > max(len(decoded.text), 50):
        raise refusal("unknown_type", "内容不是文字", "the content is not text")
    return decoded


def decode_page(data: bytes, declared: str | None) -> Decoded:
    """Decode a web page. What it declares is believed only where the bytes do not say otherwise: servers and editors lie."""
    if (declared or "").lower().startswith("big5"):
        check_file_size(data, MAX_TEXT_BYTES)
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return _replacing(data, "big5hkscs")
    return decode(data)


def _decode(data: bytes) -> Decoded:
    for mark, encoding in _UTF16_MARKS.items():
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding)
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        return Decoded(body.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass_on = _replacing(body, "utf-8")
    if len(body) < len(data) or pass_on.replaced <= _tolerable(body):
        return pass_on
    try:
        return Decoded(body.decode("gb18030"), "gb18030")
    except UnicodeDecodeError:
        return min(_replacing(body, "gb18030"), pass_on, key=lambda decoded: decoded.replaced)


def _replacing(body: bytes, encoding: str) -> Decoded:
    text = body.decode(encoding, errors="replace")
    return Decoded(text, encoding, text.count(REPLACEMENT))


def _tolerable(body: bytes) -> int:
    """Broken places at which UTF-8 is still the likelier encoding: GB18030 text breaks at nearly every run of high bytes."""
    return 1 + len(_SEVERAL_BYTES.findall(body, 0, 1 << 16)) // 20


def damaged_characters(decoded: Decoded, file: str, part: str) -> tuple[ReadingProblem, ...]:
    """Report the replaced places of a text, located at the line of the first."""
    if not decoded.replaced:
        return ()
    line = 1 + decoded.text.count("\n", 0, max(decoded.text.find(REPLACEMENT), 0))
    return (
        ReadingProblem(
            "damaged_characters",
            f"有 {decoded.replaced} 处字符已损坏，以“{REPLACEMENT}”代替；请对照原件核对，或重新导出。",
            f'{decoded.replaced} broken characters were replaced by "{REPLACEMENT}"; compare with the original or export it again.',
            Cell(file, part, line, 1),
        ),
    )
