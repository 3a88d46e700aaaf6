"""The indicator grid below its heading, down to total and grade."""

import msgspec

from plumbline.forms.layouts.cleaning import clean_text, has_markup, label_key, or_none
from plumbline.forms.layouts.columns import Columns, read_columns
from plumbline.forms.layouts.fitness import NUMBER, class_of
from plumbline.forms.layouts.lexicon import (
    GRADE_LABEL,
    GRADES,
    LEVEL1,
    LEVEL1_OF_LEVEL2,
    LEVEL2,
    LEVEL_WEIGHT,
    NOTE,
    POINTS_AT_END,
    TOTAL,
)
from plumbline.forms.layouts.monitoring_columns import monitoring_indicator
from plumbline.forms.layouts.problems import reading_problem
from plumbline.forms.layouts.row_ends import misplaced_rows
from plumbline.forms.layouts.row_reading import RowReading, read_row
from plumbline.forms.layouts.rows import Row, RowCell
from plumbline.forms.layouts.segments import is_indicator_header
from plumbline.forms.layouts.values_in_rows import amount_of, make_indicator, printed_indicator, target_of
from plumbline.forms.model import EmptyRow, Indicator
from plumbline.forms.places import Cell, ReadingProblem

MAX_ROWS_AFTER_TOTAL = 4


class IndicatorReading(msgspec.Struct):
    """Everything below the heading of the grid."""

    indicators: list[Indicator] = msgspec.field(default_factory=list)
    empty_rows: list[EmptyRow] = msgspec.field(default_factory=list)
    problems: list[ReadingProblem] = msgspec.field(default_factory=list)
    total_weight: str | None = None
    total_score: str | None = None
    grade: str | None = None
    period: tuple[int, int] | None = None
    cells: dict[str, Cell] = msgspec.field(default_factory=dict)
    roles: set[str] = msgspec.field(default_factory=set)
    tail: list[Row] = msgspec.field(default_factory=list)


class _Levels(msgspec.Struct):
    """The levels in force while going down the rows."""

    level1: str | None = None
    level2: str | None = None
    weight1: str | None = None
    weight2: str | None = None

    def take(self, reading: RowReading) -> str | None:
        """Take the levels printed in a row; returns a level 2 whose level 1 had to be taken from the taxonomy.

        In a row whose cells were displaced only words of the taxonomy are levels: anything else would spoil the rows below.
        """
        inferred = None
        is_sure = not (reading.is_shifted or reading.is_doubtful)
        if (cell := reading.cells.get("level1")) and (is_sure or cell.key in LEVEL1):
            self.level1, self.weight1 = _level(cell)
            self.level2 = self.weight2 = None
        if (cell := reading.cells.get("level2")) and (is_sure or cell.key in LEVEL2):
            self.level2, self.weight2 = _level(cell)
            expected = LEVEL1_OF_LEVEL2.get(self.level2)
            if self.level1 is None and expected is not None:
                self.level1, inferred = expected, self.level2
        return inferred


def _level(cell: RowCell) -> tuple[str, str | None]:
    text = clean_text(cell.text)
    found = LEVEL_WEIGHT.search(text)
    if found and cell.key:
        return text[: found.start()] + text[found.end() :], found[1]
    return text, None


def read_indicators(rows: list[Row], header: int) -> IndicatorReading:
    """Read all indicator rows below a heading, and the total and the grade behind them."""
    columns = read_columns(rows, header)
    reading = IndicatorReading(period=columns.period, roles=columns.roles)
    for heading in columns.unknown:
        place = rows[header].place(heading.start)
        reading.problems.append(reading_problem("unknown_column", place, heading.heading))
    groups = columns.twin_groups()
    levels = [_Levels() for _ in groups]
    misplaced = misplaced_rows(rows[header:], columns)
    for index in range(header + columns.rows, len(rows)):
        row = rows[index]
        if is_indicator_header(row) or (columns.rows > 1 and _repeats(row, rows[header + 1])):
            continue
        if _is_end(row) or _read_total(row, columns, reading):
            _read_tail(rows[index:], columns, reading)
            reading.tail = rows[index:]
            break
        if row.is_line:
            if not _is_page_furniture(row):
                break
            continue
        found = read_row(
            row, columns, groups, level1=levels[0].level1, moved_by=misplaced.get((row.part, row.number), 0)
        )
        made = [
            _read_indicator(row, part, level, reading, roles=columns.roles, is_half=len(groups) == 2)
            for part, level in zip(found, levels, strict=True)
        ]
        _report_row(row, found, made, reading)
        if len(groups) == 2:
            _merge_twins(made, reading)
        elif made[0] is not None:
            reading.indicators.append(made[0])
    return reading


def _repeats(row: Row, sub_heading: Row) -> bool:
    """Whether the second row of the heading is printed again, as it is on every page."""
    return [cell.key for cell in row.filled] == [cell.key for cell in sub_heading.filled]


def _is_end(row: Row) -> bool:
    filled = row.filled
    if filled[0].key in GRADE_LABEL or filled[0].key in TOTAL or any(cell.key in TOTAL for cell in filled[:2]):
        return True
    return len(filled) == 1 and (filled[0].key in GRADES or NOTE.match(clean_text(filled[0].text)) is not None)


def _is_page_furniture(row: Row) -> bool:
    """Page numbers and running heads between the pieces of a table that runs over pages."""
    text = row.text
    return len(text) <= 12 and (text.strip("-—第页共/ ").isdigit() or "页" in text)


def _read_total(row: Row, columns: Columns, reading: IndicatorReading) -> bool:
    """Two bare numbers where weight and score stand, and nothing else, are the total."""
    filled = row.filled
    words = [cell for cell in filled if cell.key in TOTAL or cell.key in GRADE_LABEL]
    figures = [cell for cell in filled if cell not in words]
    if not figures or not all(NUMBER.match(cell.text) for cell in figures) or len(figures) > 2:
        return False
    by_role = {column.role: cell for cell in figures if (column := columns.at(cell.column))}
    if not words and not set(by_role) <= {"weight", "score", "actual", "target"}:
        return False
    if not words and len(figures) == 1 and not set(by_role) <= {"weight", "score"}:
        return False
    if len(figures) == 2:
        pairs = [("total_weight", figures[0]), ("total_score", figures[1])]
    else:
        pairs = [("total_weight" if "weight" in by_role and "score" in columns.roles else "total_score", figures[0])]
        if "score" not in columns.roles:
            pairs = [("total_weight", figures[0])]
    for name, cell in pairs:
        if getattr(reading, name) is None:
            setattr(reading, name, cell.text)
            reading.cells[f"{name}_printed"] = row.place(cell.column)
    return True


def _read_tail(rows: list[Row], columns: Columns, reading: IndicatorReading) -> None:
    """Total and grade may stand in either order, in one row or in several, the grade even without its label."""
    label_seen = False
    for row in [row for row in rows if not is_indicator_header(row)][:MAX_ROWS_AFTER_TOTAL]:
        if row.is_line and not row.cells[0].key:
            break
        _read_total(row, columns, reading)
        for cell in row.filled:
            if cell.key in GRADE_LABEL:
                label_seen = True
            elif cell.key in GRADES and (label_seen or len(row.filled) == 1) and reading.grade is None:
                reading.grade = cell.text
                reading.cells["grade_printed"] = row.place(cell.column)
            elif row.filled[0].key in TOTAL and NUMBER.match(cell.text):
                _read_labelled_total(row, columns, reading)


def _read_labelled_total(row: Row, columns: Columns, reading: IndicatorReading) -> None:
    figures = [cell for cell in row.filled if NUMBER.match(cell.text)]
    names = {"weight": "total_weight", "score": "total_score"}
    for cell in figures[:2]:
        column = columns.at(cell.column)
        name = names.get(column.role if column else "")
        if name is None:
            name = "total_weight" if cell is figures[0] and len(figures) == 2 else "total_score"
        if getattr(reading, name) is None:
            setattr(reading, name, cell.text)
            reading.cells[f"{name}_printed"] = row.place(cell.column)


def _read_indicator(
    row: Row, found: RowReading, levels: _Levels, reading: IndicatorReading, *, roles: set[str], is_half: bool
) -> Indicator | None:
    inferred = levels.take(found)
    name_cell = found.cells.get("level3")
    if name_cell is None:
        if _holds_only_levels(found):
            if "level2" in found.cells or (found.cells and not is_half):
                _keep_empty_row(row, levels, reading)
        elif not (set(found.cells) <= {"target", "weight", "score", "unit"} and _is_template_dots(row)):
            reading.problems.append(reading_problem("unread_row", row.place(), clean_text(row.text)))
        return None
    if inferred is not None:
        reading.problems.append(reading_problem("level_inferred", row.place(), inferred))
    return _make(row, found, roles, levels)


def _holds_only_levels(found: RowReading) -> bool:
    """Whether a row prints its levels and, at most, the points they are worth."""
    values = [cell for role, cell in found.cells.items() if role not in {"level1", "level2"}]
    if found.is_doubtful and not found.is_shifted:
        return False
    return not values or (
        found.key("level2") in LEVEL2 and all(class_of(cell) in {"points", "dash", "tick"} for cell in values)
    )


def _report_row(row: Row, found: list[RowReading], made: list[Indicator | None], reading: IndicatorReading) -> None:
    """Say what had to be put right in a row, once however many halves it has."""
    named = next((item for item in made if item is not None), None)
    if named is None:
        return
    if found[0].is_shifted:
        reading.problems.append(reading_problem("shifted_row", named.cell, named.level3))
        if named.target is None:
            reading.problems.append(reading_problem("lost_value", named.cell, named.level3))
    if found[0].is_doubtful:
        reading.problems.append(reading_problem("doubtful_row", named.cell, named.level3))
    elif _lacks_score(found[0], reading.roles):
        reading.problems.append(reading_problem("points_incomplete", named.cell, named.level3))
    for cell in row.filled:
        if has_markup(cell.text):
            reading.problems.append(reading_problem("html_in_text", row.place(cell.column), named.level3))


def _lacks_score(found: RowReading, roles: set[str]) -> bool:
    """One figure where weight and score stand, and what stands before it is a bare figure too: a cell may be lost."""
    if not {"actual", "weight", "score"} <= roles or "weight" not in found.cells or "score" in found.cells:
        return False
    actual = found.cells.get("actual")
    return actual is not None and class_of(actual) == "points"


def _keep_empty_row(row: Row, levels: _Levels, reading: IndicatorReading) -> None:
    """Both halves of a twin row may be empty: that is one empty row."""
    empty = EmptyRow(levels.level1, levels.level2, row.place())
    if not reading.empty_rows or reading.empty_rows[-1].cell != empty.cell:
        reading.empty_rows.append(empty)


def _is_template_dots(row: Row) -> bool:
    return all(not cell.text.strip("…. ") for cell in row.filled)


def _make(row: Row, found: RowReading, roles: set[str], levels: _Levels) -> Indicator:
    cells = {role: row.place(cell.column) for role, cell in found.cells.items()}
    name = found.cells["level3"]
    printed = printed_indicator(found)
    text = name.text
    if "weight" not in roles and (inside := POINTS_AT_END.search(text)):
        text = text[: inside.start()]
        printed = msgspec.structs.replace(printed, weight=inside[1])
    others = {heading: clean_text(cell.text) for heading, cell in found.others}
    indicator = make_indicator(
        text,
        row.place(name.column),
        printed,
        levels=(levels.level1, levels.level2),
        cells=cells,
        shifted=found.is_shifted,
        other_fields=others,
    )
    long_term = target_of(or_none(found.text("long_term_target")))
    if long_term is not None or levels.weight1 is not None or levels.weight2 is not None:
        indicator = msgspec.structs.replace(
            indicator,
            long_term_target=long_term,
            level1_weight=amount_of(levels.weight1),
            level2_weight=amount_of(levels.weight2),
        )
    if roles & {"projected", "likelihood", "likelihood_certain", "cause_funding"}:
        return monitoring_indicator(indicator, found)
    if remark := found.cells.get("remark"):
        return msgspec.structs.replace(indicator, other_fields=others | {"备注": clean_text(remark.text)})
    return indicator


def _merge_twins(made: list[Indicator | None], reading: IndicatorReading) -> None:
    """中期 on the left, 年度 on the right: one indicator when both halves name the same thing."""
    left, right = made
    if left is not None:
        left = msgspec.structs.replace(
            left,
            target=None,
            long_term_target=left.target,
            printed=msgspec.structs.replace(left.printed, target=None),
            cells={("long_term_target" if role == "target" else role): cell for role, cell in left.cells.items()},
        )
    if left is not None and right is not None and label_key(left.level3) == label_key(right.level3):
        cells = right.cells | {role: cell for role, cell in left.cells.items() if role == "long_term_target"}
        right = msgspec.structs.replace(right, long_term_target=left.long_term_target, cells=cells)
        left = None
    reading.indicators.extend(item for item in (left, right) if item is not None)
