"""The work of reading grows with the number of rows, counted in calls and not by the clock."""

import sys
from collections.abc import Callable

import pytest
from tests.plumbline.forms.layouts.builders import Spec, grid, lines

from plumbline.forms.grid import Document, Grid, Line
from plumbline.forms.layouts.recognise import forms_of

HEAD: list[Spec] = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析"]
ROW: list[Spec] = ["产出指标", "数量指标", "补贴人数", "≥500人", "520人", "30", "30", ""]
DISPLACED: list[Spec] = ["", "产出指标", "数量指标", "补贴人数", "≥500人", "520人", "30", "30"]
TOTAL: list[Spec] = ["总分", "", "", "", "", "100", "99", ""]
FIELDS: list[list[Spec]] = [["项目名称", ("甲项目", 1, 7)], ["主管部门", ("甲局", 1, 3), "实施单位", ("甲所", 1, 3)]]


def one_long_form(size: int) -> list[Grid | Line]:
    return [*lines("项目支出绩效自评表"), grid([*FIELDS, HEAD, *[ROW] * size, TOTAL])]


def one_long_displaced_form(size: int) -> list[Grid | Line]:
    return [*lines("项目支出绩效自评表"), grid([*FIELDS, HEAD, *[DISPLACED] * size, TOTAL])]


def many_forms(size: int) -> list[Grid | Line]:
    return [grid([*FIELDS, HEAD, ROW, TOTAL], part=f"table:{n}") for n in range(size)]


def many_lower_halves(size: int) -> list[Grid | Line]:
    return [grid([HEAD, ROW, TOTAL], part=f"table:{n}") for n in range(size)]


def much_prose(size: int) -> list[Grid | Line]:
    return lines(*["绩效目标管理是预算管理的一部分，各单位应当如实填报。"] * size * 5)


def calls_to_read(blocks: list[Grid | Line]) -> int:
    """How many calls of our own functions reading takes."""
    document = Document("a.docx", "docx", tuple(blocks))
    count = 0

    def watch(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        forms_of(document)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize(
    "build",
    [one_long_form, one_long_displaced_form, many_forms, many_lower_halves, much_prose],
    ids=lambda build: build.__name__,
)
def test_twice_the_rows_take_twice_the_work(build: Callable[[int], list[Grid | Line]]) -> None:
    calls_to_read(build(10))  # fills caches

    assert calls_to_read(build(120)) <= 2.2 * calls_to_read(build(60))


def test_thousands_of_lower_halves_in_one_file_are_all_read() -> None:
    forms = forms_of(Document("a.docx", "docx", tuple(many_lower_halves(2000))))

    assert len(forms) == 2000
