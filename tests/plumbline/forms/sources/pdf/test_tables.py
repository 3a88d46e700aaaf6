from dataclasses import replace

import pytest
from tests.plumbline.forms.sources.pdf.forms import COLUMNS, self_evaluation, target_table
from tests.plumbline.forms.sources.pdf.making import (
    LATIN,
    Known,
    document,
    expected_cells,
    logical_cells,
    raw_pdf,
    row,
    table,
)

from plumbline.forms.grid import Document, Grid, Line
from plumbline.forms.sources.pdf import read_pdf

FOUR = "1fr, 1fr, 1fr, 1fr"


def grids(read: Document) -> list[Grid]:
    return [block for block in read.blocks if isinstance(block, Grid)]


def lines(read: Document) -> list[Line]:
    return [block for block in read.blocks if isinstance(block, Line)]


def assert_exact(pdf: bytes, cells: list[Known], *, start: int = 0) -> Document:
    read = read_pdf(pdf, "form.pdf")
    assert logical_cells(read, cells, start=start) == expected_cells(cells)
    return read


def test_a_table_on_one_page_is_read_cell_by_cell():
    read = assert_exact(document(table(target_table(), columns=FOUR)), target_table())

    assert read.kind == "pdf"
    assert [grid.part for grid in grids(read)] == ["page:1/table:1"]
    assert not grids(read)[0].continues_previous
    assert read.problems == ()


@pytest.mark.parametrize(
    "options",
    [
        "stroke: 0.3pt,",
        "stroke: 2pt,",
        'stroke: (dash: "dashed", thickness: 0.5pt),',
        'stroke: (dash: "dotted", thickness: 0.5pt),',
        "stroke: (x, y) => (left: if x > 0 { 0.5pt }, top: if y > 0 { 0.5pt }),",
        "inset: 2pt,",
    ],
    ids=["hairlines", "thick", "dashed", "dotted", "no outer border", "tight"],
)
def test_the_way_rulings_are_drawn_does_not_matter(options: str):
    assert_exact(document(table(target_table(), columns=FOUR, options=options)), target_table())


@pytest.mark.parametrize(
    "options", ["", "stroke: none,", "stroke: none, gutter: 1.5pt,"], ids=["ruled", "colour alone", "white gaps"]
)
def test_coloured_cells_are_read_with_and_without_rulings(options: str):
    colours = ['rgb("#d9e2f3")' if cell.row == 4 or cell.column == 1 else 'rgb("#f2f2f2")' for cell in target_table()]
    cells = [replace(cell, fill=colour) for cell, colour in zip(target_table(), colours, strict=True)]

    assert_exact(document(table(cells, columns=FOUR, options=options)), cells)


@pytest.mark.parametrize("turn", ["90deg", "-90deg", "180deg"])
def test_a_table_drawn_on_its_side_is_read_upright(turn: str):
    body = f"#rotate({turn}, reflow: true)[{table(target_table(), columns='4cm, 4cm, 4cm, 4cm')}]"

    read = assert_exact(document(body), target_table())

    left, top, right, bottom = grids(read)[0].cells[0].box or (0, 0, 0, 0)
    assert right - left > bottom - top > 0


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_turned_by_its_rotate_entry_is_read_upright(rotate: int):
    """The content is drawn turned the other way, as a landscape page of an office program is."""
    matrix = {0: b"1 0 0 1 0 0", 90: b"0 1 -1 0 595 0", 180: b"-1 0 0 -1 595 842", 270: b"0 -1 1 0 0 842"}[rotate]
    content = (
        matrix + b" cm 50 500 200 30 re 250 500 100 30 re S BT /F1 10 Tf 60 510 Td (Name) Tj 200 0 Td (Value) Tj ET"
    )

    read = read_pdf(raw_pdf(content, resources=LATIN, page=b"/Rotate %d" % rotate), "form.pdf")

    assert [cell.text for cell in grids(read)[0].cells] == ["Name", "Value"]
    assert grids(read)[0].cells[0].box is not None


def test_boxes_are_points_from_the_top_left_of_the_visible_page():
    content = b"150 600 200 30 re 350 600 100 30 re S BT /F1 10 Tf 160 610 Td (Name) Tj ET BT /F1 10 Tf 20 610 Td (Outside) Tj ET"

    read = read_pdf(raw_pdf(content, resources=LATIN, page=b"/CropBox [100 200 500 700]"), "form.pdf")

    assert [cell.box for cell in grids(read)[0].cells] == [(50, 70, 250, 100), (250, 70, 350, 100)]
    assert lines(read) == []


def test_rulings_drawn_as_thin_rectangles_double_lines_and_corners_make_one_table():
    strokes = []
    for x in (50, 51.5, 200, 349, 350.5):
        strokes += [f"{x} {y} 0.5 48 re" for y in (500, 550)]
    for y in (499.5, 549.5, 599.5, 601):
        strokes += [f"{x} {y} 148 0.5 re {x - 0.5} {y} 0.5 0.5 re" for x in (51.5, 200.5)]
    content = (
        " ".join(strokes) + " f BT /F1 10 Tf 60 570 Td (A) Tj 150 0 Td (B) Tj -150 -50 Td (C) Tj 150 0 Td (D) Tj ET"
    )

    read = read_pdf(raw_pdf(content.encode(), resources=LATIN), "form.pdf")

    assert [(cell.row, cell.column, cell.text) for cell in grids(read)[0].cells] == [
        (1, 1, "A"),
        (1, 2, "B"),
        (2, 1, "C"),
        (2, 2, "D"),
    ]


def test_a_vertical_label_of_one_character_a_line_keeps_its_line_ends():
    cells = [
        Known(1, 1, "年度总体目标", row_span=2),
        Known(1, 2, "预期目标"),
        Known(2, 2, "完成全部诊断任务并形成报告，推动企业数字化转型。" * 4),
    ]

    read = assert_exact(document(table(cells, columns="19pt, 6cm")), cells)

    assert grids(read)[0].cells[0].text == "年\n度\n总\n体\n目\n标"


def test_wrapped_lines_stay_lines_and_full_width_spaces_stay():
    cells = row(1, "说明", "　　本中心全年组织上门诊断活动若干场，覆盖企业若干家次，企业反映良好。")

    read = read_pdf(document(table(cells, columns="2cm, 4cm")), "form.pdf")

    text = grids(read)[0].cells[1].text
    assert text.startswith("　　本中心")
    assert text.count("\n") >= 3
    assert text.replace("\n", "") == cells[1].text


def test_a_number_too_long_for_its_cell_stays_whole_and_in_its_cell():
    cells = row(1, "年初预算数", "800000000.00", "760000000.00", "98.5%")

    assert_exact(document(table(cells, columns="2cm, 1.6cm, 1.6cm, 1.6cm", options="inset: 4pt,")), cells)


def test_bold_by_overprinting_is_read_once_and_double_letters_stay_double():
    content = b"50 500 200 30 re 250 500 100 30 re S BT /F1 10 Tf 60 510 Td (Total 1100) Tj ET BT /F1 10 Tf 60.4 510 Td (Total 1100) Tj ET"

    read = read_pdf(raw_pdf(content, resources=LATIN), "form.pdf")

    assert [cell.text for cell in grids(read)[0].cells] == ["Total 1100", ""]


def test_slanted_watermarks_are_left_out():
    mark = "#place(center + horizon, rotate(-45deg, text(size: 40pt, fill: luma(220))[内部资料]))\n"

    read = assert_exact(document(mark + table(target_table(), columns=FOUR)), target_table())

    assert all("内" not in line.text for line in lines(read))


def test_a_page_border_and_a_single_box_are_no_tables():
    body = "#rect(width: 100%, height: 90%)[绩效管理说明。#rect[提示：本表由单位填写。]]"

    read = read_pdf(document(body), "form.pdf")

    assert grids(read) == []
    assert [line.text for line in lines(read)] == ["绩效管理说明。", "提示：本表由单位填写。"]


def test_two_tables_of_different_width_on_one_page_are_two_grids_with_the_lines_between():
    other = [*row(1, "指标", "值"), *row(2, "满意度", "90%")]
    body = (
        "附表一\n"
        + table(target_table(), columns=FOUR)
        + "\n附表二（续前）\n"
        + table(other, columns="3cm, 3cm")
        + "\n填表人：某某"
    )

    read = assert_exact(document(body), other, start=1)

    assert [block.part for block in read.blocks] == ["page:1", "page:1/table:1", "page:1", "page:1/table:2", "page:1"]
    assert [(line.row, line.text) for line in lines(read)] == [
        (1, "附表一"),
        (2, "附表二（续前）"),
        (3, "填表人：某某"),
    ]


def test_a_table_without_rulings_gives_lines_with_columns_apart():
    read = read_pdf(
        document("= 绩效目标申报表\n" + table(target_table(), columns=FOUR, options="stroke: none,")), "form.pdf"
    )

    assert grids(read) == []
    fields = [[field for field in line.text.split("  ") if field] for line in lines(read)]
    assert [field.strip() for field in fields[1]] == ["项目名称", "园区公共服务平台建设", "项目类别", "其他一次性项目"]
    assert [line.row for line in lines(read)] == list(range(1, len(lines(read)) + 1))


def test_prose_pages_between_two_forms_give_lines_and_the_forms_stay_apart():
    paragraphs = "\n\n".join(f"　　第{n}段：中心围绕政策宣传与融资对接开展工作，成效良好。" * 3 for n in range(12))
    prose = f"\n#pagebreak()\n{paragraphs}\n" * 10 + "#pagebreak()\n"
    other = target_table("企业服务专区运行维护")
    body = f"#align(center)[自评表]\n{table(target_table(), columns=FOUR)}{prose}#align(center)[目标表]\n{table(other, columns=FOUR)}"

    read = assert_exact(document(body), other, start=1)

    assert logical_cells(read, target_table()) == expected_cells(target_table())
    assert [grid.continues_previous for grid in grids(read)] == [False, False]
    assert {int(line.part.split(":")[1]) for line in lines(read)} == set(range(1, 13))


def test_a_chart_of_bars_and_grid_lines_is_no_table():
    content = (
        b"".join(b"50 %d 300 0.5 re f " % y for y in range(300, 500, 20))
        + b"50 300 0.5 200 re f 80 300 30 120 re f 140 300 30 90 re f"
    )

    assert (
        grids(read_pdf(raw_pdf(content + b" BT /F1 10 Tf 60 250 Td (Orders) Tj ET", resources=LATIN), "form.pdf")) == []
    )


def test_a_form_of_nine_columns_fits_the_page_exactly():
    cells = self_evaluation(6)

    assert_exact(document(table(cells, columns=COLUMNS)), cells)
