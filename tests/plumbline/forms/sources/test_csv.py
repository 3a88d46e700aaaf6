import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plumbline.forms.sources.builders import csv_form

from plumbline.forms.grid import Grid
from plumbline.forms.sources import read_document
from plumbline.forms.sources.csv import looks_like_csv


@pytest.mark.parametrize("delimiter", [",", ";", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_flat_workbook_stays_one_grid(delimiter, encoding):
    data = '项目,指标,指标值\nP1,"数量,\n次数",≥1\nP1,时效,\n'.replace(",", delimiter).encode(encoding)

    document = read_document(data, "表.txt")

    assert document.kind == "csv"
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert [(c.row, c.column, c.text) for c in grid.cells] == [
        (1, 1, "项目"), (1, 2, "指标"), (1, 3, "指标值"),
        (2, 1, "P1"), (2, 2, f"数量{delimiter}\n次数"), (2, 3, "≥1"),
        (3, 1, "P1"), (3, 2, "时效"), (3, 3, ""),
    ]  # fmt: skip


def test_quoted_fields_between_tabs_are_a_flat_workbook_too():
    document = read_document('项目\t"说明"\nP1\t"第一行\n第二行"\n'.encode(), "表.txt")

    assert document.kind == "csv"
    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert grid.cells[-1].text == "第一行\n第二行"


@pytest.mark.parametrize(
    "text",
    [
        "项目名称\t示范\n主管部门\t示范委\n",
        "绩效目标：一是服务企业,二是培训\n年度资金总额 650,000.00\n其他\n",
        "只有一行,没有别的",
        "一,二\n三,四,五\n六\n七\n",
    ],
)
def test_running_text_with_commas_is_no_flat_workbook(text):
    assert not looks_like_csv(text.encode())


def test_a_stray_title_line_does_not_hide_the_records():
    assert looks_like_csv(b"title\n" + csv_form())


@given(
    st.lists(st.lists(st.text(alphabet='甲乙ab ,;|"\n1', max_size=6), min_size=3, max_size=3), min_size=4, max_size=12)
)
def test_records_come_back_as_they_were_written(records):
    records.insert(0, ["项目", "指标", "值"])
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(records)

    document = read_document(buffer.getvalue().encode(), "表.csv")

    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells] == [field for record in records for field in record]
