"""The short way through the instructions of a page gives what the library gives."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pdfminer.pdfinterp import PDFContentParser
from pdfminer.pdftypes import PDFStream
from pdfminer.psexceptions import PSEOF

from plumbline.forms.sources.pdf.instructions import ContentParser

PIECES = st.sampled_from(
    [
        b"1", b"-12", b"+3", b"--4", b"0.5", b".5", b"-.5", b"5.", b"+.", b".", b"-", b"1.2.3", b"12-3", b"1e5", b"9" * 5000,
        b"BT", b"Tj", b"T*", b"'", b'"', b"true", b"false", b"null", b"q", b"re", b"f*", b"d0", b"EI",
        b"<41 42>", b"<4142>", b"<414>", b"<41>>", b"<>", b"<", b">", b"<<", b">>", b"<zz>", b"[", b"]", b"[<0041> -12.5 (x)] TJ", b"[[1] 2]", b"{", b"}",
        b"/F1", b"/", b"/A#42", b"/\xe7\x94\xb2", b"/a.b-c", b"(abc)", b"(a(b)c)", b"(a\\)b)", b"(\\101)", b"(", b")", b"(\r\n)",
        b"% remark\n", b"%", b"\x00", b"\xff", b"#", b"BDC", b"/Span << /ActualText (x) >> BDC", b"1 0 0 1 72 720 cm",
    ]
)  # fmt: skip
SEPARATORS = st.sampled_from([b" ", b"\n", b"\r\n", b"", b"\t", b"\x0c", b" " * 4090])
TEXTS = st.lists(st.tuples(PIECES, SEPARATORS), max_size=30).map(lambda parts: b"".join(a + b for a, b in parts))


def objects(parser: PDFContentParser) -> list[Any]:
    """What the parser gives until it ends, and how it ends."""
    found: list[Any] = []
    while True:
        try:
            found.append(parser.nextobject()[1])
        except PSEOF:
            return found
        except Exception as error:  # noqa: BLE001 -- a fault of the library must be the same fault
            return [*found, type(error)]


def stream(data: bytes) -> PDFStream:
    return PDFStream({}, data)


@given(st.lists(TEXTS, min_size=1, max_size=3))
@example([b"[ 1 2 BT 3 ] TJ"])
@example([b"[1 2", b"3 4] TJ"])
@example([b"1 2 (half", b"string) Tj"])
@example([b"12", b"34 m"])
@example([b"<< /A [1 2] >> [", b"]"])
def test_the_same_objects_as_the_library(texts: list[bytes]):
    ours, theirs = (parser([stream(text) for text in texts]) for parser in (ContentParser, PDFContentParser))

    assert objects(ours) == objects(theirs)


@given(st.binary(max_size=300))
def test_the_same_objects_of_any_bytes(data: bytes):
    if b"ID" not in data:
        assert objects(ContentParser([stream(data)])) == objects(PDFContentParser([stream(data)]))


@pytest.mark.parametrize("text", [b"1 2 m 3 4 l", b"[(a) -1 <42>] TJ /F1 9 Tf (x) Tj"])
def test_objects_know_where_they_stand(text: bytes):
    ours, theirs = (parser([stream(text)]) for parser in (ContentParser, PDFContentParser))

    assert [ours.nextobject() for _ in range(4)] == [theirs.nextobject() for _ in range(4)]
