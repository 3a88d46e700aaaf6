"""Word tables printed by LibreOffice, whose rulings are drawn otherwise than typst's."""

import pytest
from tests.plumbline.forms.sources.pdf.making import expected_cells, logical_cells
from tests.plumbline.forms.sources.pdf.office import LIST, SHAPES
from tests.plumbline.office_prints import NO_SOFFICE, SOFFICE, prints

from plumbline.forms.grid import Grid
from plumbline.forms.sources.pdf import read_pdf

pytestmark = [
    pytest.mark.skipif(SOFFICE is None, reason=NO_SOFFICE),
    pytest.mark.xdist_group("soffice"),
]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_printed_self_evaluation_is_exact(shape: str):
    read = read_pdf(prints()[shape], "form.pdf")

    assert logical_cells(read, SHAPES[shape]) == expected_cells(SHAPES[shape])


def test_a_printed_list_with_a_repeated_header_is_exact():
    read = read_pdf(prints()["list"], "form.pdf")

    assert logical_cells(read, LIST) == expected_cells(LIST)
    assert [block.continues_previous for block in read.blocks if isinstance(block, Grid)][:2] == [False, True]
