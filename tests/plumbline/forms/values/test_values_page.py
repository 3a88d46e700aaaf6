"""The reference page says what the grammar does: each row of its value tables is read again."""

import typing
from pathlib import Path

import pytest

from plumbline.forms import values
from plumbline.forms.value_grammar import parse_value

PAGE = (Path(__file__).parents[4] / "docs" / "reference" / "values.md").read_text("utf-8")


def documented_rows():
    rows = []
    for section in PAGE.split("<!-- values -->")[1:]:
        table = [line for line in section.split("\n\n")[1].splitlines() if line.startswith("|")]
        rows += [[cell.strip() for cell in line.strip("|").split("|")] for line in table[2:]]
    return rows


@pytest.mark.parametrize("row", documented_rows(), ids=lambda row: row[0])
def test_the_page_shows_what_is_read(row):
    printed, *expected = row
    value = parse_value(printed.strip("`"))

    assert [value.operator, value.low or "", value.high or "", value.unit or "", value.kind] == expected


def test_the_page_lists_every_note_and_whether_it_means_unread():
    listed = {}
    for line in PAGE.split("## Notes")[1].split("## Amounts")[0].splitlines():
        if line.startswith("| `"):
            code, unread, _ = (cell.strip() for cell in line.strip("|").split("|"))
            listed[code.strip("`")] = unread == "yes"

    assert listed == {note: note in values.UNREAD_NOTES for note in typing.get_args(values.ValueNote)}
