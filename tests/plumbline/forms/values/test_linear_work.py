"""A cell of any size costs work in proportion to its size; counted in calls, not in seconds."""

import importlib
import pkgutil
import re
import sys
import warnings

import pytest

from plumbline.forms import value_grammar
from plumbline.forms.value_grammar import parse_value

PATTERNS = [
    "1甲",
    "一家",
    "1,",
    "1.",
    "(1",
    "a1",
    "1 ",
    "1%",
    "1-",
    "1月",
    "2023年",
    "新增5家，",
    "三年底",
    "百分之一",
    "1天",
    "完成5次12月底前",
    "第",
    "的",
]


def calls_for(text: str) -> int:
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        parse_value(text)
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("pattern", PATTERNS)
def test_four_times_the_text_is_at_most_four_times_the_calls(pattern):
    small, large = calls_for(pattern * 250), calls_for(pattern * 1000)

    assert large <= 4.2 * small + 100


def compiled_patterns():
    for module in pkgutil.iter_modules(value_grammar.__path__, value_grammar.__name__ + "."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, re.Pattern):
                yield pytest.param(value, id=f"{module.name.rpartition('.')[2]}.{name}")


@pytest.mark.parametrize("pattern", list(compiled_patterns()))
def test_no_pattern_repeats_a_repetition_without_end(pattern):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        parser = importlib.import_module("re._parser")
    assert not nested_endless(parser.parse(pattern.pattern, pattern.flags), parser, is_inside=False)


def nested_endless(node, parser, *, is_inside: bool) -> bool:
    """Tell an endless repetition inside another one, the shape that makes a search explode."""
    for operation, argument in node:
        if operation in {parser.MAX_REPEAT, parser.MIN_REPEAT}:
            is_endless = argument[1] == parser.MAXREPEAT
            if (is_endless and is_inside) or nested_endless(argument[2], parser, is_inside=is_inside or is_endless):
                return True
        elif isinstance(argument, tuple):
            for item in argument:
                if isinstance(item, parser.SubPattern) and nested_endless(item, parser, is_inside=is_inside):
                    return True
                if isinstance(item, list) and any(
                    isinstance(branch, parser.SubPattern) and nested_endless(branch, parser, is_inside=is_inside)
                    for branch in item
                ):
                    return True
    return False
