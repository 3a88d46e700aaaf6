"""Every target and actual value of the published forms with TAB-separated cells, read and counted."""

from collections import Counter
from pathlib import Path

import pytest

from plumbline.forms.value_grammar import parse_value
from plumbline.forms.values import unread_reason

FORMS = Path(__file__).parents[4].parent / "shared" / "forms"
HEADINGS = ("年度指标值", "实际完成值", "指标目标值")

pytestmark = [
    pytest.mark.shared_forms,
    pytest.mark.skipif(not FORMS.is_dir(), reason="the published forms are not beside the checkout (../shared/forms)"),
]


def published_cells():
    """Yield the cells under the value headings; a row that the conversion moved one column to the left is followed."""
    for path in sorted(FORMS.glob("*.txt")):
        columns: list[int] = []
        for line in path.read_text("utf-8-sig").splitlines():
            cells = [cell.strip() for cell in line.split("\t")]
            if headed := [cells.index(heading) for heading in HEADINGS if heading in cells]:
                columns = headed
            elif cells[0].startswith(("项目名称", "评分等级", "财政项目支出")) or len(cells) < 4:
                columns = []
            elif columns and any(cells[3:]):
                yield from (cells[column] for column in columns if column < len(cells) and cells[column])


def test_every_figure_in_the_published_cells_is_understood():
    unread = {cell for cell in published_cells() if unread_reason(parse_value(cell))}

    assert unread == {"通过信息系统2级等保测评"}


def test_the_published_cells_are_of_these_kinds():
    read = [parse_value(cell) for cell in published_cells()]

    assert Counter((value.operator, value.kind) for value in read) == {
        ("=", "number"): 119,
        ("=", "percent"): 79,
        ("=", "duration"): 2,
        ("=", "money"): 1,
        (">=", "number"): 51,
        (">=", "percent"): 16,
        ("<=", "number"): 1,
        ("qualitative", "qualitative_level"): 80,
        ("qualitative", "qualitative_text"): 53,
    }
