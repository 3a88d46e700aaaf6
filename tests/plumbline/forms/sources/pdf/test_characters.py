"""Which characters a page shows: Chinese fonts as office programs and printers write them."""

from tests.plumbline.forms.sources.pdf.making import raw_pdf, stream

from plumbline.forms.grid import Grid
from plumbline.forms.sources.pdf import read_pdf

BOXES = b"50 500 200 80 re 250 500 100 80 re S "


def chinese_font(*, encoding: bytes, ordering: bytes = b"GB1", more: bytes = b"") -> dict[int, bytes]:
    return {
        11: b"<< /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /%s /DescendantFonts [12 0 R] %s >>"
        % (encoding, more),
        12: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /DW 1000 /CIDSystemInfo "
        b"<< /Registry (Adobe) /Ordering (%s) /Supplement 2 >> /FontDescriptor 13 0 R >>" % ordering,
        13: b"<< /Type /FontDescriptor /FontName /SimSun /Flags 4 /FontBBox [0 -200 1000 900] >>",
    }


RESOURCES = b"<< /Font << /F2 11 0 R >> >>"


def cell_texts(content: bytes, fonts: dict[int, bytes]) -> list[str]:
    read = read_pdf(raw_pdf(BOXES + content, resources=RESOURCES, extra=fonts), "form.pdf")
    assert read.problems == ()
    return [cell.text for block in read.blocks if isinstance(block, Grid) for cell in block.cells]


def test_a_font_that_is_not_embedded_is_read_by_its_national_encoding():
    shown = "绩效目标".encode("gbk").hex().encode()

    texts = cell_texts(b"BT /F2 10 Tf 60 540 Td <%s> Tj ET" % shown, chinese_font(encoding=b"GBK-EUC-H"))

    assert texts == ["绩效目标", ""]


def test_text_set_downwards_is_read_from_top_to_bottom():
    shown = "年度目标".encode("gbk").hex().encode()

    texts = cell_texts(b"BT /F2 10 Tf 100 570 Td <%s> Tj ET" % shown, chinese_font(encoding=b"GBK-EUC-V"))

    assert texts == ["年\n度\n目\n标", ""]


def test_radicals_stand_for_the_characters_that_look_alike():
    """Some programs name the radical ⼯ (U+2F2F) where the page shows the character 工."""
    mapping = {20: stream(b"begincmap 2 beginbfchar <0001> <2F2F> <0002> <4F5C> endbfchar endcmap")}
    fonts = chinese_font(encoding=b"Identity-H", ordering=b"Identity", more=b"/ToUnicode 20 0 R") | mapping

    assert cell_texts(b"BT /F2 10 Tf 60 540 Td <00010002> Tj ET", fonts) == ["工作", ""]


def test_raised_and_lowered_characters_stay_on_their_line():
    shown = "面积平方".encode("gbk").hex().encode()
    content = b"BT /F2 10 Tf 60 540 Td <%s> Tj 3.3 Ts /F2 6 Tf <a3b2> Tj ET" % shown

    assert cell_texts(content, chinese_font(encoding=b"GBK-EUC-H")) == ["面积平方２", ""]
