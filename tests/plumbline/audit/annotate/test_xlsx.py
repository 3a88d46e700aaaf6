import io

import msgspec
import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from tests.plumbline.audit.annotate.packages import parts_of, with_parts
from tests.plumbline.audit.faulty import audited, faulty_file

from plumbline.audit.annotate import annotate
from plumbline.audit.annotate.notes import AUTHOR
from plumbline.audit.annotate.sheet_cells import COLORS
from plumbline.audit.model import FormAudit
from plumbline.audit.reports.words import column_letters
from plumbline.forms.sources import read_document

FILE = "自评表.xlsx"
SHEET = "xl/worksheets/sheet1.xml"


def copy_of(data: bytes, audits: list[FormAudit] | None = None) -> bytes:
    return annotate(data, FILE, audited(data, FILE) if audits is None else audits).data


def sheet_of(data: bytes):
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]


def notes_in(data: bytes) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in sheet_of(data).iter_rows() for cell in row if cell.comment}


def edited(data: bytes, change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_each_finding_is_a_note_at_its_cell_in_the_colour_of_its_severity():
    data = faulty_file("xlsx")
    findings = audited(data, FILE)[0].findings

    copy = copy_of(data)

    notes, sheet = notes_in(copy), sheet_of(copy)
    for finding in findings:
        place = f"{column_letters(finding.cell.column)}{finding.cell.row}" if finding.cell else "A1"
        assert finding.message_zh in notes[place].replace("\r", "")
        assert finding.advice_zh in notes[place]
        assert sheet[place].comment.author == AUTHOR
        if finding.cell:
            assert sheet[place].fill.fgColor.rgb == COLORS[finding.severity]
    assert sheet["A1"].fill.fill_type is None  # the title is not what the missing grade is about


def test_a_coloured_cell_keeps_everything_else_of_its_style():
    data = faulty_file("xlsx")

    before, after = sheet_of(data)["G12"], sheet_of(copy_of(data))["G12"]

    assert after.fill != before.fill
    for name in ("font", "border", "alignment", "number_format", "protection", "value"):
        assert repr(getattr(after, name)) == repr(getattr(before, name))


def test_only_the_parts_that_must_change_change():
    data = faulty_file("xlsx")

    before, after = parts_of(data), parts_of(copy_of(data))

    assert {name for name in before if before[name] != after[name]} == {SHEET, "xl/styles.xml", "[Content_Types].xml"}
    assert after.keys() - before.keys() == {
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }


def test_what_the_workbook_says_stays_the_same():
    data = faulty_file("xlsx")

    assert read_document(copy_of(data), FILE).blocks == read_document(data, FILE).blocks


def test_every_note_has_a_shape_so_that_spreadsheet_programs_show_it():
    copy = copy_of(faulty_file("xlsx"))

    drawing = etree.fromstring(parts_of(copy)["xl/drawings/vmlDrawing1.vml"])
    shown = {
        (int(data.findtext("{*}Row")), int(data.findtext("{*}Column")))
        for data in drawing.iter("{urn:schemas-microsoft-com:office:excel}ClientData")
    }
    sheet = sheet_of(copy)
    assert shown == {(sheet[place].row - 1, sheet[place].column - 1) for place in notes_in(copy)}
    identifiers = [shape.get("id") for shape in drawing.iter("{urn:schemas-microsoft-com:vml}shape")]
    assert len(set(identifiers)) == len(identifiers)


def test_the_legacy_drawing_stands_where_the_format_wants_it():
    data = with_parts(
        faulty_file("xlsx"),
        {SHEET: lambda part: part.replace(b"</worksheet>", b'<tableParts count="0"/><extLst/></worksheet>')},
    )

    names = [child.tag.rpartition("}")[2] for child in etree.fromstring(parts_of(copy_of(data))[SHEET])]

    assert names[-3:] == ["legacyDrawing", "tableParts", "extLst"]


def test_annotating_twice_leaves_one_note_a_cell():
    data = faulty_file("xlsx")
    audits = audited(data, FILE)

    once = copy_of(data, audits)
    twice = copy_of(once, audits)

    assert notes_in(twice) == notes_in(once)
    assert parts_of(twice)["xl/drawings/vmlDrawing1.vml"].count(b"<v:shape ") == len(notes_in(once))


def test_a_corrected_form_loses_its_notes_and_colours():
    data = faulty_file("xlsx")
    audits = audited(data, FILE)
    once = copy_of(data, audits)

    copy = copy_of(once, [msgspec.structs.replace(audits[0], findings=())])

    assert notes_in(copy) == {}
    fills = {cell.fill.fgColor.rgb for row in sheet_of(copy).iter_rows() for cell in row if cell.fill.fill_type}
    assert not fills & set(COLORS.values())


def test_notes_of_other_people_stay_and_ours_stands_below():
    def annotate_by_hand(sheet) -> None:
        sheet["G12"].comment = Comment("请说明依据", "复核人")
        sheet["F11"].comment = Comment("名称已核", "复核人")

    data = edited(faulty_file("xlsx"), annotate_by_hand)
    audits = audited(data, FILE)

    once = copy_of(data, audits)
    notes = notes_in(once)
    twice = copy_of(once, audits)
    gone = copy_of(twice, [msgspec.structs.replace(audits[0], findings=())])

    assert notes["F11"] == "名称已核"
    assert notes["G12"].startswith("请说明依据")
    assert "S-04" in notes["G12"]
    assert notes_in(twice) == notes
    assert notes_in(gone) == {"G12": "请说明依据", "F11": "名称已核"}


def test_beside_a_conversation_the_note_stands_in_the_next_cell():
    data = edited(faulty_file("xlsx"), lambda sheet: setattr(sheet["G12"], "comment", Comment("[对话]", "tc={0000}")))

    notes = notes_in(copy_of(data))

    assert notes["G12"] == "[对话]"
    assert notes["H12"].startswith("G12 【错误】S-04")


def test_a_cell_that_the_file_leaves_out_is_added_in_its_place():
    def without_empty_cells(part: bytes) -> bytes:
        root = etree.fromstring(part)
        namespace = root.tag[: root.tag.index("}") + 1]
        for cell in list(root.iter(namespace + "c")):
            if cell.find(namespace + "v") is None:
                cell.getparent().remove(cell)
        return etree.tostring(root)

    data = with_parts(faulty_file("xlsx"), {SHEET: without_empty_cells})
    audits = audited(data, FILE)
    finding = audits[0].findings[0]
    moved = msgspec.structs.replace(finding.cell, row=12, column=8)
    copy = copy_of(data, [msgspec.structs.replace(audits[0], findings=(msgspec.structs.replace(finding, cell=moved),))])

    assert sheet_of(copy)["H12"].comment is not None
    assert sheet_of(copy)["H12"].fill.fgColor.rgb == COLORS["error"]
    row = next(row for row in etree.fromstring(parts_of(copy)[SHEET]).iter("{*}row") if row.get("r") == "12")
    references = [cell.get("r") for cell in row]
    assert references == sorted(references)


def test_a_protected_sheet_stays_protected_and_is_annotated():
    def protect(sheet) -> None:
        sheet.protection.sheet = True
        sheet.protection.password = "2023"

    data = edited(faulty_file("xlsx"), protect)

    copy = copy_of(data)

    assert sheet_of(copy).protection.sheet
    assert len(notes_in(copy)) >= 4


def test_a_fill_of_the_user_gives_way_and_his_font_stays():
    def paint(sheet) -> None:
        sheet["G12"].fill = PatternFill("solid", fgColor="FF00FF00")
        sheet["G12"].font = Font(bold=True, color="FF0000FF")

    copy = copy_of(edited(faulty_file("xlsx"), paint))

    cell = sheet_of(copy)["G12"]
    assert cell.fill.fgColor.rgb == COLORS["error"]
    assert cell.font.bold


def test_forms_on_several_sheets_each_have_their_notes():
    book = openpyxl.load_workbook(io.BytesIO(faulty_file("xlsx")))
    second = book.copy_worksheet(book.worksheets[0])
    second.title = "第二张"
    out = io.BytesIO()
    book.save(out)
    data = out.getvalue()

    copy = openpyxl.load_workbook(io.BytesIO(copy_of(data)))

    counts = [sum(1 for row in sheet.iter_rows() for cell in row if cell.comment) for sheet in copy]
    assert counts[0] == counts[1] >= 4


@pytest.mark.parametrize("suffix", [".xlsm", ".xlsx"])
def test_macros_stay_and_the_suffix_follows_the_content(suffix: str):
    plain, macros = (
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    changes = {"xl/vbaProject.bin": b"macros"}
    if suffix == ".xlsm":
        changes["[Content_Types].xml"] = parts_of(faulty_file("xlsx"))["[Content_Types].xml"].replace(plain, macros)
    data = with_parts(faulty_file("xlsx"), changes)

    copy = annotate(data, FILE, audited(data, FILE))

    assert copy.suffix == suffix
    assert parts_of(copy.data)["xl/vbaProject.bin"] == b"macros"


def test_a_form_without_findings_is_the_same_file():
    data = faulty_file("xlsx")

    copy = annotate(data, FILE, [msgspec.structs.replace(audited(data, FILE)[0], findings=())])

    assert (copy.data, copy.suffix, copy.notes) == (data, ".xlsx", 0)


def test_a_workbook_without_styles_still_gets_its_notes():
    def drop(part: bytes) -> bytes:
        root = etree.fromstring(part)
        for child in list(root):
            if "styles" in (child.get("PartName") or child.get("Target") or ""):
                root.remove(child)
        return etree.tostring(root)

    data = with_parts(
        faulty_file("xlsx"), {"[Content_Types].xml": drop, "xl/_rels/workbook.xml.rels": drop, "xl/styles.xml": None}
    )

    copy = parts_of(copy_of(data))

    assert copy["xl/comments1.xml"].count(b"<comment ") >= 4
