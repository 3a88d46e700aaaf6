"""Each file kind is read back by an independent library and compared with the sheet, cell for cell, spans included."""

import io
import re
import zipfile

import docx
import lxml.etree
import lxml.html
import msgspec
import openpyxl
import pdfplumber
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.effort import tries
from tests.examples import forms as examples
from tests.plumbline.forms.strategies import whole_forms

from plumbline.forms.model import Form
from plumbline.forms.reading import read_forms
from plumbline.forms.serialisation import from_json
from plumbline.forms.value_grammar import parse_target
from plumbline.forms.writers import OUTPUTS, write
from plumbline.forms.writers.errors import CellTooLongError, UnknownOutputError
from plumbline.forms.writers.official import sheet_of
from plumbline.forms.writers.sheet import Sheet, SheetTable

Plain = tuple[int, int, int, int, str]
"""Row, column, row span, column span and text of a cell."""

FORMS = [
    examples.SHANGHAI_TARGET,
    examples.GOOD_SELF_EVALUATION,
    msgspec.structs.replace(examples.UNIT_MIX, money_unit_label="元"),
    examples.NATIONAL_SELF_EVALUATION,
    examples.NATIONAL_TARGET,
    examples.MONITORING,
]


def expected(sheet: Sheet) -> list[list[Plain]]:
    return [
        [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in block.cells]
        for block in sheet.blocks
        if isinstance(block, SheetTable)
    ]


def lines(sheet: Sheet) -> list[str]:
    return [block.text for block in sheet.blocks if not isinstance(block, SheetTable)]


def read_docx(data: bytes) -> list[list[Plain]]:
    return [_docx_table(table) for table in docx.Document(io.BytesIO(data)).tables]


def _docx_table(table) -> list[Plain]:
    """One python-docx cell object per merged area: gather the positions at which it shows."""
    positions: dict[object, list[tuple[int, int]]] = {}
    width = len(table.columns)
    for index, cell in enumerate(table._cells):
        positions.setdefault(cell._tc, []).append((index // width + 1, index % width + 1))
    return sorted(
        (
            min(places)[0],
            min(places)[1],
            places[-1][0] - places[0][0] + 1,
            places[-1][1] - places[0][1] + 1,
            docx.table._Cell(cell, table).text,
        )
        for cell, places in positions.items()
    )


def read_html(data: bytes) -> list[list[Plain]]:
    tables = []
    for table in lxml.html.document_fromstring(data.decode()).iter("table"):
        taken: set[tuple[int, int]] = set()
        cells = []
        for row, element in enumerate(table.iter("tr"), start=1):
            column = 1
            for cell in element.iter("td", "th"):
                while (row, column) in taken:
                    column += 1
                rows, columns = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
                taken |= {(row + down, column + right) for down in range(rows) for right in range(columns)}
                cells.append((row, column, rows, columns, cell.text_content()))
        tables.append(cells)
    return tables


def read_xlsx(data: bytes, sheet: Sheet) -> list[list[Plain]]:
    """Read the worksheet as the sheet's blocks stand in it, one row a line; asserts that every value is a string."""
    worksheet = openpyxl.load_workbook(io.BytesIO(data)).active
    merged = {(area.min_row, area.min_col): area for area in worksheet.merged_cells.ranges}
    tables, first = [], 1
    for block in sheet.blocks:
        if not isinstance(block, SheetTable):
            assert worksheet.cell(first, 1).value == block.text
            first += 1
            continue
        cells = []
        for cell in block.cells:
            stored = worksheet.cell(first + cell.row - 1, cell.column)
            area = merged.get((stored.row, stored.column))
            spans = (area.size["rows"], area.size["columns"]) if area else (1, 1)
            assert stored.value is None or stored.data_type == "s"
            cells.append((cell.row, cell.column, *spans, stored.value or ""))
        tables.append(cells)
        first += block.row_count
    return tables


@given(form=whole_forms())
@settings(max_examples=tries(15), deadline=None)
def test_a_word_document_holds_the_sheet_cell_for_cell(form: Form):
    sheet = sheet_of(form)

    data = write(form, to="docx")

    assert read_docx(data) == expected(sheet)
    assert [text for paragraph in docx.Document(io.BytesIO(data)).paragraphs if (text := paragraph.text)] == lines(
        sheet
    )


@given(form=whole_forms())
@settings(max_examples=tries(15), deadline=None)
def test_a_web_page_holds_the_sheet_cell_for_cell(form: Form):
    sheet = sheet_of(form)

    data = write(form, to="html")

    assert read_html(data) == expected(sheet)
    page = lxml.html.document_fromstring(data.decode())
    assert [element.text_content() for element in page.body if element.tag in {"h1", "p"}] == lines(sheet)


@given(form=whole_forms())
@settings(max_examples=tries(10), deadline=None)
def test_a_workbook_holds_the_sheet_cell_for_cell(form: Form):
    sheet = sheet_of(form)

    assert read_xlsx(write(form, to="xlsx"), sheet) == expected(sheet)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.layout)
def test_a_pdf_shows_every_cell(form: Form):
    sheet = sheet_of(form)

    with pdfplumber.open(io.BytesIO(write(form, to="pdf"))) as pdf:
        shown = {
            re.sub(r"\s", "", text or "")
            for page in pdf.pages
            for table in page.extract_tables()
            for row in table
            for text in row
        }
        printed = re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))

    texts = {re.sub(r"\s", "", text) for table in expected(sheet) for *_, text in table}
    assert texts <= shown | {""}
    assert all(line in printed for line in lines(sheet))


def test_a_pdf_is_tagged_and_has_a_title():
    reader = pypdf.PdfReader(io.BytesIO(write(examples.MONITORING, to="pdf")))

    assert reader.metadata is not None
    assert reader.metadata.title == "项目支出绩效目标执行监控表 专精特新企业培育项目"
    assert reader.metadata.creation_date is None
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"] == "zh-CN"


def test_a_long_table_repeats_its_header_on_the_next_page_of_a_pdf():
    base = examples.NATIONAL_SELF_EVALUATION
    many = tuple(
        msgspec.structs.replace(item, level3=f"{item.level3}{number}")
        for item in base.indicators
        for number in range(4)
    )

    with pdfplumber.open(io.BytesIO(write(msgspec.structs.replace(base, indicators=many), to="pdf"))) as pdf:
        heads = [page.extract_tables()[0][0] for page in pdf.pages[1:]]

    assert len(heads) >= 1
    assert all("三级指标" in head for head in heads)


RARE = "𠮷㛃龘𬭎"


def test_rare_characters_are_printed_with_a_font_that_has_them():
    form = msgspec.structs.replace(examples.GOOD_SELF_EVALUATION, project_name=f"{RARE}项目")

    data = write(form, to="pdf")

    # The accessible standard refuses a document with a missing glyph, so its mark proves that all were found.
    assert b"pdfuaid" in data
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert f"{RARE}项目" in pdf.pages[0].extract_text()
        fonts = {
            character["text"]: character["fontname"] for character in pdf.pages[0].chars if character["text"] in RARE
        }
    assert set(fonts) == set(RARE)


def test_a_character_that_no_font_has_does_not_stop_the_printing():
    form = msgspec.structs.replace(examples.GOOD_SELF_EVALUATION, project_name="点赞👍项目")

    data = write(form, to="pdf")

    assert data.startswith(b"%PDF")
    assert b"pdfuaid" not in data


DANGEROUS = (
    "#let x = 1 #panic()",
    "*粗* _斜_ $a^2$ = 标题 // 注释 /* */ @ref <label> `code` \\u{1f} ~ -- ...",
    "<script>alert(1)</script>&amp;<td>",
    '"]]><w:t>x</w:t>',
    "=1+1",
    '=HYPERLINK("x")',
    "+cmd|' /C calc'!A0",
    "@SUM(1)",
    "-5",
    "5.00",
    "0012",
    "1e5",
    "https://example.invalid/a",
    "_x0041_甲",
    "TRUE",
    " 前后有空 ",
    "甲\t乙\n丙",
    "\u202e倒",
)


def test_text_is_never_interpreted():
    """Each text stands in a cell of its own, as the name of an indicator."""
    row = examples.GOOD_SELF_EVALUATION.indicators[0]
    rows = tuple(msgspec.structs.replace(row, level3=text) for text in DANGEROUS)
    form = msgspec.structs.replace(examples.GOOD_SELF_EVALUATION, project_name=DANGEROUS[0], indicators=rows)
    sheet = sheet_of(form)

    assert set(DANGEROUS) <= {text for table in expected(sheet) for *_, text in table}
    assert read_docx(write(form, to="docx")) == expected(sheet)
    assert read_html(write(form, to="html")) == expected(sheet)
    assert read_xlsx(write(form, to="xlsx"), sheet) == expected(sheet)


def test_markup_of_the_template_language_is_printed_as_it_is():
    text = "#let*粗*_斜_$a^2$=标题//注释@ref`code`\\u{1f}<label>"
    form = msgspec.structs.replace(examples.GOOD_SELF_EVALUATION, project_name=text)

    with pdfplumber.open(io.BytesIO(write(form, to="pdf"))) as pdf:
        assert text in pdf.pages[0].extract_text()


@given(text=st.text(st.characters(codec=None), max_size=40))
@settings(max_examples=tries(25), deadline=None)
def test_any_text_gives_well_formed_files(text: str):
    form = msgspec.structs.replace(examples.GOOD_SELF_EVALUATION, project_name=text, other_fields={text: text})
    sheet = sheet_of(form, footer=[text])

    packed = zipfile.ZipFile(io.BytesIO(write(form, to="docx", footer=[text])))
    for name in packed.namelist():
        lxml.etree.fromstring(packed.read(name))
    assert read_xlsx(write(form, to="xlsx", footer=[text]), sheet) == [
        [(*place, cell.replace("\r", "\n")) for *place, cell in table] for table in expected(sheet)
    ]
    assert "<script" not in write(form, to="html", footer=[text]).decode()


@given(text=st.text(max_size=40))
@settings(max_examples=tries(10), deadline=None)
def test_any_text_can_be_set_as_a_pdf(text: str):
    form = msgspec.structs.replace(examples.GOOD_SELF_EVALUATION, project_name=text, expected_goal=text)

    assert write(form, to="pdf").startswith(b"%PDF")


def test_a_latin_run_wider_than_its_cell_is_broken_within_it():
    item = examples.GOOD_SELF_EVALUATION.indicators[0]
    long = msgspec.structs.replace(item, level3="https://example.invalid/" + "averylongname" * 6)
    form = msgspec.structs.replace(examples.GOOD_SELF_EVALUATION, indicators=(long,))

    with pdfplumber.open(io.BytesIO(write(form, to="pdf"))) as pdf:
        cells = {re.sub(r"\s", "", text or "") for row in pdf.pages[0].extract_tables()[0] for text in row}

    assert long.level3 in cells


def test_a_target_wider_than_its_cell_is_broken_before_its_unit():
    item = examples.NATIONAL_SELF_EVALUATION.indicators[0]
    wide = [parse_target(text) for text in ("≥10000.00(家)", "≥95.00(百分数)", "≥1234567890.00(条)")]
    rows = tuple(
        msgspec.structs.replace(item, target=target, printed=msgspec.structs.replace(item.printed, target=target.raw))
        for target in wide
    )
    form = msgspec.structs.replace(examples.NATIONAL_SELF_EVALUATION, indicators=rows)

    data = write(form, to="pdf")

    (read,) = read_forms(data, "form.pdf").forms
    assert [row.target.raw for row in read.indicators if row.target] == [target.raw for target in wide]
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert "\n(家)" in "\n".join(text or "" for row in pdf.pages[0].extract_tables()[0] for text in row)


def test_no_text_of_a_workbook_is_longer_than_a_cell_holds():
    form = msgspec.structs.replace(examples.GOOD_SELF_EVALUATION, expected_goal="长" * 32_768)

    with pytest.raises(CellTooLongError) as refused:
        write(form, to="xlsx")

    assert refused.value.code == "cell_too_long"
    assert "32768" in refused.value.message("zh")
    assert "32768" in refused.value.message("en")
    assert write(form, to="docx")


def test_a_text_too_high_for_one_excel_row_is_merged_over_several():
    goal = "全年走访企业并跟踪回访。" * 300
    form = msgspec.structs.replace(examples.GOOD_SELF_EVALUATION, expected_goal=goal)

    worksheet = openpyxl.load_workbook(io.BytesIO(write(form, to="xlsx"))).active

    holder = next(cell for row in worksheet.iter_rows() for cell in row if cell.value == goal)
    area = next(area for area in worksheet.merged_cells.ranges if holder.coordinate in area)
    heights = [worksheet.row_dimensions[row].height for row in range(area.min_row, area.max_row + 1)]
    assert len(heights) > 1
    assert all(height <= 409 for height in heights)


def test_a_workbook_is_set_up_for_the_printer():
    worksheet = openpyxl.load_workbook(io.BytesIO(write(examples.MONITORING, to="xlsx"))).active

    assert worksheet.page_setup.orientation == "landscape"
    assert worksheet.sheet_properties.pageSetUpPr.fitToPage
    assert worksheet.page_setup.fitToHeight == 0
    header = next(cell.row for row in worksheet.iter_rows() for cell in row if cell.value == "一级指标")
    assert worksheet.print_title_rows == f"${header}:${header + 1}"
    assert worksheet.cell(header, 2).alignment.wrap_text


def test_word_repeats_the_header_of_a_table_that_begins_with_it():
    table = docx.Document(io.BytesIO(write(examples.SHANGHAI_TARGET, to="docx"))).tables[1]

    flags = [row._tr.xpath("./w:trPr/w:tblHeader") for row in table.rows]
    assert [bool(flag) for flag in flags[:2]] == [True, False]
    fonts = docx.Document(io.BytesIO(write(examples.SHANGHAI_TARGET, to="docx"))).styles["表内内容"].element
    assert fonts.getroottree().xpath("//w:docDefaults//w:rFonts/@w:eastAsia", namespaces=fonts.nsmap) == ["宋体"]


def _text_with_footer(data: bytes, to: str) -> str:
    match to:
        case "docx":
            return "".join(line.text for line in docx.Document(io.BytesIO(data)).sections[0].footer.paragraphs)
        case "xlsx":
            return "".join(str(cell.value) for row in openpyxl.load_workbook(io.BytesIO(data)).active for cell in row)
        case "pdf":
            return pypdf.PdfReader(io.BytesIO(data)).pages[0].extract_text()
        case _:
            return data.decode()


@pytest.mark.parametrize("to", ["docx", "xlsx", "pdf", "html"])
def test_footer_lines_are_printed(to):
    head = "LEDGER-HEAD-5F2C"

    assert head in _text_with_footer(write(examples.MONITORING, to=to, footer=[head]), to)
    assert head not in _text_with_footer(write(examples.MONITORING, to=to), to)


@pytest.mark.parametrize("to", OUTPUTS)
def test_the_same_form_gives_the_same_bytes(to):
    assert write(examples.MONITORING, to=to) == write(examples.MONITORING, to=to)


def test_json_is_lossless():
    assert from_json(write(examples.MONITORING, to="json")) == examples.MONITORING


def test_an_unknown_file_kind_is_refused():
    with pytest.raises(UnknownOutputError) as refused:
        write(examples.MONITORING, to="rtf")

    assert refused.value.code == "unknown_output"
    assert "docx" in refused.value.message("en")


def test_the_page_stands_alone():
    page = write(examples.MONITORING, to="html").decode()

    assert not re.search(r"<script|<link|<img|@import|url\(|https?:", page)
    assert '<html lang="zh-CN">' in page
