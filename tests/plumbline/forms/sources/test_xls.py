import struct
from pathlib import Path

import pytest
from tests.plumbline.forms.sources.builders import record, xls_form, xlsx_form

from plumbline.errors import UnreadableFileError
from plumbline.forms.grid import Grid
from plumbline.forms.places import Cell
from plumbline.forms.sources.biff import StringReader, rk_number
from plumbline.forms.sources.xls import read_xls
from plumbline.forms.sources.xlsx import read_xlsx


@pytest.mark.parametrize("sector", [512, 4096])
def test_an_old_workbook_is_read_as_it_is_seen(sector):
    document = read_xls(xls_form(sector=sector), "表.xls")

    (grid,) = document.blocks
    assert isinstance(grid, Grid)
    assert grid.part == "sheet:自评表"
    assert [(c.row, c.column, c.column_span, c.text) for c in grid.cells] == [
        (1, 1, 4, "项目支出绩效自评表"),
        (2, 1, 1, "99.49%"), (2, 2, 1, "2023-11-30"), (2, 3, 1, "1,234.50万元"), (2, 4, 1, "10"),
        (3, 1, 1, "TRUE"), (3, 2, 1, "#DIV/0!"), (3, 3, 1, "公式"), (3, 4, 1, "文字"),
    ]  # fmt: skip
    assert document.problems == ()


def test_hidden_rows_are_flagged():
    document = read_xls(xls_form(extra=record(0x0208, struct.pack("<H10xHH", 1, 0x20, 0))), "表.xls")

    assert [(problem.code, problem.cell) for problem in document.problems] == [
        ("hidden_rows", Cell("表.xls", "sheet:自评表", 2, 1))
    ]


@pytest.mark.parametrize(
    "extra",
    [
        record(0x00FD, struct.pack("<HHHI", 5, 0, 0, 99)),
        record(0x0203, b"\0\0"),
        record(0x0204, struct.pack("<HHH", 5, 0, 0) + struct.pack("<HB", 500, 1) + b"ab"),
        record(0x00E5, b""),
    ],
)
def test_a_record_that_does_not_hold_what_it_should_is_damage(extra):
    with pytest.raises(UnreadableFileError) as refused:
        read_xls(xls_form(extra=extra), "表.xls")

    assert refused.value.code == "damaged"


def test_a_string_may_change_its_width_where_it_is_continued():
    reader = StringReader([struct.pack("<HB", 5, 0) + b"abc", b"\x01" + "数量".encode("utf-16-le") + b"rest"])

    assert reader.string() == "abc数量"


def test_formatting_runs_and_phonetics_of_a_string_are_passed_over():
    reader = StringReader(
        [
            struct.pack("<HBHI", 2, 0x0D, 1, 3) + "甲乙".encode("utf-16-le") + b"runs" + b"ph",
            b"o" + struct.pack("<HB", 1, 0) + b"x",
        ]
    )

    assert [reader.string(), reader.string()] == ["甲乙", "x"]


@pytest.mark.parametrize(
    ("value", "number"),
    [(1000 << 2 | 2, 1000.0), (123450 << 2 | 3, 1234.5), (0xFFFFFFFE, -1.0), (0x3FF00000, 1.0), (0x3FF00001, 0.01)],
)
def test_the_short_form_of_numbers_is_decoded(value, number):
    assert rk_number(value) == number


def test_a_workbook_that_an_office_program_saved_in_the_old_format_is_the_same():
    """`saved/workbook.xls` is our workbook as LibreOffice 7.4 saved it with the filter MS Excel 97."""
    saved = Path(__file__).with_name("saved") / "workbook.xls"

    old = read_xls(saved.read_bytes(), "form")

    assert old.blocks == read_xlsx(xlsx_form(), "form").blocks
