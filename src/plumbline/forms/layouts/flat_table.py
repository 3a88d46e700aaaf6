"""Flat workbooks: one row an indicator, the project named in every row or joined from a second table by its code."""

import re

import msgspec

from plumbline.forms.grid import Document, Grid
from plumbline.forms.layouts.cleaning import clean_text
from plumbline.forms.layouts.columns import Columns, read_columns
from plumbline.forms.layouts.funds import make_fund_row
from plumbline.forms.layouts.lexicon import FUND_COLUMNS, HEADER_FIELDS, MONEY_UNIT, YEAR, indicator_role
from plumbline.forms.layouts.row_reading import read_straight
from plumbline.forms.layouts.rows import Row, rows_of
from plumbline.forms.layouts.values_in_rows import make_indicator, printed_indicator
from plumbline.forms.model import Form, FundRow, Indicator, SelfEvaluation, TargetTable

CODE_KEYS = frozenset({"项目编码", "项目代码", "项目编号"})
YEAR_KEYS = frozenset({"年度", "预算年度", "年份", "评价年度"})
GOAL_KEYS = {
    "预期目标": "expected_goal",
    "年度总体目标": "expected_goal",
    "实际完成情况": "actual_completion",
    "年度绩效目标": "expected_goal",
}
TOTAL_KEYS = {
    "总分": "total_score",
    "自评总分": "total_score",
    "评价等级": "grade",
    "自评等级": "grade",
    "等级": "grade",
}
MIN_HEADINGS = 4


class _Project(msgspec.Struct):
    """What the tables say of one project."""

    fields: dict[str, str] = msgspec.field(default_factory=dict)
    funds: dict[str, tuple[str, Row, int]] = msgspec.field(default_factory=dict)
    indicators: list[Indicator] = msgspec.field(default_factory=list)
    row: Row | None = None


def read_flat_tables(document: Document, *, first_ordinal: int) -> list[Form]:
    """Read every project out of flat tables; the document's order of first mention is kept."""
    projects: dict[str, _Project] = {}
    scored = False
    unit: str | None = None
    for title, rows in _tables(document):
        header = next((index for index, row in enumerate(rows[:12]) if _is_flat_header(row)), None)
        if header is None:
            continue
        unit = unit or next((m[1] or m[2] for row in [*title, *rows[: header + 1]] if (m := _unit_in(row))), None)
        scored = _read_table(rows, header, projects) or scored
    made = [project for project in projects.values() if project.indicators]
    return [_form(document.file, first_ordinal + n, project, unit, scored=scored) for n, project in enumerate(made)]


def _tables(document: Document) -> list[tuple[list[Row], list[Row]]]:
    """Return the rows of each table, of all pages over which it goes, with the lines that stand above it."""
    tables: list[tuple[list[Row], list[Row]]] = []
    above: list[Row] = []
    for block in document.blocks:
        rows = rows_of(Document(document.file, document.kind, (block,)))
        if not isinstance(block, Grid):
            above += rows
        elif block.continues_previous and tables:
            tables[-1][1].extend(rows)
        else:
            tables.append((above, rows))
            above = []
    return tables


def _unit_in(row: Row) -> re.Match[str] | None:
    return MONEY_UNIT.search(" ".join(cell.text for cell in row.cells))


def _is_flat_header(row: Row) -> bool:
    """A heading row with a project column and either indicators or several fields of projects."""
    keys = [cell.key for cell in row.filled]
    names_project = any(key in CODE_KEYS or HEADER_FIELDS.get(key) == "project_name" for key in keys)
    known = [key for key in keys if _known(key)]
    return names_project and len(known) >= MIN_HEADINGS and len(known) * 3 >= len(keys) * 2


def _known(key: str) -> bool:
    tables = (HEADER_FIELDS, FUND_COLUMNS, GOAL_KEYS, TOTAL_KEYS)
    return (
        key in CODE_KEYS or key in YEAR_KEYS or indicator_role(key) is not None or any(key in table for table in tables)
    )


def _read_table(rows: list[Row], header: int, projects: dict[str, _Project]) -> bool:
    headings = {cell.column: cell.key for cell in rows[header].filled}
    has_indicators = any(indicator_role(key) == "level3" for key in headings.values())
    columns = _indicator_columns(rows, header, headings) if has_indicators else None
    carried: dict[str, str] = {}
    for row in rows[header + 1 :]:
        key = _project_key(row, headings, carried)
        if key is None:
            continue
        project = projects.setdefault(key, _Project(row=row))
        _read_fields(row, headings, project, has_indicators=columns is not None)
        if columns is not None:
            indicator = _indicator(row, columns, project)
            if indicator is not None:
                project.indicators.append(indicator)
    return columns is not None and "actual" in columns.roles


def _indicator_columns(rows: list[Row], header: int, headings: dict[int, str]) -> Columns:
    """The columns of the indicator; what says something of the project is not its own."""
    columns = read_columns(rows, header)
    own = [
        c for c in columns.columns if indicator_role(headings.get(c.start, "")) or not _known(headings.get(c.start, ""))
    ]
    return Columns(own, columns.rows)


def _project_key(row: Row, headings: dict[int, str], carried: dict[str, str]) -> str | None:
    """The code, or the name where there is no code; a blank cell below a filled one repeats it."""
    for cell in row.filled:
        key = headings.get(cell.column, "")
        if key in CODE_KEYS:
            carried["code"] = clean_text(cell.text)
        elif HEADER_FIELDS.get(key) == "project_name":
            carried["name"] = clean_text(cell.text)
    return carried.get("code") or carried.get("name")


def _read_fields(row: Row, headings: dict[int, str], project: _Project, *, has_indicators: bool) -> None:
    for cell in row.filled:
        key = headings.get(cell.column, "")
        name = HEADER_FIELDS.get(key) or GOAL_KEYS.get(key) or TOTAL_KEYS.get(key)
        if key in YEAR_KEYS:
            name = "year"
        if name is not None and not (has_indicators and indicator_role(key)):
            project.fields.setdefault(name, clean_text(cell.text))
        elif key in FUND_COLUMNS and not (has_indicators and indicator_role(key)):
            project.funds.setdefault(FUND_COLUMNS[key], (cell.text, row, cell.column))


def _indicator(row: Row, columns: Columns, project: _Project) -> Indicator | None:
    found = read_straight(row, columns)
    name = found.cells.get("level3")
    if name is None:
        return None
    before = project.indicators[-1] if project.indicators else None
    level1 = clean_text(found.text("level1")) or (before.level1 if before else None)
    level2 = clean_text(found.text("level2")) or (before.level2 if before and before.level1 == level1 else None)
    return make_indicator(
        name.text,
        row.place(name.column),
        printed_indicator(found),
        levels=(level1, level2),
        cells={role: row.place(cell.column) for role, cell in found.cells.items()},
        other_fields={heading: clean_text(cell.text) for heading, cell in found.others},
    )


def _form(file: str, ordinal: int, project: _Project, unit: str | None, *, scored: bool) -> Form:
    fields = project.fields
    year = YEAR.search(fields.get("year", "") + "年")
    funds: tuple[FundRow, ...] = ()
    if project.funds:
        values = {role: (text, row.place(column)) for role, (text, row, column) in project.funds.items()}
        funds = (make_fund_row("年度资金总额", next(iter(values.values()))[1], values),)
    if scored:
        return SelfEvaluation(
            source=file,
            ordinal=ordinal,
            layout="flat-table",
            year=int(year[1]) if year else None,
            project_name=fields.get("project_name"),
            money_unit_label=unit,
            supervising_department=fields.get("supervising_department"),
            implementing_unit=fields.get("implementing_unit") or fields.get("declaring_unit"),
            expected_goal=fields.get("expected_goal"),
            actual_completion=fields.get("actual_completion"),
            funds=funds,
            total_score_printed=fields.get("total_score"),
            grade_printed=fields.get("grade"),
            indicators=tuple(project.indicators),
        )
    return TargetTable(
        source=file,
        ordinal=ordinal,
        layout="flat-table",
        year=int(year[1]) if year else None,
        project_name=fields.get("project_name"),
        money_unit_label=unit,
        declaring_unit=fields.get("declaring_unit"),
        supervising_department=fields.get("supervising_department"),
        implementing_unit=fields.get("implementing_unit"),
        project_category=fields.get("project_category"),
        annual_goal=fields.get("expected_goal"),
        funds=funds,
        indicators=tuple(project.indicators),
    )
