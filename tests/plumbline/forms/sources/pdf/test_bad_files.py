"""Files that are damaged, locked, scanned or built to do harm: one refusal or a located problem, never another exception."""

import logging
import zlib
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter
from tests.effort import fuzz_cases
from tests.plumbline.forms.sources.pdf.forms import target_table
from tests.plumbline.forms.sources.pdf.making import LATIN, assembled, document, raw_pdf, stream, table

from plumbline.errors import UnreadableFileError
from plumbline.forms.grid import Document, Grid
from plumbline.forms.sources.pdf import limits, read_pdf

HELLO = b"BT /F1 10 Tf 60 510 Td (Hello) Tj ET"
IMAGE = stream(
    b"\x80" * 16, b"/Type /XObject /Subtype /Image /Width 4 /Height 4 /BitsPerComponent 8 /ColorSpace /DeviceGray"
)
SCAN = b"q 595 0 0 842 0 0 cm /Im1 Do Q"
WITH_IMAGE = b"<< /XObject << /Im1 10 0 R >> /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"


def form() -> bytes:
    return document("#align(center)[目标表]\n" + table(target_table(), columns="1fr, 1fr, 1fr, 1fr"))


def texts(read: Document) -> list[str]:
    return [cell.text for block in read.blocks if isinstance(block, Grid) for cell in block.cells]


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFileError) as refused:
        read_pdf(data, "form.pdf")
    assert refused.value.message("zh").endswith("。")
    assert refused.value.message("en").endswith(".")
    return refused.value.code


def codes(read: Document) -> list[str]:
    return [problem.code for problem in read.problems]


def locked(*, user: str, owner: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(BytesIO(form())))
    writer.encrypt(user_password=user, owner_password=owner, algorithm=algorithm)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_pages(*contents: bytes, resources: bytes = WITH_IMAGE) -> bytes:
    objects = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 10: IMAGE}
    for index, content in enumerate(contents):
        objects[100 + index] = content if content.startswith(b"<<") else stream(content)
        objects[1000 + index] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources %s >>"
            % (100 + index, resources)
        )
    kids = b" ".join(b"%d 0 R" % (1000 + index) for index in range(len(contents)))
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(contents))
    return assembled(objects)


@pytest.mark.parametrize("data", [b"", b"  \r\n "], ids=["nothing", "blanks"])
def test_an_empty_file_is_refused(data: bytes):
    assert refusal(data) == "empty_file"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n%%EOF",
        b"PK\x03\x04 not a pdf",
        "这不是一个PDF文件".encode(),
        b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer << /Root 1 0 R >>",
        b"%PDF-1.4\n" + b"startxref\n5\n" * 50,
    ],
    ids=["header", "header and end", "zip", "text", "no pages", "lost table"],
)
def test_a_file_without_a_page_is_refused_as_damaged(data: bytes):
    assert refusal(data) == "damaged"


def test_a_file_with_a_user_password_is_refused():
    for algorithm in ("RC4-128", "AES-128", "AES-256"):
        assert refusal(locked(user="secret", owner="owner", algorithm=algorithm)) == "encrypted"


def test_a_file_with_only_an_owner_password_is_read():
    for algorithm in ("RC4-128", "AES-128", "AES-256"):
        assert texts(read_pdf(locked(user="", owner="owner", algorithm=algorithm), "form.pdf")) == texts(
            read_pdf(form(), "form.pdf")
        )


def test_a_scan_is_refused_with_the_way_out():
    assert refusal(with_pages(SCAN, SCAN)) == "scanned_pdf"
    with pytest.raises(UnreadableFileError, match=r"扫描件.*Word"):
        read_pdf(with_pages(SCAN), "form.pdf")


def test_a_scan_with_a_page_number_printed_over_it_is_still_a_scan():
    assert (
        refusal(with_pages(*[SCAN + b" BT /F1 9 Tf 300 20 Td (%d) Tj ET" % number for number in range(3)]))
        == "scanned_pdf"
    )


def test_text_drawn_as_outlines_only_is_a_scan():
    glyph = b"100 100 m 110 120 130 130 120 100 c f "
    assert refusal(raw_pdf(glyph * 200)) == "scanned_pdf"


def test_scanned_pages_among_others_are_one_problem_a_run():
    read = read_pdf(with_pages(HELLO, SCAN, SCAN, HELLO, SCAN), "form.pdf")

    assert codes(read) == ["scanned_page", "scanned_page"]
    assert [problem.cell and problem.cell.part for problem in read.problems] == ["page:2", "page:5"]
    assert "第 2 至 3 页" in read.problems[0].message_zh


def test_a_recognised_scan_with_a_text_layer_is_read():
    layer = SCAN + b" BT 3 Tr /F1 10 Tf 60 700 Td (Recognised text of the page, which is long enough to count) Tj ET"

    read = read_pdf(with_pages(layer), "form.pdf")

    assert codes(read) == []
    assert len(read.blocks) == 1


def test_blank_pages_are_no_scan():
    read = read_pdf(with_pages(b"", b""), "form.pdf")

    assert read.blocks == ()
    assert codes(read) == ["nothing_found"]


def unmapped() -> dict[int, bytes]:
    return {
        11: b"<< /Type /Font /Subtype /Type0 /BaseFont /Strange /Encoding /Identity-H /DescendantFonts [12 0 R] >>",
        12: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Strange /DW 1000 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 13 0 R >>",
        13: b"<< /Type /FontDescriptor /FontName /Strange /Flags 4 /FontBBox [0 0 1000 1000] >>",
    }


BOTH_FONTS = b"<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /F2 11 0 R >> >>"


def test_letters_of_a_font_without_an_encoding_are_counted_and_marked():
    content = HELLO + b" BT /F2 10 Tf 60 400 Td <000100020003> Tj ET"

    read = read_pdf(raw_pdf(content, resources=BOTH_FONTS, extra=unmapped()), "form.pdf")

    assert [block.text for block in read.blocks if not isinstance(block, Grid)] == ["Hello", "\ufffd\ufffd\ufffd"]
    assert codes(read) == ["garbled_text"]
    assert read.problems[0].cell == read.cell("page:1", 1)


def test_a_file_of_nothing_but_unreadable_letters_is_refused():
    content = b"BT /F2 10 Tf 60 400 Td <000100020003000400050006> Tj ET"
    assert refusal(raw_pdf(content, resources=BOTH_FONTS, extra=unmapped())) == "garbled_text"


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.99])
def test_a_truncated_file_gives_what_is_left_or_is_refused(share: float):
    data = form()

    read = read_or_refuse(data[: int(len(data) * share)])

    assert read is None or "damaged_file_mended" in codes(read)


@pytest.mark.parametrize(
    "harm",
    [
        lambda data: data.replace(b"startxref", b"startxxxx"),
        lambda data: data[: data.rfind(b"xref\n", 0, data.rfind(b"startxref"))],
        lambda data: b"noise before the header\r\n" * 9 + data,
    ],
    ids=["no pointer", "no table", "moved"],
)
def test_a_file_whose_table_of_objects_is_wrong_is_mended(harm: Callable[[bytes], bytes]):
    read = read_pdf(harm(raw_pdf(HELLO, resources=LATIN)), "form.pdf")

    assert [block.text for block in read.blocks if not isinstance(block, Grid)] == ["Hello"]
    assert codes(read) == ["damaged_file_mended"]


def test_a_wrong_stream_length_does_no_harm():
    data = raw_pdf(HELLO, resources=LATIN).replace(b"/Length %d " % len(HELLO), b"/Length %d " % (len(HELLO) + 30))

    assert len(read_pdf(data, "form.pdf").blocks) == 1


def test_one_damaged_page_does_not_stop_the_others():
    data = with_pages(HELLO, HELLO, HELLO).replace(b"/Contents 101 0 R /Resources", b"/Contents 101 0 R 7 Resources")

    read = read_pdf(data, "form.pdf")

    assert [block.part for block in read.blocks] == ["page:1", "page:3"]
    assert codes(read) == ["damaged_page"]


@pytest.mark.parametrize(
    "objects",
    [
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"2 0 R"},
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"3 0 R", 3: b"2 0 R"},
        {
            1: b"<< /Type /Catalog /Pages 2 0 R >>",
            2: b"<< /Type /Pages /Kids [2 0 R 3 0 R] >>",
            3: b"<< /Type /Pages /Kids [2 0 R] >>",
        },
    ],
    ids=["itself", "each other", "kids"],
)
def test_references_that_go_round_end(objects: dict[int, bytes]):
    assert refusal(assembled(objects)) == "damaged"


def test_tables_of_objects_that_point_at_each_other_end():
    data = raw_pdf(HELLO, resources=LATIN)
    start = data.rfind(b"xref\n", 0, data.rfind(b"startxref"))

    read = read_pdf(data.replace(b"trailer\n<<", b"trailer\n<< /Prev %d " % start), "form.pdf")

    assert len(read.blocks) == 1


def test_a_page_tree_of_thousands_of_levels_is_read():
    levels = {number: b"<< /Type /Pages /Kids [%d 0 R] >>" % (number + 1) for number in range(2, 3000)}
    levels[3000] = b"<< /Type /Page /MediaBox [0 0 595 842] /Contents 4000 0 R /Resources %s >>" % LATIN
    levels[4000] = stream(HELLO)

    assert len(read_pdf(assembled({1: b"<< /Type /Catalog /Pages 2 0 R >>", **levels}), "form.pdf").blocks) == 1


def test_a_form_that_draws_itself_ends():
    extra = {
        10: stream(
            b"/Fm1 Do",
            b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /Fm1 10 0 R >> >>",
        )
    }

    read = read_pdf(
        raw_pdf(HELLO + b" /Fm1 Do", resources=LATIN[:-2] + b"/XObject << /Fm1 10 0 R >> >>", extra=extra), "form.pdf"
    )

    assert [block.text for block in read.blocks if not isinstance(block, Grid)] == ["Hello"]


def test_forms_that_multiply_are_stopped():
    extra = {
        20 + level: stream(
            b"/Fm Do " * 20,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /Fm %d 0 R >> >>" % (21 + level),
        )
        for level in range(9)
    }
    extra[29] = stream(HELLO, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources " + LATIN)

    assert refusal(raw_pdf(b"/Fm Do", resources=b"<< /XObject << /Fm 20 0 R >> >>", extra=extra)) == "bomb"


def zipped(count: int) -> bytes:
    packer = zlib.compressobj(9)
    block = b" " * 1_000_000
    return b"".join(packer.compress(block) for _ in range(count // len(block))) + packer.flush()


@pytest.mark.parametrize("twice", [False, True], ids=["once", "twice"])
def test_a_stream_that_unpacks_to_many_megabytes_is_refused(twice: bool):
    packed = zipped(70_000_000)
    filters = b"/FlateDecode"
    if twice:
        packed, filters = zlib.compress(packed, 9), b"[/FlateDecode /FlateDecode]"

    assert refusal(raw_pdf(stream(packed, b"/Filter " + filters))) == "bomb"


def test_a_page_of_endless_drawing_is_left_out_and_the_others_are_read():
    heavy = stream(b"0 0 1 1 re f " * 600_000, compress=True)

    read = read_pdf(with_pages(HELLO, heavy, HELLO), "form.pdf")

    assert [block.part for block in read.blocks] == ["page:1", "page:3"]
    assert codes(read) == ["page_too_large"]


def test_many_pages_that_draw_the_same_large_stream_are_refused(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "MAX_PAGE_CONTENT_BYTES", 20_000)
    content = stream(b"0 0 m " * 12_000, compress=True)

    assert refusal(raw_pdf(content, pages=20)) == "bomb"


@pytest.mark.parametrize(
    "content",
    [
        b"q " * 5000,
        b"BI /W 9 /H 9 ID " + b"E" * 200_000,
        b"[" * 5000,
        b"<<" * 5000,
        b"(" * 5000,
        b"1 " * 100_000,
        b"BT " + b"<41> Tj " * 3000,
    ],
    ids=["states", "inline picture", "arrays", "dictionaries", "strings", "numbers", "text without a font"],
)
def test_strange_instructions_do_no_harm(content: bytes):
    read_or_refuse(raw_pdf(content, resources=LATIN))


@pytest.mark.parametrize(
    "box",
    [
        b"[0 0 1000000000000 1000000000000]",
        b"[0 0 0 0]",
        b"[595 842 0 0]",
        b"[-5 -5 1e9 1e9]",
        b"[(a) /b null]",
        b"7",
        b"[9 9 9 9]",
    ],
)
def test_a_page_of_any_size_is_read(box: bytes):
    read = read_pdf(raw_pdf(HELLO, resources=LATIN, page=b"/MediaBox " + box), "form.pdf")

    assert [block.text for block in read.blocks if not isinstance(block, Grid)] in (["Hello"], [])


@pytest.mark.parametrize(
    "font",
    [
        b"/W [0 2000000000 500]",
        b"/W [0 [500] 1 2000000000 1 5 5]",
        b"/ToUnicode 14 0 R",
        b"/W [16 0 R]",
    ],
    ids=["widths", "more widths", "characters", "nested widths"],
)
def test_a_font_with_endless_tables_does_no_harm(font: bytes):
    extra = unmapped()
    extra[11] = extra[11].replace(b"/Encoding", font + b" /Encoding") if font.startswith(b"/To") else extra[11]
    extra[12] = extra[12].replace(b"/DW", font + b" /DW")
    extra[14] = stream(b"begincmap 1 beginbfrange <00000000> <7fffffff> <0041> endbfrange endcmap")
    extra |= {number: b"[%s]" % (b"%d 0 R " % (number + 1) * 10) for number in range(16, 30)}
    content = HELLO + b" BT /F2 10 Tf 60 400 Td <0001> Tj ET"

    read = read_pdf(raw_pdf(content, resources=BOTH_FONTS, extra=extra), "form.pdf")

    assert "Hello" in [block.text for block in read.blocks if not isinstance(block, Grid)]


def test_a_grid_of_a_million_squares_is_taken_for_a_drawing():
    content = b"".join(b"%d 0 m %d 842 l S 0 %d m 595 %d l S " % (x, x, x, x) for x in range(595)) + HELLO

    read = read_pdf(raw_pdf(content, resources=LATIN), "form.pdf")

    assert len(read.blocks) <= 2


def test_more_lines_than_a_table_has_are_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("plumbline.forms.sources.pdf.content.MAX_PAGE_SEGMENTS", 300)
    content = b"".join(b"%d %d m %d %d l S " % (n % 500, n % 700, n % 500 + 9, n % 700) for n in range(310)) + HELLO

    assert codes(read_pdf(raw_pdf(content, resources=LATIN), "form.pdf")) == ["dense_drawing"]


def test_pages_of_nothing_but_small_squares_are_refused_before_memory_is_full(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("plumbline.forms.sources.limits.MAX_CELLS", 15_000)
    lines = b"".join(b"%d 0 m %d 842 l S 0 %d m 595 %d l S " % (x, x, x, x) for x in range(0, 590, 10)) + HELLO

    assert refusal(raw_pdf(lines, resources=LATIN, pages=8)) == "too_large"


def test_pages_beyond_the_limit_are_told(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("plumbline.forms.sources.pdf.reading.MAX_PAGES", 3)

    read = read_pdf(raw_pdf(HELLO, resources=LATIN, pages=5), "form.pdf")

    assert len(read.blocks) == 3
    assert codes(read) == ["too_many_pages"]


def test_a_file_above_the_size_limit_is_refused_unread():
    assert refusal(b"%PDF-1.7\n" + bytes(limits.MAX_FILE_BYTES)) == "too_large"


def test_the_library_stays_silent_and_its_logger_is_as_before(monkeypatch: pytest.MonkeyPatch):
    said: list[logging.LogRecord] = []
    listener = logging.Handler()
    listener.emit = said.append  # type: ignore[method-assign]
    monkeypatch.setattr(logging.getLogger(), "handlers", [listener])
    logger = logging.getLogger("pdfminer")
    before = logger.level

    read_or_refuse(
        raw_pdf(b"BT /F9 9 Tf (a) Tj ET /X Do", resources=b"<< /Font << /F9 7 0 R >> >>", page=b"/MediaBox [1 2]")
    )

    assert said == []
    assert logger.level == before


REFUSALS = {"empty_file", "damaged", "encrypted", "scanned_pdf", "garbled_text", "too_large", "bomb"}


def read_or_refuse(data: bytes) -> Document | None:
    """Read, or be refused with a known code; anything else fails the test."""
    try:
        return read_pdf(data, "form.pdf")
    except UnreadableFileError as fault:
        if fault.code not in REFUSALS:
            raise
        return None


FUZZ = settings(
    max_examples=fuzz_cases(60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)


def specimens() -> list[bytes]:
    packed = document("#align(center)[目标表]\n" + table(target_table()[:8], columns="1fr, 1fr, 1fr, 1fr"))
    plain = raw_pdf(b"50 500 200 30 re 250 500 100 30 re S " + HELLO, resources=LATIN)
    return [packed, plain, with_pages(HELLO, SCAN)]


@FUZZ
@given(st.data())
def test_mutated_files_are_read_or_refused(data: st.DataObject):
    specimen = bytearray(data.draw(st.sampled_from(specimens())))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(specimen) - 1))
        change = data.draw(st.sampled_from(["flip", "cut", "repeat", "swap"]))
        length = data.draw(st.integers(1, 60))
        if change == "flip":
            specimen[at] = data.draw(st.integers(0, 255))
        elif change == "cut" and len(specimen) > 200:
            del specimen[at : at + length]
        elif change == "repeat":
            specimen[at:at] = specimen[at : at + length]
        else:
            specimen[at : at + length] = data.draw(
                st.sampled_from([b"0 0 R", b"<<", b">>", b"[", b"-1", b"999999999", b"null", b"/Type"])
            )
    read_or_refuse(bytes(specimen))


@FUZZ
@given(
    st.lists(
        st.sampled_from(
            b"q Q BT ET Tj TJ Tf Td cm re m l c h f S W n Do ( ) < > [ ] << >> /F1 1 -3 0.5 9e9 12 100 (A) BI ID EI".split()
        ),
        max_size=60,
    )
)
def test_any_sequence_of_instructions_is_read_or_refused(instructions: list[bytes]):
    read_or_refuse(raw_pdf(b" ".join(instructions), resources=LATIN))


@FUZZ
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data: bytes):
    read_or_refuse(b"%PDF-1.7\n" + data)
