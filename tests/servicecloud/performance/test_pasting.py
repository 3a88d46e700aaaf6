"""A block from Excel or WPS: quotes, headings, merged levels, totals; the same reader for the grid and for the box below it."""

import json

import pytest
from tests.servicecloud.performance import making

from servicecloud.office.performance.pasting import cells_of, read_block
from servicecloud.performance.errors import TooManyRowsError
from servicecloud.performance.services import targets
from servicecloud.performance.services.rows import MOST_ROWS
from servicecloud.performance.services.starting import copy_earlier_year

HEADED = (
    "2026年绩效目标表\n"
    "序号\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t计量单位\t分值（分）\n"
    '1\t产出指标\t数量指标\t"培训\n企业"\t≥\t500\t家次\t50\n'
    "2\t\t\t处理诉求\t≥\t1200\t件\t30\n"
    "3\t效益指标\t\t知晓率\t\t有所提升\t\t20\n"
    "合计\t\t\t\t\t\t\t100\n"
)


def test_headings_say_what_the_columns_are_and_merged_levels_are_filled_in():
    block = read_block(HEADED)

    assert [tuple(row[name] for name in ("level1", "level2", "level3", "target", "weight")) for row in block.rows] == [
        ("产出指标", "数量指标", "培训企业", "≥500家次", "50"),
        ("产出指标", "数量指标", "处理诉求", "≥1200件", "30"),
        ("效益指标", "", "知晓率", "有所提升", "20"),
    ]
    assert [line for line in block.left_out if "序号" in line or "合计" in line or "2026" in line] == list(
        block.left_out
    )
    assert len(block.left_out) == 3


def test_a_block_without_headings_begins_at_its_cell_and_goes_on_with_the_levels_above_it():
    block = read_block(
        "\t质量指标\t合格率\t≥90%\t20\n\t\t及时率\t≥95%\t10", column="level1", above=("产出指标", "数量指标")
    )

    assert [(row["level1"], row["level2"], row["level3"]) for row in block.rows] == [
        ("产出指标", "质量指标", "合格率"),
        ("产出指标", "质量指标", "及时率"),
    ]
    assert read_block("≥5次\t10", column="target").rows == ({"target": "≥5次", "weight": "10"},)


def test_in_the_box_fewer_columns_are_the_last_ones():
    assert read_block("走访\t≥1次\t5").rows == ({"level3": "走访", "target": "≥1次", "weight": "5"},)


def test_what_has_no_column_or_is_too_long_is_named():
    crowded = read_block("甲\t≥1次\t5\t备注", column="level3")
    long = read_block("很" * 130, column="level3")

    assert ["1" in crowded.left_out[0], len(crowded.left_out)] == [True, 1]
    assert "120" in long.left_out[0]


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('"甲\n乙"\t1', [["甲乙", "1"]]),
        ('"made\nhere"\t1', [["made here", "1"]]),
        ('"他说""好"""\t1', [['他说"好"', "1"]]),
        ('"双创"活动\t"未完\n下一行', [['"双创"活动', '"未完'], ["下一行"]]),
        ("甲\r\n乙\r", [["甲"], ["乙"], [""]]),
    ],
)
def test_quotes_of_a_spreadsheet_are_told_from_quotes_that_were_typed(text, cells):
    assert cells_of(text) == cells


def test_the_page_asks_the_reader_and_is_told_what_found_no_place(house, sign_in):
    page = sign_in(house.officer)

    answer = page.post("/office/projects/target/pasted/", {"text": HEADED, "column": "level3", "before": "0"})

    told = json.loads(answer.content)
    assert [row["level3"] for row in told["rows"]] == ["培训企业", "处理诉求", "知晓率"]
    assert any("序号" in line for line in told["left_out"])


def test_a_block_that_does_not_fit_is_refused_before_anything_is_put_in(house, sign_in):
    text = "\n".join(f"第{number}项\t≥1次\t1" for number in range(100))

    answer = sign_in(house.officer).post(
        "/office/projects/target/pasted/", {"text": text, "column": "level3", "before": "30"}
    )

    assert answer.status_code == 422
    assert "130" in json.loads(answer.content)["sentence"]


def test_a_hundred_and_fifty_rows_are_refused_with_all_of_them_still_on_the_page(house, sign_in):
    project = making.a_project(house)
    text = "\n".join(f"第{number}项\t≥1次\t1" for number in range(150))

    answer = sign_in(house.officer).post(
        f"/office/projects/{project.pk}/target/edit/", {"version": 1, "goal": "目标", "paste": text}
    )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "150" in page
    assert 'value="第149项"' in page
    assert making.content_of(project).rows == ()


def test_an_earlier_year_that_does_not_fit_is_refused_whole(house):
    project = making.a_project(house)
    making.approved(house, year=project.year - 1)
    rows = [{"level3": f"第{number}项"} for number in range(MOST_ROWS - 1)]
    targets.save_target(actor=house.officer, project_id=project.pk, expected=1, goal="目标", rows=rows)

    with pytest.raises(TooManyRowsError):
        copy_earlier_year(actor=house.officer, project_id=project.pk, expected=2, chosen=0)
    assert len(making.content_of(project).rows) == MOST_ROWS - 1
