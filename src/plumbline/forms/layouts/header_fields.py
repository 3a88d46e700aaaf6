"""The labelled fields above the fund block: 项目名称, 主管部门, 项目概况 and their like."""

import re

import msgspec

from plumbline.forms.layouts.cleaning import clean_text, has_markup, label_key, or_none
from plumbline.forms.layouts.lexicon import (
    GOAL_BLOCK,
    HEADER_FIELDS,
    MONEY_UNIT,
    OTHER_FIELDS,
    YEAR,
    fund_role,
    is_fund_row,
)
from plumbline.forms.layouts.problems import reading_problem
from plumbline.forms.layouts.rows import Row, RowCell, heading_lines
from plumbline.forms.layouts.segments import title_of
from plumbline.forms.places import Cell, ReadingProblem

MAX_ROWS_BELOW = 16
INLINE_LABEL = re.compile(r"^\s*([^：:]{2,16})[：:]\s*(.*)$", re.DOTALL)


class HeaderReading(msgspec.Struct):
    """What stands above the funds: `fields` by the model's names, `others` by their printed labels."""

    title: str | None = None
    year: int | None = None
    money_unit: str | None = None
    fields: dict[str, str | None] = msgspec.field(default_factory=dict)
    others: dict[str, str] = msgspec.field(default_factory=dict)
    raw: dict[str, str] = msgspec.field(default_factory=dict)
    cells: dict[str, Cell] = msgspec.field(default_factory=dict)
    problems: list[ReadingProblem] = msgspec.field(default_factory=list)

    def keep(self, name: str, label: str, text: str | None, place: Cell) -> None:
        """Keep a field: the cleaned text, and the printed text where cleaning changed it."""
        printed = or_none(text)
        if self.fields.get(name) is not None:
            return
        self.cells[name] = place
        if printed is None:
            self.fields.setdefault(name, None)
            return
        if has_markup(printed):
            self.problems.append(reading_problem("html_in_text", place, label))
        cleaned = clean_text(printed)
        self.fields[name] = cleaned or None
        if cleaned != printed:
            self.raw[name] = printed

    def keep_other(self, label: str, text: str | None, place: Cell) -> None:
        """Keep a labelled field that the model has no name for."""
        cleaned = clean_text(text or "")
        if cleaned and label not in self.others:
            self.others[label] = cleaned
            self.cells[label] = place


def read_header(rows: list[Row]) -> HeaderReading:
    """Read title, year, money unit and labelled fields from the rows above the indicator grid."""
    reading = HeaderReading()
    for row in rows:
        _read_heading(row, reading)
        _read_money_unit(row, reading)
        _read_fields(row, reading)
    return reading


def keep_fields_below(reading: HeaderReading, rows: list[Row]) -> None:
    """Keep what is printed below the indicators: conclusion, problems, measures, who filled the form in."""
    below = HeaderReading()
    for number, row in enumerate(rows[:MAX_ROWS_BELOW]):
        if title_of(row) is not None or (row.is_line and number > 0 and not INLINE_LABEL.match(row.text)):
            break
        _read_fields(row, below)
    for label, text in below.others.items():
        if label not in reading.others:
            reading.others[label] = text
            reading.cells[label] = below.cells[label]


def _read_heading(row: Row, reading: HeaderReading) -> None:
    if reading.title is None:
        title = title_of(row)
        if title is not None:
            reading.title = title
            reading.cells["title_printed"] = row.place()
    if reading.year is None and len(row.filled) == 1:
        for line in heading_lines(row):
            if len(line) <= 48 and (found := YEAR.search(line)):
                reading.year = int(found[1])
                reading.cells["year"] = row.place()
                break


def _read_money_unit(row: Row, reading: HeaderReading) -> None:
    if reading.money_unit is None:
        for cell in row.cells:
            if len(cell.text) <= 40 and (found := MONEY_UNIT.search(cell.text)):
                reading.money_unit = found[1] or found[2]
                reading.cells["money_unit_label"] = row.place(cell.column)
                return


def _read_fields(row: Row, reading: HeaderReading) -> None:
    skip = -1
    for index, cell in enumerate(row.cells):
        if index <= skip or not cell.text:
            continue
        name = HEADER_FIELDS.get(cell.key)
        if name is not None or cell.key in OTHER_FIELDS:
            value = _value_right_of(row, index)
            place = row.place(value.column if value else cell.column)
            if name is not None:
                reading.keep(name, cell.key, value.text if value else None, place)
            else:
                reading.keep_other(cell.key, value.text if value else None, place)
            skip = row.cells.index(value) if value else index
        else:
            _read_inline(row, cell, reading)


def _read_inline(row: Row, cell: RowCell, reading: HeaderReading) -> None:
    """A label and its value in one cell, or several such lines in one cell."""
    if "：" not in cell.text and ":" not in cell.text:
        return
    lines = heading_lines(row) if len(row.filled) == 1 else [cell.text]
    for line in lines:
        found = INLINE_LABEL.match(line)
        if not found:
            continue
        key = label_key(found[1])
        if name := HEADER_FIELDS.get(key):
            reading.keep(name, key, found[2], row.place(cell.column))
        elif key in OTHER_FIELDS:
            reading.keep_other(key, found[2], row.place(cell.column))


def _value_right_of(row: Row, index: int) -> RowCell | None:
    """The next cell with text, unless a label comes first."""
    for cell in row.cells[index + 1 :]:
        if cell.text:
            return None if is_label(cell.key) else cell
    return None


def is_label(key: str) -> bool:
    """Whether a cell is itself a label, so that it cannot be the value of the label before it."""
    return key in HEADER_FIELDS or key in OTHER_FIELDS or key in GOAL_BLOCK or bool(fund_role(key)) or is_fund_row(key)
