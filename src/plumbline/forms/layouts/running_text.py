"""Forms in running text that was laid out from a PDF: no cells, wrapped lines, labels one character a line.

The words tell what is what: labels in front of values, level names in front of rows, and in each row the figures at its end.
"""

import re

import msgspec

from plumbline.forms.layouts.cleaning import clean_text, label_key, or_none
from plumbline.forms.layouts.fitness import DASHES, NUMBER
from plumbline.forms.layouts.funds import STANDARD_ORDER, FundReading, make_fund_row
from plumbline.forms.layouts.goals import GoalReading
from plumbline.forms.layouts.header_fields import HeaderReading
from plumbline.forms.layouts.layout import Parts
from plumbline.forms.layouts.lexicon import (
    ACTUAL_COMPLETION,
    EXPECTED_GOAL,
    GOAL_BLOCK,
    HEADER_FIELDS,
    MONEY_UNIT,
    OTHER_FIELDS,
    YEAR,
    fund_role,
    is_fund_row,
)
from plumbline.forms.layouts.problems import reading_problem
from plumbline.forms.layouts.rows import Row
from plumbline.forms.layouts.running_rows import read_running_rows
from plumbline.forms.layouts.segments import Segment, title_of

HEADER_START = re.compile(r"^(?:绩效指标)?一级(?:指标|目标)")
GRID_HEAD = re.compile(r"^\d{4}年(?:度)?绩效(?:目标|指标)$")
VERTICAL = frozenset(
    {
        "年度",
        "总体",
        "目标",
        "年",
        "度",
        "总",
        "体",
        "目",
        "标",
        "绩",
        "效",
        "指",
        "绩效",
        "指标",
        "绩效指标",
        "年度总体目标",
    }
)
VERTICAL_AT_START = re.compile(r"^[绩效指标年度总体目标]{1,2}\s{2,}(?=\S)")
"""A character of a label that runs downwards, printed in front of what stands beside it."""

GAP = re.compile(r"\s{2,}")
SECTION_HEADS = ("本项目上年度市级财政资金使用情况", "项目资金", "预期目标", "年度总体目标")
MIN_INDENT = 12
"""A line further in than this has nothing to its left."""

SHORT_FIELDS = frozenset(
    """
        project_name project_category plan_start plan_end has_government_purchase performance_type
        supervising_department implementing_unit declaring_unit budget_total budget_current_year
        budget_prior_year_budget budget_prior_year_executed
        """.split()
)


class TextLine(msgspec.Struct):
    """A line of the form; `gap` says that blank lines stand before it."""

    row: Row
    text: str
    gap: bool

    @property
    def tokens(self) -> list[str]:
        """The pieces between blanks."""
        return self.text.split()


def is_running_text(segment: Segment) -> bool:
    """Whether the indicators are lines of text and not cells."""
    return any(row.is_line and HEADER_START.match(clean_text(_text(row)[:40])) for row in segment.rows)


def read_running_text(file: str, ordinal: int, segment: Segment) -> Parts:
    """Read a form printed as running text into the same parts as one printed as a table."""
    lines = _lines(segment.rows)
    start = next(index for index, line in enumerate(lines) if HEADER_START.match(clean_text(line.text[:40])))
    above, below = lines[:start], lines[start:]
    goal_start = next((index for index, line in enumerate(above) if _is_goal_head(line)), None)
    if goal_start is None:
        goal_start = next((index for index, line in enumerate(above) if _starts_single_goal(line)), len(above))
    fund_start = next(
        (index for index, line in enumerate(above[:goal_start]) if clean_text(line.text).startswith("项目资金")),
        goal_start,
    )
    header = _read_header(above[:fund_start])
    funds = _read_funds(above[fund_start:goal_start], header)
    goals = _read_goals(above[goal_start:])
    indicators = read_running_rows([(line.row, line.text, line.gap) for line in below])
    return Parts(file, ordinal, segment, header, funds, goals, indicators)


def _text(row: Row) -> str:
    return VERTICAL_AT_START.sub("", row.cells[0].text)


def _lines(rows: list[Row]) -> list[TextLine]:
    made = []
    before: Row | None = None
    for row in rows:
        if row.is_line:
            gap = before is not None and (row.part != before.part or row.number > before.number + 1)
            made.append(TextLine(row, _text(row), gap))
            before = row
    return made


def _is_goal_head(line: TextLine) -> bool:
    keys = [label_key(token) for token in line.tokens]
    return any(key in EXPECTED_GOAL for key in keys) and any(key in ACTUAL_COMPLETION for key in keys)


def _starts_single_goal(line: TextLine) -> bool:
    """A goal printed behind its label, as in tables that print no actual completion."""
    return len(line.tokens) > 1 and label_key(line.tokens[0]) in GOAL_BLOCK | EXPECTED_GOAL


def _read_header(lines: list[TextLine]) -> HeaderReading:
    reading = HeaderReading()
    collected: dict[str, list[str]] = {}
    labels: dict[str, tuple[str, Row]] = {}
    current: str | None = None
    for line in lines:
        if reading.title is None and (title := title_of(line.row)):
            reading.title = title
            reading.cells["title_printed"] = line.row.place()
            continue
        _read_year_and_unit(line, reading, in_field=current is not None and current not in SHORT_FIELDS)
        if clean_text(line.text).startswith(SECTION_HEADS) or GRID_HEAD.match(clean_text(line.text[:24])):
            current = None
            continue
        current = _collect(line, current, collected, labels)
    for name, (label, row) in labels.items():
        text = "\n".join(part for part in collected.get(name, []) if part)
        if name in HEADER_FIELDS.values():
            reading.keep(name, label, text, row.place())
        else:
            reading.keep_other(name, text, row.place())
    return reading


def _read_year_and_unit(line: TextLine, reading: HeaderReading, *, in_field: bool) -> None:
    if reading.year is None and not in_field and len(line.text) <= 24 and (found := YEAR.search(line.text)):
        reading.year = int(found[1])
        reading.cells["year"] = line.row.place()
    if (
        reading.money_unit is None
        and not (in_field and len(line.text) > 60)
        and (found := MONEY_UNIT.search(line.text))
    ):
        reading.money_unit = found[1] or found[2]
        reading.cells["money_unit_label"] = line.row.place()


def _collect(
    line: TextLine, current: str | None, collected: dict[str, list[str]], labels: dict[str, tuple[str, Row]]
) -> str | None:
    """Hand the pieces of a line to the fields they belong to; returns the field that goes on in the next line."""
    pieces: list[str] = []
    for index, token in enumerate(line.tokens):
        label, rest = _split_label(token)
        if label is not None and _is_label_here(token, index=index, current=current):
            if current is not None:
                collected.setdefault(current, []).append(" ".join(pieces))
            current = HEADER_FIELDS.get(label, label)
            labels.setdefault(current, (label, line.row))
            pieces = [rest] if rest else []
        else:
            pieces.append(token)
    if current is not None:
        collected.setdefault(current, []).append(" ".join(pieces))
    return current


def _split_label(token: str) -> tuple[str | None, str]:
    for colon in ("：", ":"):
        if colon in token:
            head, _, rest = token.partition(colon)
            key = label_key(head)
            return (key, rest) if key in HEADER_FIELDS or key in OTHER_FIELDS else (None, "")
    key = label_key(token)
    return (key, "") if key in HEADER_FIELDS or key in OTHER_FIELDS else (None, "")


def _is_label_here(token: str, *, index: int, current: str | None) -> bool:
    """At the start of a line or behind a short field a label is a label; within a long text only with its colon at the start."""
    has_colon = "：" in token or ":" in token
    if current is None or current in SHORT_FIELDS:
        return True
    return index == 0 and has_colon


def _read_funds(lines: list[TextLine], header: HeaderReading) -> FundReading:
    reading = FundReading()
    order: list[str] = []
    for line in lines:
        _read_year_and_unit(line, header, in_field=False)
        tokens = line.tokens
        roles = [role for role in (fund_role(label_key(token)) for token in tokens) if role]
        if len(roles) >= 2:
            order = roles
        while len(tokens) > 1 and not is_fund_row(label_key(tokens[0])) and not NUMBER.match(tokens[0]):
            tokens = tokens[1:]
        name = label_key(tokens[0])
        if is_fund_row(name) and len(tokens) > 1:
            place = line.row.place()
            values = {role: (token, place) for role, token in _fund_cells(tokens[1:], order or list(STANDARD_ORDER))}
            if len(tokens) > 1 and "weight" in values and "executed" not in values:
                reading.problems.append(reading_problem("fund_cell_blank", place, clean_text(tokens[0])))
            reading.rows.append(make_fund_row(clean_text(tokens[0]).rstrip("：:"), place, values))
    if reading.rows and not order:
        reading.problems.append(reading_problem("fund_header_missing", reading.rows[0].cell))
    return reading


def _fund_cells(tokens: list[str], order: list[str]) -> list[tuple[str, str]]:
    """Pair figures with columns; the dash of an unscored row stands under the weight, however many amounts are before it."""
    pairs = list(zip(order, tokens, strict=False))
    dash = next((index for index, token in enumerate(tokens) if token in DASHES), None)
    if dash is None or "weight" not in order or dash >= order.index("weight"):
        return pairs
    weight = order.index("weight")
    return pairs[:dash] + list(zip(order[weight:], tokens[dash:], strict=False))


def _read_goals(lines: list[TextLine]) -> GoalReading:
    """The two texts stream one after the other; blank lines separate them."""
    reading = GoalReading(first=0 if lines else None)
    if lines and not _is_goal_head(lines[0]):
        tokens = lines[0].tokens
        name = "expected_goal" if label_key(tokens[0]) in EXPECTED_GOAL else "annual_goal"
        rest = [" ".join(tokens[1:]), *(below.text for below in _without_vertical_labels(lines[1:]))]
        reading.add(name, "\n".join(rest), lines[0].row.place())
        return reading
    blocks: list[list[TextLine]] = []
    body = _without_vertical_labels(lines[1:])
    if any(len(GAP.split(line.text)) == 2 for line in body):
        return _read_goals_beside(lines[0], body, reading)
    for line in body:
        if line.gap or not blocks:
            blocks.append([])
        blocks[-1].append(line)
    if not blocks:
        return reading
    if len(blocks) != 2:
        reading.problems.append(reading_problem("goals_not_separable", blocks[0][0].row.place()))
    behind = [line for block in blocks[1:] for line in block]
    for name, block in (("expected_goal", blocks[0]), ("actual_completion", behind)):
        if block:
            reading.add(name, "\n".join(line.text for line in block), block[0].row.place())
    return reading


def _read_goals_beside(head: TextLine, body: list[TextLine], reading: GoalReading) -> GoalReading:
    """The two texts stand beside each other, line for line; a line with one piece belongs to the side on which it begins."""
    sides: dict[str, list[str]] = {"expected_goal": [], "actual_completion": []}
    middle = min((_second_start(line) for line in body if len(GAP.split(line.text)) == 2), default=0)
    for line in body:
        pieces = GAP.split(line.text)
        if len(pieces) > 2:
            reading.problems.append(reading_problem("goals_not_separable", line.row.place()))
        if len(pieces) >= 2:
            sides["expected_goal"].append(pieces[0])
            sides["actual_completion"].extend(pieces[1:])
        else:
            side = (
                "actual_completion"
                if line.row.indent >= middle // 2 and line.row.indent > MIN_INDENT
                else "expected_goal"
            )
            sides[side].append(line.text)
    for field, texts in sides.items():
        if texts:
            reading.add(field, "\n".join(texts), head.row.place())
    return reading


def _second_start(line: TextLine) -> int:
    """Where the right text begins, in characters of the printed line."""
    found = GAP.search(line.row.cells[0].text, len(line.row.cells[0].text) - len(line.text))
    return line.row.indent + (found.end() if found else 0)


def _without_vertical_labels(lines: list[TextLine]) -> list[TextLine]:
    """Drop the pieces of labels that run downwards: short lines that stand among their like."""
    is_piece = [clean_text(line.text) in VERTICAL for line in lines]
    kept = []
    gap = False
    for index, line in enumerate(lines):
        neighbours = is_piece[max(0, index - 1) : index] + is_piece[index + 1 : index + 2]
        if is_piece[index] and (any(neighbours) or or_none(line.text) == "绩效指标"):
            gap = gap or line.gap
            continue
        kept.append(TextLine(line.row, line.text, line.gap or gap))
        gap = False
    return kept
