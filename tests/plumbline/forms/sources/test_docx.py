import pytest
from tests.plumbline.forms.sources.builders import cell, docx_form, paragraph, table, word

from plumbline.forms.grid import Document, Grid, GridCell, Line
from plumbline.forms.places import Cell
from plumbline.forms.sources.docx import read_docx

MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
GO_ON = "<w:vMerge/>"
START = '<w:vMerge w:val="restart"/>'


def read(body: str, **keywords: str) -> Document:
    return read_docx(word(body, **keywords), "表.docx")


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def places(grid: Grid) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in grid.cells]


def text_of(run: str) -> str:
    (line,) = read(f"<w:p>{run}</w:p>").blocks
    assert isinstance(line, Line)
    return line.text


def span(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_merged_cells_are_one_cell_with_spans():
    document = read(
        table(
            cell("甲", START) + cell("乙", span(2)),
            cell("", GO_ON) + cell("丙") + cell("丁"),
            cell("", GO_ON) + cell("", ""),
        )
    )

    (grid,) = grids(document)
    assert places(grid) == [
        (1, 1, 3, 1, "甲"),
        (1, 2, 1, 2, "乙"),
        (2, 2, 1, 1, "丙"),
        (2, 3, 1, 1, "丁"),
        (3, 2, 1, 1, ""),
    ]
    assert document.problems == ()


def test_a_merge_that_starts_again_is_a_new_cell():
    (grid,) = grids(read(table(cell("甲", START), cell("", GO_ON), cell("乙", START), cell("", GO_ON))))

    assert places(grid) == [(1, 1, 2, 1, "甲"), (3, 1, 2, 1, "乙")]


def test_a_continued_merge_of_another_width_does_not_overlap():
    (grid,) = grids(read(table(cell("甲", START + span(2)), cell("乙", GO_ON) + cell("丙"))))

    assert places(grid) == [(1, 1, 1, 2, "甲"), (2, 1, 1, 1, "乙"), (2, 2, 1, 1, "丙")]


def test_cells_merged_across_in_the_old_way_are_one_cell():
    (grid,) = grids(read(table(cell("甲", '<w:hMerge w:val="restart"/>') + cell("", "<w:hMerge/>") + cell("乙"))))

    assert places(grid) == [(1, 1, 1, 2, "甲"), (1, 3, 1, 1, "乙")]


def test_a_row_may_start_further_right():
    row = '<w:trPr><w:gridBefore w:val="2"/><w:gridAfter w:val="1"/></w:trPr>' + cell("甲")

    (grid,) = grids(read(table(row)))

    assert places(grid) == [(1, 3, 1, 1, "甲")]


def test_text_hidden_under_a_merged_cell_is_left_out_and_flagged():
    document = read(table(cell("甲", START), cell("藏", GO_ON)))

    assert places(grids(document)[0]) == [(1, 1, 2, 1, "甲")]
    (problem,) = document.problems
    assert (problem.code, problem.cell) == ("hidden_merged_text", Cell("表.docx", "table:1", 2, 1))
    assert "藏" in problem.message_zh


def test_a_nested_table_is_a_grid_of_its_own_after_the_outer_one_and_flagged_at_its_cell():
    inner = table(cell("内"))

    document = read(table(cell("外") + cell(paragraph("前") + inner + "<w:p/>")) + paragraph("后") + table(cell("末")))

    assert [(block.part, block.row if isinstance(block, Line) else places(block)) for block in document.blocks] == [
        ("table:1", [(1, 1, 1, 1, "外"), (1, 2, 1, 1, "前")]),
        ("table:2", [(1, 1, 1, 1, "内")]),
        ("body", 1),
        ("table:3", [(1, 1, 1, 1, "末")]),
    ]
    assert [(problem.code, problem.cell) for problem in document.problems] == [
        ("nested_table", Cell("表.docx", "table:1", 1, 2))
    ]


def test_a_table_that_only_wraps_another_is_not_flagged():
    document = read(table(cell(table(cell("内")) + "<w:p/>")))

    assert [places(grid) for grid in grids(document)] == [[(1, 1, 1, 1, "")], [(1, 1, 1, 1, "内")]]
    assert document.problems == ()


def test_paragraphs_outside_tables_are_numbered_lines_even_when_blank():
    document = read(paragraph("标题") + "<w:p/>" + table(cell("甲")) + paragraph("（万元）"))

    lines = [block for block in document.blocks if isinstance(block, Line)]
    assert lines == [Line("body", 1, "标题"), Line("body", 2, ""), Line("body", 3, "（万元）")]


def test_several_paragraphs_of_a_cell_become_lines():
    (grid,) = grids(read(table(cell(paragraph("一") + "<w:p/>" + paragraph("二")))))

    assert grid.cells[0].text == "一\n\n二"


@pytest.mark.parametrize(
    ("run", "text"),
    [
        ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t xml:space='preserve'> 丙</w:t><w:cr/></w:r>", "甲\t乙\n 丙\n"),
        ("<w:r><w:t>2023</w:t><w:noBreakHyphen/><w:t>11</w:t><w:softHyphen/></w:r>", "2023-11"),
        ("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins>", "新"),
        ("<w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo>", "新"),
        ("<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>", "控件"),
        ("<w:hyperlink><w:smartTag><w:r><w:t>链</w:t></w:r></w:smartTag></w:hyperlink>", "链"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r>", "显"),
        ("<w:r><w:instrText>PAGE</w:instrText><w:t>3</w:t></w:r>", "3"),
        ("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:t>是</w:t><w:sym w:font='Wingdings' w:char='F0A8'/><w:t>否</w:t></w:r>", "☑是□否"),
        ("<w:r><w:rPr><w:rFonts w:ascii='Wingdings 2'/></w:rPr><w:t>R</w:t></w:r><w:r><w:t>R</w:t></w:r>", "☑R"),
        ("<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val='0'/><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>", "☑"),
        ("<w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val='0'/></w:checkBox></w:ffData></w:fldChar></w:r>", "☐"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>zhǔn</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>准</w:t></w:r></w:rubyBase></w:ruby></w:r>", "准"),
        (
            f"<m:oMath xmlns:m='{MATH}'><m:r><m:t>≥</m:t></m:r></m:oMath><w:r><w:t>90%</w:t></w:r>",
            "≥90%",
        ),
    ],
)  # fmt: skip
def test_a_paragraph_says_what_a_person_sees(run, text):
    assert text_of(run) == text


def test_tracked_changes_are_accepted_and_flagged():
    document = read(
        table(
            cell("甲"),
            "<w:trPr><w:del/></w:trPr>" + cell("删"),
            "<w:trPr><w:ins/></w:trPr>" + cell("乙") + cell("去", "<w:cellDel/>"),
        )
    )

    assert places(grids(document)[0]) == [(1, 1, 1, 1, "甲"), (2, 1, 1, 1, "乙")]
    assert [problem.code for problem in document.problems] == ["tracked_changes"]


def test_text_boxes_follow_the_paragraph_they_hang_on_and_are_read_once():
    box = (
        "<w:p><w:r><w:t>附</w:t><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><mc:Choice>"
        f"<w:drawing><w:txbxContent>{paragraph('框内')}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><w:txbxContent>{paragraph('框内')}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    document = read(box + table(cell(box)))

    assert document.blocks == (
        Line("body", 1, "附"),
        Line("body", 2, "框内"),
        Grid("table:1", (GridCell(1, 1, "附\n框内"),)),
    )


def test_content_controls_around_rows_and_cells_are_seen_through():
    row = f"<w:sdt><w:sdtContent>{cell('甲')}</w:sdtContent></w:sdt>{cell('乙')}"
    body = f"<w:tbl><w:sdt><w:sdtContent><w:tr>{row}</w:tr></w:sdtContent></w:sdt></w:tbl>"

    (grid,) = grids(read(f"<w:sdt><w:sdtContent>{body}</w:sdtContent></w:sdt>"))

    assert places(grid) == [(1, 1, 1, 1, "甲"), (1, 2, 1, 1, "乙")]


def test_the_strict_variant_of_the_format_is_the_same():
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"

    assert read(table(cell("甲")), namespace=strict) == read(table(cell("甲")))


def test_a_span_beyond_reason_is_cut_and_flagged():
    document = read(table(cell("甲", span(100_000_000)) + cell("乙", span(3))))

    assert places(grids(document)[0]) == [(1, 1, 1, 1, "甲"), (1, 2, 1, 3, "乙")]
    assert [(problem.code, problem.cell) for problem in document.problems] == [
        ("span_clamped", Cell("表.docx", "table:1", 1, 1))
    ]


def test_a_file_written_by_an_office_library_is_read_whole():
    document = read_docx(docx_form(), "表.docx")

    title, outer, inner, signature = document.blocks
    assert (title, signature) == (Line("body", 1, "项目支出绩效自评表"), Line("body", 2, "填表人：张三"))
    assert isinstance(outer, Grid)
    assert isinstance(inner, Grid)
    assert outer.cells[0].column_span == 9
    merged = outer.cell_at(6, 2)
    assert merged is not None
    assert (merged.row, merged.column, merged.row_span, merged.column_span) == (4, 1, 4, 2)
    assert sum(c.row_span * c.column_span for c in outer.cells) == 30 * 9
    assert [c.text for c in inner.cells] == ["内", "", "", ""]
