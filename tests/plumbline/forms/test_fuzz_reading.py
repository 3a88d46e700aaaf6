"""Damaged documents from bytes to forms: reading gives forms with located problems or refuses in one sentence, and nothing else.

PLUMBLINE_FUZZ=10000 runs as many cases for each document; by default few do (see tests/effort.py).
"""

from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.effort import fuzz_cases
from tests.golden.library import cases, input_of
from tests.plumbline.forms.sources.test_fuzz import MUTATIONS, mutated, with_part_mutated

from plumbline.errors import UnreadableFileError
from plumbline.examples import example_files
from plumbline.forms.reading import read_forms
from plumbline.forms.serialisation import from_json, to_json
from plumbline.forms.sources import office

CASES = fuzz_cases(15)
FUZZED = settings(
    max_examples=CASES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
PARTS = {".docx": "word/document.xml", ".xlsx": "xl/worksheets/sheet1.xml"}
WORDS = st.sampled_from(
    "项目名称 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 产出指标 数量指标 成本指标 满意度指标 总分 评价等级 优 年度资金总额 其中：当年财政拨款 年初预算数"
    " 全年执行数 执行率 预期目标 实际完成情况 ≥5个 100 12.5 — √ 项目支出绩效自评表 （2023年度） 1-7月执行情况 完成目标可能性 <p>甲</p> 甲单位 指标1： ……".split()
)
SEPARATORS = st.sampled_from(["\t", "\t\t", "  ", "   ", " ", "\n", "\n\n", ","])


@cache
def content(path: Path) -> bytes:
    return path.read_bytes()


def documents() -> list[Path]:
    """One document of each kind and layout: the examples and the smaller cases of the library."""
    library = [input_of(case) for case in cases() if len(content(input_of(case))) < 12_000]
    return [path for path in [*example_files(), *library] if path.suffix != ".pdf"]


@pytest.fixture(autouse=True)
def no_office_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_converter", lambda: None)


def read_or_refuse(data: bytes) -> None:
    """Whatever was read can be written and read again as JSON; every problem has a sentence in both languages."""
    try:
        forms = read_forms(data, "表").forms
    except UnreadableFileError:
        forms = ()
    for form in forms:
        assert from_json(to_json(form)) == form
        assert all(problem.message_zh and problem.message_en for problem in form.problems)


@pytest.mark.parametrize("path", documents(), ids=lambda path: f"{path.parent.name}-{path.name}")
@FUZZED
@given(mutations=MUTATIONS)
def test_a_damaged_document_is_read_or_refused(path: Path, mutations: list[tuple[str, float, int]]) -> None:
    data = content(path)
    if path.suffix in PARTS:
        read_or_refuse(with_part_mutated(data, PARTS[path.suffix], mutations))
    else:
        read_or_refuse(mutated(data, mutations))


@settings(parent=FUZZED, max_examples=20 * CASES)
@given(pieces=st.lists(st.tuples(WORDS | st.text(max_size=6), SEPARATORS), max_size=60))
def test_any_heap_of_the_words_of_forms_is_read(pieces: list[tuple[str, str]]) -> None:
    read_or_refuse("".join(word + separator for word, separator in pieces).encode(errors="replace"))


@settings(parent=FUZZED, max_examples=10 * CASES)
@given(rows=st.lists(st.lists(st.tuples(WORDS, st.integers(1, 3), st.integers(1, 4)), max_size=9), max_size=25))
def test_any_table_of_the_words_of_forms_is_read(rows: list[list[tuple[str, int, int]]]) -> None:
    body = "".join(
        "<tr>" + "".join(f"<td rowspan={down} colspan={right}>{word}</td>" for word, down, right in row) + "</tr>"
        for row in rows
    )

    read_or_refuse(f"<html><body><table>{body}</table></body></html>".encode())
