"""What a layout is: how it is told from the others, and how its parts become a form."""

import re
from collections.abc import Callable
from typing import Literal

import msgspec

from plumbline.forms.layouts.funds import FundReading
from plumbline.forms.layouts.goals import GoalReading
from plumbline.forms.layouts.header_fields import HeaderReading
from plumbline.forms.layouts.indicators import IndicatorReading
from plumbline.forms.layouts.problems import reading_problem
from plumbline.forms.layouts.segments import Segment
from plumbline.forms.model import EmptyRow, Form, Indicator
from plumbline.forms.places import Cell, ReadingProblem

FormKind = Literal["target", "self_evaluation", "monitoring"]
TEMPLATE_NAME = re.compile(
    r"^(?:指标|目标|三级指标)[\d一二三四五六七八九十]*[:：]?[.…]*$|^[.…·\s]+$|^(?:指标|目标)[\d一二三]+[:：]?$"
)
TEMPLATE_TEXT = re.compile(
    r"^[（(].{0,40}(?:填写|填报|填列|自动|选填|必填).{0,40}[）)]$|^(?:目标\d*[:：.]?|[…·.]+)+$|^[_＿\s…*×xX]+$"
)


class Parts(msgspec.Struct):
    """All that was read out of a segment, not yet a form."""

    file: str
    ordinal: int
    segment: Segment
    header: HeaderReading
    funds: FundReading
    goals: GoalReading
    indicators: IndicatorReading
    extra_problems: list[ReadingProblem] = msgspec.field(default_factory=list)

    @property
    def title(self) -> str:
        """The printed title, empty when there is none."""
        return self.header.title or ""

    def text(self, name: str) -> str | None:
        """Return a field by the model's name, from the goal block first."""
        if name in self.goals.fields:
            return self.goals.fields[name]
        return self.header.fields.get(name)

    def cells(self) -> dict[str, Cell]:
        """Return the place of every field."""
        return self.header.cells | self.goals.cells | self.indicators.cells

    def raw(self) -> dict[str, str]:
        """Return the printed texts that cleaning changed."""
        return self.header.raw | self.goals.raw

    def problems(self) -> tuple[ReadingProblem, ...]:
        """Return all problems in the order of the form."""
        groups = (
            self.header.problems,
            self.funds.problems,
            self.goals.problems,
            self.indicators.problems,
            self.extra_problems,
        )
        return tuple(problem for group in groups for problem in group)


class Layout(msgspec.Struct, frozen=True):
    """One official layout. `matches` looks at what was read; the first layout that matches builds the form."""

    id: str
    kind: FormKind
    title_zh: str
    title_en: str
    source: str
    matches: Callable[[Parts], bool]
    build: Callable[[Parts], Form]


def common_fields(parts: Parts, layout: str) -> dict[str, object]:
    """Return the fields that every form has, ready to pass to its constructor."""
    blank = is_blank(parts)
    indicators, empty_rows = list(parts.indicators.indicators), list(parts.indicators.empty_rows)
    if blank:
        empty_rows += [EmptyRow(item.level1, item.level2, item.cell) for item in indicators]
        indicators = []
    problems = parts.problems()
    if blank:
        problems = (reading_problem("blank_template", parts.segment.rows[0].place()),)
    elif not indicators:
        problems += (reading_problem("no_indicators", parts.segment.rows[-1].place()),)
    return {
        "source": parts.file,
        "ordinal": parts.ordinal,
        "layout": layout,
        "title_printed": parts.header.title,
        "year": parts.header.year,
        "project_name": parts.text("project_name"),
        "money_unit_label": parts.header.money_unit,
        "is_blank_template": blank,
        "problems": problems,
        "empty_rows": tuple(empty_rows),
        "other_fields": parts.header.others,
        "raw": parts.raw(),
        "cells": parts.cells(),
        "indicators": tuple(indicators),
    }


def is_blank(parts: Parts) -> bool:
    """Whether nobody has filled the form in: no name, no figure, no goal, only the template's own words."""
    name = parts.text("project_name")
    if name and not TEMPLATE_TEXT.match(name):
        return False
    if any(row.annual_budget or row.initial_budget or row.executed for row in parts.funds.rows):
        return False
    goals = [
        parts.text(field)
        for field in (
            "expected_goal",
            "actual_completion",
            "annual_goal",
            "long_term_goal",
            "overall_goal",
            "overview",
        )
    ]
    if any(text and not TEMPLATE_TEXT.match(text) for text in goals):
        return False
    return all(_is_template_row(indicator) for indicator in parts.indicators.indicators)


def _is_template_row(indicator: Indicator) -> bool:
    values = (indicator.target, indicator.actual)
    filled = [value for value in values if value is not None and value.kind not in {"placeholder", "not_applicable"}]
    return not filled or TEMPLATE_NAME.match(indicator.level3) is not None
