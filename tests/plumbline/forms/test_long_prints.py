"""The official PDF of a form of many rows reads back whole, whatever stands at the foot of its pages and however long its texts are."""

import io
import re
from collections.abc import Iterable

import msgspec
import pdfplumber
import pytest
from tests.plumbline.forms.long_forms import BASES, FOOTER, SAMPLES, long_form

from plumbline.forms.model import Form
from plumbline.forms.reading import read_forms
from plumbline.forms.serialisation import content, to_builtins
from plumbline.forms.writers import write


def differences(one: Form, other: Form) -> dict[str, tuple[object, object]]:
    first, second = to_builtins(content(one)), to_builtins(content(other))
    return {key: (first[key], second.get(key)) for key in first if first[key] != second.get(key)}


REASON = "企业申报数超出预期，主要是年中新增两个园区纳入服务范围；下年度将按实际服务半径调高目标值。"


def with_reasons(form: Form, places: Iterable[int], times: int) -> Form:
    rows = list(form.indicators)
    for place in places:
        printed = msgspec.structs.replace(rows[place].printed, deviation=REASON * times)
        rows[place] = msgspec.structs.replace(rows[place], deviation=REASON * times, printed=printed)
    return msgspec.structs.replace(form, indicators=tuple(rows))


def with_goal(form: Form, times: int) -> Form:
    name = next(name for name in ("expected_goal", "annual_goal", "overall_goal") if hasattr(form, name))
    return msgspec.structs.replace(form, **{name: REASON * times})


@pytest.mark.parametrize("footer", [(), FOOTER, (*SAMPLES, *FOOTER)], ids=["plain", "head", "samples"])
@pytest.mark.parametrize("count", [13, 40])
@pytest.mark.parametrize("base", BASES)
def test_every_row_comes_back_from_every_page(base: str, count: int, footer: tuple[str, ...]):
    form = long_form(BASES[base], count)

    reading = read_forms(write(form, to="pdf", footer=footer), "form.pdf")

    assert len(reading.forms) == 1
    assert len(reading.forms[0].indicators) == count
    assert differences(form, reading.forms[0]) == {}


@pytest.mark.parametrize(
    ("places", "times"),
    [([4], 12), ([4], 40), ([0], 5), (range(13), 4)],
    ids=["higher than a page", "higher than many", "the first row does not fit", "every row is cut"],
)
@pytest.mark.parametrize("base", ["shanghai-self-evaluation", "national-self-evaluation", "monitoring"])
def test_a_reason_longer_than_a_page_is_printed_and_read_to_its_end(base: str, places: Iterable[int], times: int):
    form = with_reasons(long_form(BASES[base], 13), places, times)

    (read,) = read_forms(write(form, to="pdf", footer=FOOTER), "form.pdf").forms

    assert differences(form, read) == {}


@pytest.mark.parametrize("times", [10, 60])
@pytest.mark.parametrize("base", BASES)
def test_a_goal_longer_than_a_page_is_printed_and_read_to_its_end(base: str, times: int):
    form = with_goal(long_form(BASES[base], 13), times)

    (read,) = read_forms(write(form, to="pdf", footer=FOOTER), "form.pdf").forms

    assert differences(form, read) == {}


def test_a_heading_of_two_rows_may_begin_on_the_next_page():
    """Where the goal ends a little above the foot, the heading moves to the next page with its first row."""
    form = long_form(BASES["monitoring"], 13)

    for length in range(1500, 2000, 50):
        goal = (REASON * 50)[:length]
        (read,) = read_forms(write(msgspec.structs.replace(form, expected_goal=goal), to="pdf"), "form.pdf").forms
        assert len(read.indicators) == 13


@pytest.mark.parametrize("base", ["shanghai-self-evaluation", "monitoring"])
@pytest.mark.parametrize("lines", [1, 3, 4, 11])
def test_all_lines_below_a_form_are_on_the_paper_and_the_last_on_every_page(base: str, lines: int):
    footer = (*SAMPLES, *FOOTER)[-lines:]

    with pdfplumber.open(io.BytesIO(write(long_form(BASES[base], 20), to="pdf", footer=footer))) as pdf:
        pages = [re.sub(r"\s", "", page.within_bbox(page.bbox).extract_text()) for page in pdf.pages]
        lowest = max(character["bottom"] for page in pdf.pages for character in page.chars)
        assert lowest < pdf.pages[0].height - 10

    assert len(pages) > 1
    assert all(re.sub(r"\s", "", line) in "".join(pages) for line in footer)
    assert all(re.sub(r"\s", "", footer[-1]) in page for page in pages)
    assert all(f"第{number}页共{len(pages)}页" in page for number, page in enumerate(pages, start=1))
