import pytest
from tests.plumbline.forms.sources.builders import R, S, workbook, xlsx_form, zipped

from plumbline.errors import UnreadableFileError
from plumbline.forms.grid import Document, Grid
from plumbline.forms.places import Cell
from plumbline.forms.sources.xlsx import read_xlsx


def read(sheet: str, **keywords: str) -> Document:
    return read_xlsx(workbook(sheet, **keywords), "表.xlsx")


def only_grid(document: Document) -> Grid:
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    return grid


def rows(*cells: str) -> str:
    return "<sheetData>" + "".join(f"<row>{row}</row>" for row in cells) + "</sheetData>"


def text(value: str, place: str = "") -> str:
    return f'<c{place and f" r={chr(34)}{place}{chr(34)}"} t="str"><v>{value}</v></c>'


def value_of(cell: str, **keywords: str) -> str:
    return only_grid(read(rows(cell), **keywords)).cells[0].text


def test_a_form_is_read_as_it_is_seen():
    document = read_xlsx(xlsx_form(), "表.xlsx")

    grid = only_grid(document)
    assert grid.part == "sheet:自评表"
    assert [c.text for c in grid.cells[:7]] == [
        "项目支出绩效自评表",
        "99.49%",
        "2023-11-30",
        "1,234.50",
        "10",
        "TRUE",
        "2",
    ]
    assert grid.cells[0].column_span == 9
    merged = grid.cell_at(7, 2)
    assert merged is not None
    assert (merged.row, merged.column, merged.row_span, merged.column_span, merged.text) == (4, 1, 4, 2, "产出指标")
    assert sum(c.row_span * c.column_span for c in grid.cells) == 30 * 9
    assert list(grid.cells) == sorted(grid.cells, key=lambda c: (c.row, c.column))


def test_blanks_between_texts_are_cells_and_blanks_around_them_are_not():
    grid = only_grid(
        read(
            f'<sheetData><row r="3">{text("甲", "B3")}{text("乙", "D3")}<c r="H3"/></row><row r="9"><c r="A9"/></row></sheetData>'
        )
    )

    assert [(c.row, c.column, c.text) for c in grid.cells] == [(3, 2, "甲"), (3, 3, ""), (3, 4, "乙")]


@pytest.mark.parametrize(
    ("cell", "printed"),
    [
        ("<c><v>10.0</v></c>", "10"),
        ("<c><v>0.30000000000000004</v></c>", "0.3"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="e"><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c t="d"><v>2023-11-30T00:00:00</v></c>', "2023-11-30"),
        ('<c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r><rPh><t>ruby</t></rPh></is></c>', "甲乙"),
        ('<c t="str"><v>一_x000D_\n二</v></c>', "一\n二"),
    ],
)
def test_every_kind_of_cell_has_its_text(cell, printed):
    assert value_of(cell) == printed


def test_shared_strings_join_their_runs_and_leave_phonetics_out():
    strings = "<si><t>甲</t></si><si><r><t>乙</t></r><r><t xml:space='preserve'> 丙</t></r><rPh><t>x</t></rPh></si>"

    assert value_of('<c t="s"><v>1</v></c>', strings=strings) == "乙 丙"


def test_a_pointer_to_a_missing_string_is_damage():
    with pytest.raises(UnreadableFileError) as refused:
        read(rows('<c t="s"><v>7</v></c>'), strings="<si><t>甲</t></si>")

    assert refused.value.code == "damaged"


def test_number_formats_come_from_the_style_of_the_cell():
    styles = (
        '<numFmts><numFmt numFmtId="164" formatCode="#,##0.00&quot;万元&quot;"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="10"/></cellXfs>'
    )

    assert value_of('<c s="1"><v>1234.5</v></c>', styles=styles) == "1,234.50万元"
    assert value_of('<c s="2"><v>0.9949</v></c>', styles=styles) == "99.49%"
    assert value_of('<c s="99"><v>0.5</v></c>', styles=styles) == "0.5"


def test_a_workbook_that_counts_from_1904_gives_the_same_dates():
    styles = '<cellXfs><xf numFmtId="14"/></cellXfs>'

    assert value_of('<c s="0"><v>43798</v></c>', styles=styles, book='<workbookPr date1904="1"/>') == "2023-11-30"


def test_text_under_a_merged_area_is_not_seen():
    grid = only_grid(read(rows(text("甲") + text("藏")) + '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'))

    assert [(c.text, c.column_span) for c in grid.cells] == [("甲", 2)]


def test_formulas_without_a_saved_result_are_flagged_at_the_first():
    document = read(rows(text("甲") + "<c><f>A1</f></c>" + "<c><f>A2</f><v></v></c>"))

    (problem,) = document.problems
    assert (problem.code, problem.cell) == ("formula_without_value", Cell("表.xlsx", "sheet:自评表", 1, 2))
    assert "2 个公式" in problem.message_zh


def test_hidden_sheets_and_rows_are_read_and_flagged():
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}"><sheets><sheet name="甲" r:id="a"/><sheet name="乙" state="veryHidden" r:id="b"/>'
        '<sheet name="图" r:id="c"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="x"><Relationship Id="b" Type="t/worksheet" Target="worksheets/sheet1.xml"/>'
        '<Relationship Id="a" Type="t/worksheet" Target="/xl/worksheets/sheet2.xml"/>'
        '<Relationship Id="c" Type="t/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<x:worksheet xmlns:x="{S}"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>',
        "xl/worksheets/sheet2.xml": f'<worksheet xmlns="{S}"><sheetData><row r="4" hidden="1"><c r="A4"><v>2</v></c></row></sheetData></worksheet>',
    }

    document = read_xlsx(zipped(parts), "表.xlsx")

    assert [(block.part, block.cells[0].text) for block in document.blocks if isinstance(block, Grid)] == [
        ("sheet:甲", "2"),
        ("sheet:乙", "1"),
    ]
    assert [(problem.code, problem.cell) for problem in document.problems] == [
        ("hidden_rows", Cell("表.xlsx", "sheet:甲", 4, 1)),
        ("hidden_sheet", Cell("表.xlsx", "sheet:乙", 1, 1)),
    ]


def test_content_at_the_far_ends_of_a_sheet_costs_two_cells():
    document = read(
        f'<sheetData><row r="1">{text("甲", "A1")}</row><row r="1048576">{text("乙", "XFD1048576")}</row></sheetData>'
    )

    assert [(c.row, c.column) for c in only_grid(document).cells] == [(1, 1), (1_048_576, 16_384)]
    assert [problem.code for problem in document.problems] == ["sparse_sheet"]


def test_a_workbook_without_content_says_so():
    document = read("<sheetData/>")

    assert document.blocks == ()
    assert [problem.code for problem in document.problems] == ["nothing_found"]


@pytest.mark.parametrize("reference", ["A0", "XFE1", "A1048577", "A", "1", "甲1"])
def test_a_position_outside_of_the_sheet_is_damage(reference):
    with pytest.raises(UnreadableFileError) as refused:
        read(rows(text("甲", reference)))

    assert refused.value.code == "damaged"
