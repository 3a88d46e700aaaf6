"""Word tables printed by LibreOffice, whose rulings are drawn otherwise than typst's."""

from functools import cache

import pytest
from tests.plumbline.forms.sources.pdf.forms import self_evaluation
from tests.plumbline.forms.sources.pdf.making import expected_cells, logical_cells, row
from tests.plumbline.forms.sources.pdf.office import SOFFICE, printed, word_table

from plumbline.forms.grid import Grid
from plumbline.forms.sources.pdf import read_pdf

pytestmark = [
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice (soffice) is not installed"),
    pytest.mark.xdist_group("soffice"),
]
WIDTHS = (1.2, 2.4, 2.4, 5, 2.4, 2.4, 1.6, 1.6, 5)


SHAPES = {
    "two pages": self_evaluation(indicators=12),
    "rows cut in two": self_evaluation(indicators=20, goal_repeats=5, reason_repeats=4),
}
LIST = [
    *row(1, "序号", "指标", "指标值", "完成值"),
    *(
        cell
        for index in range(60)
        for cell in row(index + 2, f"{index + 1}", f"服务企业第{index}类", f"≥{index}家", f"{index}家")
    ),
]


@cache
def prints() -> dict[str, bytes]:
    """All pages of this module, printed in one run of the office program."""
    words = [word_table(tuple(cells), widths=WIDTHS, title="项目支出绩效自评表") for cells in SHAPES.values()]
    words.append(word_table(tuple(LIST), widths=(3, 8, 5, 5), title="附表", repeats_header=True))
    return dict(zip([*SHAPES, "list"], printed(*words), strict=True))


@pytest.mark.parametrize("shape", SHAPES)
def test_a_printed_self_evaluation_is_exact(shape: str):
    read = read_pdf(prints()[shape], "form.pdf")

    assert logical_cells(read, SHAPES[shape]) == expected_cells(SHAPES[shape])


def test_a_printed_list_with_a_repeated_header_is_exact():
    read = read_pdf(prints()["list"], "form.pdf")

    assert logical_cells(read, LIST) == expected_cells(LIST)
    assert [block.continues_previous for block in read.blocks if isinstance(block, Grid)][:2] == [False, True]
