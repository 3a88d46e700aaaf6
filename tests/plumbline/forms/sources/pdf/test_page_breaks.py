import pytest
from tests.effort import PROFILE, THOROUGH
from tests.plumbline.forms.sources.pdf.forms import COLUMNS, self_evaluation
from tests.plumbline.forms.sources.pdf.making import Known, document, expected_cells, logical_cells, row, table

from plumbline.forms.grid import Document, Grid, Line
from plumbline.forms.sources.pdf import read_pdf

NUMBERED = 'paper: "a4", margin: 2cm, numbering: "— 1 —", header: align(right)[示例市财政绩效信息]'


def grids(read: Document) -> list[Grid]:
    return [block for block in read.blocks if isinstance(block, Grid)]


def list_of(count: int, text: str = "服务企业数") -> list[Known]:
    return [
        cell for index in range(count) for cell in row(index + 1, f"{index + 1}", f"{text}第{index}类", f"≥{index}家")
    ]


@pytest.mark.parametrize(
    ("shape", "pages"),
    [
        ({"indicators": 24}, 2),
        ({"indicators": 20, "goal_repeats": 12}, 3),
        ({"indicators": 12, "reason_repeats": 9, "goal_repeats": 3}, 5),
        ({"indicators": 40, "reason_repeats": 2, "goal_repeats": 15}, 6),
    ],
    ids=["rows", "a long goal", "long reasons", "everything"],
)
def test_a_self_evaluation_over_many_pages_is_one_table(shape: dict[str, int], pages: int):
    cells = self_evaluation(**shape)

    read = read_pdf(
        document("#align(center)[项目支出绩效自评表]\n" + table(cells, columns=COLUMNS), page=NUMBERED), "form.pdf"
    )

    assert logical_cells(read, cells) == expected_cells(cells)
    assert [grid.continues_previous for grid in grids(read)] == [False] + [True] * (pages - 1)
    assert [grid.part for grid in grids(read)] == [f"page:{number}/table:1" for number in range(1, pages + 1)]


def test_a_row_cut_in_two_is_joined_and_told():
    cells = self_evaluation(6, goal_repeats=14)

    read = read_pdf(document(table(cells, columns=COLUMNS)), "form.pdf")

    problem = next(problem for problem in read.problems if problem.code == "split_row_joined")
    assert problem.cell == read.cell("page:1/table:1", 8)
    assert "第 2 页" in problem.message_zh
    assert "page 2" in problem.message_en
    assert min(cell.row for cell in grids(read)[1].cells) == 2


def test_a_row_longer_than_two_pages_is_joined_whole_and_leaves_no_empty_grid():
    cells = [
        *row(1, "项目概况", "中心围绕政策宣传、融资对接与人才培训开展工作，成效良好。" * 280),
        *row(2, "备注", "无"),
    ]

    read = read_pdf(document(table(cells, columns="2cm, 1fr"), page='paper: "a5", margin: 2cm'), "form.pdf")

    assert logical_cells(read, cells) == expected_cells(cells)
    assert all(grid.cells for grid in grids(read))


def test_columns_have_the_same_numbers_on_every_page():
    cells = self_evaluation(24)

    first, second = grids(read_pdf(document(table(cells, columns=COLUMNS)), "form.pdf"))

    def widest(grid: Grid) -> int:
        return max(cell.column + cell.column_span - 1 for cell in grid.cells)

    assert widest(first) == widest(second) == 9
    scores = [cell for cell in second.cells if cell.text == "98.85"]
    assert [cell.column for cell in scores] == [8]


def test_header_rows_printed_again_are_left_out_and_the_others_keep_their_rows():
    cells = [*row(1, "序号", "指标", "指标值"), *list_of(80)[0:0]]
    body = [
        cell for index in range(80) for cell in row(index + 2, f"{index + 1}", f"服务企业数第{index}类", f"≥{index}家")
    ]
    source = table([*cells, *body], columns="2cm, 6cm, 4cm").replace(
        "\n", "\n table.header(repeat: true, [序号], [指标], [指标值]),\n", 1
    )
    for column in range(3):
        source = source.replace(f"table.cell(x: {column}, y: 0, rowspan: 1, colspan: 1)", "REMOVED", 1)
    source = "\n".join(line for line in source.split("\n") if "REMOVED" not in line)

    read = read_pdf(document(source), "form.pdf")

    assert logical_cells(read, [*cells, *body]) == expected_cells([*cells, *body])
    assert [grid.continues_previous for grid in grids(read)][:2] == [False, True]
    assert grids(read)[1].cells[0].row == 2


def test_a_title_between_ends_the_table():
    body = (
        table(list_of(30), columns="2cm, 6cm, 4cm")
        + "#pagebreak()\n#align(center)[财政项目支出绩效目标表]\n"
        + table(list_of(5), columns="2cm, 6cm, 4cm")
    )

    assert [grid.continues_previous for grid in grids(read_pdf(document(body), "form.pdf"))] == [False, False]


def test_a_form_that_begins_on_a_new_page_without_a_title_is_not_a_continuation():
    first = [*row(1, "项目名称", "园区公共服务平台"), *row(2, "项目类别", "经常性项目")]
    second = [*row(1, "项目名称", "企业诉求受理专线"), *row(2, "项目类别", "一次性项目")]
    body = table(first, columns="4cm, 8cm") + "#pagebreak()\n" + table(second, columns="4cm, 8cm")

    assert [grid.continues_previous for grid in grids(read_pdf(document(body), "form.pdf"))] == [False, False]


def test_tables_with_other_columns_do_not_go_on():
    body = table(list_of(30), columns="2cm, 6cm, 4cm") + "#pagebreak()\n" + table(list_of(5), columns="2cm, 7cm, 3cm")

    assert [grid.continues_previous for grid in grids(read_pdf(document(body), "form.pdf"))] == [False, False]


def test_a_page_of_prose_between_ends_the_table():
    body = (
        table(list_of(30), columns="2cm, 6cm, 4cm")
        + "#pagebreak()\n正文一段。\n#pagebreak()\n"
        + table(list_of(5), columns="2cm, 6cm, 4cm")
    )

    assert [grid.continues_previous for grid in grids(read_pdf(document(body), "form.pdf"))] == [False, False]


def test_a_mark_of_continuation_over_the_table_does_not_end_it():
    rows = list_of(40)
    head, tail = rows[:90], [Known(cell.row - 30, cell.column, cell.text) for cell in rows[90:]]
    body = table(head, columns="2cm, 6cm, 4cm") + "#pagebreak()\n（续表）\n" + table(tail, columns="2cm, 6cm, 4cm")

    read = read_pdf(document(body), "form.pdf")

    assert logical_cells(read, rows) == expected_cells(rows)
    assert "（续表）" in [block.text for block in read.blocks if isinstance(block, Line)]


def test_short_rows_after_the_page_end_are_never_joined_to_the_row_above():
    """Full lines by chance and empty neighbours must not make one indicator out of two."""
    for count in range(30, 46, 1 if PROFILE == THOROUGH else 4):
        cells = [
            cell
            for index in range(count)
            for cell in row(
                index + 1,
                "上门诊断企业数及回访" if index % 2 else "受理诉求件数",
                f"≥{index}家",
                "5" if index % 3 else "",
                "",
            )
        ]
        read = read_pdf(document(table(cells, columns="100pt, 3cm, 3cm, 3cm")), "form.pdf")
        assert logical_cells(read, cells) == expected_cells(cells)
