"""Damaged files of every kind: whatever happens to the bytes, reading gives a document or a refusal.

PLUMBLINE_FUZZ=100000 runs as many cases for each kind; by default few do (see tests/effort.py).
"""

import io
import zipfile
from collections.abc import Callable
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.effort import fuzz_cases
from tests.plumbline.forms.sources import builders

from plumbline.errors import UnreadableFileError
from plumbline.forms.grid import Document, Grid
from plumbline.forms.sources import office, read_document

CASES = fuzz_cases(40)
FUZZED = settings(
    max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)

# How often and where: a place is a share of the length, so that a shrunk case stays meaningful.
PLACE = st.floats(0, 1, exclude_max=True)
MUTATION = st.one_of(
    st.tuples(st.just("flip"), PLACE, st.integers(1, 255)),
    st.tuples(st.just("set"), PLACE, st.sampled_from([0, 1, 0x7F, 0x80, 0xFF, 0x3C, 0x3E, 0x22, 0x39])),
    st.tuples(st.just("cut"), PLACE, st.integers(0, 200)),
    st.tuples(st.just("truncate"), PLACE, st.just(0)),
    st.tuples(st.just("repeat"), PLACE, st.integers(1, 60)),
    st.tuples(st.just("swap"), PLACE, st.integers(1, 80)),
)
MUTATIONS = st.lists(MUTATION, min_size=1, max_size=6)


def mutated(data: bytes, mutations: list[tuple[str, float, int]]) -> bytes:
    for kind, share, amount in mutations:
        at = int(len(data) * share)
        if kind == "flip" and data:
            data = data[:at] + bytes([data[at] ^ amount]) + data[at + 1 :]
        elif kind == "set" and data:
            data = data[:at] + bytes([amount]) + data[at + 1 :]
        elif kind == "cut":
            data = data[:at] + data[at + amount :]
        elif kind == "truncate":
            data = data[:at]
        elif kind == "repeat":
            data = data[: at + amount] + data[at:]
        else:
            data = data[:at] + data[at + amount : at + 2 * amount] + data[at : at + amount] + data[at + 2 * amount :]
    return data


@cache
def valid(build: Callable[[], bytes]) -> bytes:
    return build()


def with_part_mutated(data: bytes, part: str, mutations: list[tuple[str, float, int]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, mutated(content, mutations) if name == part else content)
    return buffer.getvalue()


def read_or_refuse(data: bytes) -> None:
    """Read; anything but a sound document or a refusal fails the test."""
    try:
        document = read_document(data, "表")
    except UnreadableFileError as error:
        refused = error
    else:
        check_sound(document)
        return
    assert refused.message("zh").endswith("。")
    assert refused.message("en").endswith(".")


def check_sound(document: Document) -> None:
    for block in document.blocks:
        if isinstance(block, Grid):
            taken: set[tuple[int, int]] = set()
            for cell in block.cells:
                area = {
                    (row, column)
                    for row in range(cell.row, cell.row + cell.row_span)
                    for column in range(cell.column, cell.column + cell.column_span)
                }
                assert area
                assert min(area) >= (1, 1)
                assert not area & taken
                taken |= area
            assert list(block.cells) == sorted(block.cells, key=lambda cell: (cell.row, cell.column))


@pytest.fixture(autouse=True)
def no_office_program(monkeypatch):
    monkeypatch.setattr(office, "find_converter", lambda: None)


WHOLE = [
    lambda: builders.docx_form(12, 5),
    lambda: builders.xlsx_form(12, 5),
    builders.xls_form,
    lambda: builders.html_form(6),
    builders.mht_form,
    lambda: builders.csv_form(6),
    lambda: builders.text_form(6),
]


@pytest.mark.parametrize("build", WHOLE, ids=["docx", "xlsx", "xls", "html", "mht", "csv", "text"])
@FUZZED
@given(mutations=MUTATIONS)
def test_a_damaged_file_is_read_or_refused(build, mutations):
    read_or_refuse(mutated(valid(build), mutations))


PARTS = [
    (WHOLE[0], "word/document.xml"),
    (WHOLE[1], "xl/worksheets/sheet1.xml"),
    (WHOLE[1], "xl/sharedStrings.xml"),
    (WHOLE[1], "xl/styles.xml"),
    (WHOLE[1], "xl/workbook.xml"),
    (WHOLE[1], "xl/_rels/workbook.xml.rels"),
]


@pytest.mark.parametrize(("build", "part"), PARTS, ids=[part for _, part in PARTS])
@FUZZED
@given(mutations=MUTATIONS)
def test_a_damaged_part_of_a_package_is_read_or_refused(build, part, mutations):
    read_or_refuse(with_part_mutated(valid(build), part, mutations))


NUMBER = st.sampled_from(["", "0", "1", "2", "3", "-1", "x", "1000000000"])
PROPERTY = st.builds(
    '<w:{} w:val="{}"/>'.format,
    st.sampled_from(["gridSpan", "vMerge", "hMerge", "cellDel", "other"]),
    NUMBER | st.just("restart"),
)
INNER = st.recursive(
    st.sampled_from(["<w:p/>", builders.paragraph("甲"), "<w:tbl/>", "<w:r><w:t>散</w:t></w:r>"]),
    lambda inner: st.builds(
        lambda tag, items: f"<w:{tag}>{''.join(items)}</w:{tag}>",
        st.sampled_from(["tbl", "tr", "tc", "p", "r", "sdt", "sdtContent", "txbxContent", "ins", "del"]),
        st.lists(inner | PROPERTY.map(lambda item: f"<w:tcPr>{item}</w:tcPr>"), max_size=5),
    ),
    max_leaves=25,
)


@FUZZED
@given(body=st.lists(INNER, max_size=6).map("".join))
def test_word_elements_in_any_order_are_read_or_refused(body):
    read_or_refuse(builders.word(body))


@FUZZED
@given(
    rows=st.lists(
        st.lists(st.tuples(st.lists(PROPERTY, max_size=2), st.sampled_from(["甲", "", "乙"])), min_size=1, max_size=6),
        min_size=1,
        max_size=6,
    )
)
def test_merged_cells_of_word_never_overlap(rows):
    cells = ["".join(builders.cell(text, "".join(properties)) for properties, text in row) for row in rows]

    read_or_refuse(builders.word(builders.table(*cells)))


@FUZZED
@given(rows=st.lists(st.lists(st.tuples(NUMBER, NUMBER), max_size=6), min_size=1, max_size=6))
def test_spans_of_a_web_page_never_overlap(rows):
    body = "".join(
        "<tr>" + "".join(f'<td rowspan="{down}" colspan="{across}">甲</td>' for down, across in row) for row in rows
    )

    read_or_refuse(f"<html><table>{body}</table></html>".encode())


POSITION = st.builds(lambda column, row: f"{'ABCDEFG'[column]}{row}", st.integers(0, 6), st.integers(1, 8))


@FUZZED
@given(
    texts=st.dictionaries(POSITION, st.sampled_from(["甲", ""]), max_size=12),
    merged=st.lists(st.tuples(POSITION, POSITION), max_size=6),
)
def test_merged_areas_of_a_sheet_never_overlap(texts, merged):
    cells = "".join(f'<c r="{place}" t="str"><v>{text}</v></c>' for place, text in texts.items())
    areas = "".join(f'<mergeCell ref="{start}:{end}"/>' for start, end in merged)

    read_or_refuse(builders.workbook(f"<sheetData><row>{cells}</row></sheetData><mergeCells>{areas}</mergeCells>"))
