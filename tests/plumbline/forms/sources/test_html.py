import pytest
from tests.plumbline.forms.sources.builders import html_form, mht_form

from plumbline.forms.grid import Document, Grid, Line
from plumbline.forms.places import Cell
from plumbline.forms.sources import read_document


def read(page: str) -> Document:
    return read_document(f"<html><body>{page}</body></html>".encode(), "表.doc")


def outline(document: Document) -> list[object]:
    return [
        block.text
        if isinstance(block, Line)
        else [(c.row, c.column, c.row_span, c.column_span, c.text) for c in block.cells]
        for block in document.blocks
    ]


def cell_text(content: str) -> str:
    (grid,) = read(f"<table><tr><td>{content}</td></tr></table>").blocks
    assert isinstance(grid, Grid)
    return grid.cells[0].text


def test_a_page_is_lines_and_grids_in_order():
    assert outline(read("<h1>绩效自评表</h1>（万元）<table><tr><td>甲</td></tr></table><p>填表人</p>")) == [
        "绩效自评表",
        "（万元）",
        [(1, 1, 1, 1, "甲")],
        "填表人",
    ]


def test_spans_push_later_cells_aside():
    page = "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>丙<td rowspan=2>丁<tr><td>戊<td>己</table>"

    assert outline(read(page)) == [
        [
            (1, 1, 2, 1, "甲"),
            (1, 2, 1, 2, "乙"),
            (2, 2, 1, 1, "丙"),
            (2, 3, 2, 1, "丁"),
            (3, 1, 1, 1, "戊"),
            (3, 2, 1, 1, "己"),
        ]
    ]


def test_spans_that_would_overlap_or_leave_the_table_are_cut():
    page = "<table><tr><td>甲<td rowspan=9>乙<tr><td colspan=3>丙<tr><td rowspan=0>丁<td colspan=x>戊</table>"

    assert outline(read(page)) == [
        [(1, 1, 1, 1, "甲"), (1, 2, 3, 1, "乙"), (2, 1, 1, 1, "丙"), (3, 1, 1, 1, "丁"), (3, 3, 1, 1, "戊")]
    ]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("一<br>二<br/>三", "一\n二\n三"),
        ("<p>一</p><p>二<br></p><div>三</div>", "一\n二\n三"),
        ("一<br><br>二", "一\n\n二"),
        ("<br>", ""),
        ("&nbsp;", ""),
        ("&nbsp;甲&nbsp; \n 乙", "甲 乙"),
        ("完成率\n   达到", "完成率达到"),
        ("at\n  least", "at least"),
        ("&ge;90%<o:p></o:p>", "≥90%"),
        ("甲<script>x()</script><style>a{}</style><!-- 注 -->乙", "甲乙"),
        ("甲<span style='mso-x:1; display: none'>藏</span>乙", "甲乙"),
        ("<ul><li>一<li>二</ul>", "一\n二"),
        ("<pre>一\t二\n  三</pre>", "一\t二\n  三"),
        ("<input type=checkbox checked>是<input type=checkbox>否", "☑是☐否"),
        ("<input value=12><input type=hidden value=x>", "12"),
        ("<select><option>甲<option selected>乙</select>", "乙"),
    ],
)
def test_a_cell_says_what_a_browser_shows(content, text):
    assert cell_text(content) == text


def test_nested_tables_come_after_the_one_that_holds_them():
    document = read("<table><tr><td>外</td><td>前<table><tr><td>内</td></tr></table>后</td></tr></table>")

    assert outline(document) == [[(1, 1, 1, 1, "外"), (1, 2, 1, 1, "前\n后")], [(1, 1, 1, 1, "内")]]
    assert [(problem.code, problem.cell) for problem in document.problems] == [
        ("nested_table", Cell("表.doc", "table:1", 1, 2))
    ]


def test_tables_used_for_layout_are_not_flagged():
    document = read("<table><tr><td><table><tr><td>内</td></tr></table></td></tr></table>")

    assert outline(document) == [[(1, 1, 1, 1, "")], [(1, 1, 1, 1, "内")]]
    assert document.problems == ()


def test_captions_and_stray_text_of_a_table_come_before_it():
    page = (
        "<table><caption>表一</caption><form><tr><td>甲</td></tr>散落<tr><font><td>乙</td></font></tr></form></table>"
    )

    assert outline(read(page)) == ["表一", "散落", [(1, 1, 1, 1, "甲"), (2, 1, 1, 1, "乙")]]


def test_hidden_rows_of_a_saved_workbook_are_left_out():
    page = "<table><tr><td>甲</td></tr><![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td></tr><![endif]></table>"

    assert outline(read(page)) == [[(1, 1, 1, 1, "甲")]]


def test_a_page_in_gb2312_is_read_by_its_bytes():
    document = read_document(html_form(2), "表.xls")

    assert document.kind == "html"
    assert outline(document) == [
        "绩效自评表",
        [
            (1, 1, 1, 1, "指标0"),
            (1, 2, 1, 1, "≥0"),
            (1, 3, 1, 1, "0\n次"),
            (2, 1, 1, 1, "指标1"),
            (2, 2, 1, 1, "≥1"),
            (2, 3, 1, 1, "1\n次"),
        ],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "big5"])
def test_what_a_page_declares_is_believed_only_where_the_bytes_allow_it(encoding):
    declared = "big5" if encoding == "big5" else "gb2312"
    page = f"<html><meta charset={declared}><table><tr><td>目標表完成情況</td></tr></table></html>"

    assert outline(read_document(page.encode(encoding), "表.htm")) == [[(1, 1, 1, 1, "目標表完成情況")]]


def test_a_web_archive_gives_its_page():
    assert outline(read_document(mht_form(), "表.doc")) == [[(1, 1, 1, 1, "项目名称"), (1, 2, 1, 1, "示范")]]


def test_a_page_that_breaks_off_is_read_and_flagged():
    document = read_document("<html><table><tr><td>甲</td><td>乙".encode(), "表.htm")

    assert outline(document) == [[(1, 1, 1, 1, "甲"), (1, 2, 1, 1, "乙")]]
    assert [problem.code for problem in document.problems] == ["cut_short"]


def test_a_page_without_content_says_so():
    document = read_document(b"<html><!-- nothing --></html>", "表.htm")

    assert [problem.code for problem in document.problems] == ["nothing_found"]


def test_a_span_beyond_reason_is_cut_and_flagged():
    document = read("<table><tr><td rowspan=1000000000 colspan=100000000>甲</td></tr><tr><td>乙</td></tr></table>")

    assert outline(document) == [[(1, 1, 2, 1000, "甲"), (2, 1001, 1, 1, "乙")]]
    assert [problem.code for problem in document.problems] == ["span_clamped"]
