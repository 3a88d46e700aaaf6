"""The goal block: what was expected and what is said to have been reached."""

import msgspec

from plumbline.forms.layouts.cleaning import clean_text, has_markup, or_none
from plumbline.forms.layouts.lexicon import (
    ACTUAL_COMPLETION,
    ANNUAL_GOAL,
    EXPECTED_GOAL,
    GOAL_BLOCK,
    GOAL_NUMBER,
    LONG_TERM_GOAL,
    fund_role,
    is_fund_row,
)
from plumbline.forms.layouts.problems import reading_problem
from plumbline.forms.layouts.rows import Row, RowCell
from plumbline.forms.places import Cell, ReadingProblem


class GoalReading(msgspec.Struct):
    """Goal texts by the model's field names, cleaned, with the printed text where cleaning changed it."""

    fields: dict[str, str] = msgspec.field(default_factory=dict)
    raw: dict[str, str] = msgspec.field(default_factory=dict)
    cells: dict[str, Cell] = msgspec.field(default_factory=dict)
    problems: list[ReadingProblem] = msgspec.field(default_factory=list)
    first: int | None = None
    last: int | None = None

    def add(self, name: str, text: str, place: Cell) -> None:
        """Add text to a field; a second cell (after a page break) continues the first."""
        printed = or_none(text)
        if printed is None:
            return
        if has_markup(printed):
            self.problems.append(reading_problem("html_in_text", place, FIELD_LABELS[name]))
        cleaned = clean_text(printed)
        before = self.fields.get(name, "")
        raw = self.raw.get(name, before) + printed
        self.fields[name] = before + cleaned
        self.cells.setdefault(name, place)
        if raw != self.fields[name]:
            self.raw[name] = raw


FIELD_LABELS = {
    "expected_goal": "预期目标",
    "actual_completion": "实际完成情况",
    "overall_goal": "总体目标",
    "long_term_goal": "中期目标",
    "annual_goal": "年度目标",
}

PAIRED = (
    (EXPECTED_GOAL, "expected_goal"),
    (ACTUAL_COMPLETION, "actual_completion"),
)
TWIN = ((LONG_TERM_GOAL, "long_term_goal"), (ANNUAL_GOAL, "annual_goal"))


def read_goals(rows: list[Row]) -> GoalReading:
    """Read expected goal and actual completion, or the twin goals of a declaration, or a single goal."""
    for pairs in (PAIRED, TWIN):
        for index, row in enumerate(rows):
            heads = _heads(row, pairs)
            if len(heads) == 2:
                return _read_below(rows, index, heads)
    return _read_beside(rows)


def _heads(row: Row, pairs: tuple[tuple[frozenset[str], str], ...]) -> list[tuple[str, RowCell]]:
    """The heading cells of a row; the block's own label (年度总体目标) to the left of them is not one."""
    found = []
    for words, name in pairs:
        cells = [cell for cell in row.cells if cell.key in words]
        if cells:
            found.append((name, cells[-1]))
    ordered = sorted(found, key=lambda item: item[1].column)
    return ordered if len({cell.column for _, cell in ordered}) == len(ordered) else []


def _read_below(rows: list[Row], index: int, heads: list[tuple[str, RowCell]]) -> GoalReading:
    reading = GoalReading(first=index)
    for number, row in enumerate(rows[index + 1 :], start=index + 1):
        if _is_fund(row):
            break
        reading.last = number
        texts = [cell for cell in row.cells if cell.text and cell.key not in GOAL_BLOCK]
        if len(texts) == len(heads):
            pairs = [(name, cell) for (name, _), cell in zip(heads, texts, strict=True)]
        else:
            pairs = [(_nearest(heads, cell), cell) for cell in texts]
        for name, cell in pairs:
            reading.add(name, cell.text, row.place(cell.column))
    return reading


def _is_fund(row: Row) -> bool:
    """Whether the fund block begins here: some departments print it below the goals."""
    return sum(1 for cell in row.cells if fund_role(cell.key)) >= 2 or any(is_fund_row(cell.key) for cell in row.cells)


def _nearest(heads: list[tuple[str, RowCell]], cell: RowCell) -> str:
    """The heading under which a cell begins: the last one that starts at or before it."""
    chosen = heads[0][0]
    for name, head in heads:
        if head.column <= cell.column:
            chosen = name
    return chosen


def _read_beside(rows: list[Row]) -> GoalReading:
    """A single goal printed to the right of its label."""
    reading = GoalReading()
    names = dict.fromkeys(EXPECTED_GOAL, "expected_goal") | dict.fromkeys(ACTUAL_COMPLETION, "actual_completion")
    names |= dict.fromkeys(GOAL_BLOCK, "annual_goal")
    for index, row in enumerate(rows):
        name: str | None = None
        for cell in row.cells:
            key = GOAL_NUMBER.sub("", cell.key)
            if key in names:
                name = names[key]
                reading.first = index if reading.first is None else reading.first
                reading.last = index
            elif name is not None and cell.text:
                reading.add(name, cell.text, row.place(cell.column))
    return reading
