"""A document to all the forms in it."""

from plumbline.forms.grid import Document
from plumbline.forms.layouts.flat_table import read_flat_tables
from plumbline.forms.layouts.funds import FundReading, read_funds
from plumbline.forms.layouts.goals import GoalReading, read_goals
from plumbline.forms.layouts.header_fields import keep_fields_below, read_header
from plumbline.forms.layouts.indicators import IndicatorReading, read_indicators
from plumbline.forms.layouts.layout import Layout, Parts
from plumbline.forms.layouts.lexicon import SENTENCE, YEAR
from plumbline.forms.layouts.monitoring_table import MONITORING
from plumbline.forms.layouts.problems import reading_problem
from plumbline.forms.layouts.rows import Row, heading_lines, rows_of
from plumbline.forms.layouts.running_text import is_running_text, read_running_text
from plumbline.forms.layouts.segments import Segment, rows_without_heading, segments_of
from plumbline.forms.layouts.self_evaluations import NATIONAL_SELF_EVALUATION, SHANGHAI_SELF_EVALUATION
from plumbline.forms.layouts.target_tables import BUDGET_TARGET, NATIONAL_TARGET, SHANGHAI_TARGET_2020
from plumbline.forms.model import Form
from plumbline.forms.places import Cell, ReadingProblem

LAYOUTS: tuple[Layout, ...] = (
    MONITORING,
    SHANGHAI_SELF_EVALUATION,
    NATIONAL_SELF_EVALUATION,
    SHANGHAI_TARGET_2020,
    NATIONAL_TARGET,
    BUDGET_TARGET,
)
"""All layouts, the more particular before the more general."""

MIN_FIELDS_OF_A_CUT_FORM = 3
MAX_HEADING_ROWS = 3
MAX_HEADING = 40
MAX_HEADING_TEXT = 120


def forms_of(document: Document) -> list[Form]:
    """Read every form in a document, in file order; a document that holds none gives none."""
    return read_document_forms(document)[0]


def read_document_forms(document: Document) -> tuple[list[Form], tuple[ReadingProblem, ...]]:
    """Read every form, and the problems of what belongs to no form."""
    rows = rows_of(document)
    forms: list[Form] = []
    year = _year_of_file(rows)
    cut: Segment | None = None
    for segment in segments_of(rows):
        parts = _parts(document.file, len(forms) + 1, segment)
        if parts is None:
            continue
        if parts.header.year is None and year is not None:
            parts.header.year, parts.header.cells["year"] = year
            parts.extra_problems.append(reading_problem("year_from_file", year[1]))
        if cut is not None and segment.rows[0].part == cut.rows[-1].part:
            name = parts.header.fields.get("project_name") or ""
            parts.extra_problems.append(reading_problem("forms_interleaved", segment.rows[0].place(), name))
        cut = segment if segment.header is None and not is_running_text(segment) else None
        layout = next((layout for layout in LAYOUTS if layout.matches(parts)), None)
        if layout is not None:
            forms.append(layout.build(parts))
    forms.extend(read_flat_tables(document, first_ordinal=len(forms) + 1))
    return forms, () if forms else _problems_of_no_form(rows)


def _problems_of_no_form(rows: list[Row]) -> tuple[ReadingProblem, ...]:
    """Say where something looks like a form and could not be read as one."""
    if (row := rows_without_heading(rows)) is not None:
        return (reading_problem("grid_without_heading", row.place()),)
    for row in rows:
        text = row.text
        if "三级指标" in text and ("指标值" in text or "完成值" in text) and len(text) <= MAX_HEADING_TEXT:
            return (reading_problem("form_not_read", row.place()),)
    return ()


def _year_of_file(rows: list[Row]) -> tuple[int, Cell] | None:
    """The year in a heading at the very beginning of the file, which its forms need not repeat."""
    for row in rows[:MAX_HEADING_ROWS]:
        for line in heading_lines(row):
            if len(line) <= MAX_HEADING and not SENTENCE.search(line) and (found := YEAR.search(line)):
                return int(found[1]), row.place()
    return None


def _parts(file: str, ordinal: int, segment: Segment) -> Parts | None:
    if segment.header is None and is_running_text(segment):
        return read_running_text(file, ordinal, segment)
    stop = len(segment.rows) if segment.header is None else segment.header
    above = segment.rows[:stop]
    funds = read_funds(above)
    goals = read_goals(above)
    header = read_header(_without_goals(above, goals))
    if segment.header is None:
        if not _is_cut_form(segment, header.fields, goals, funds):
            return None
        return Parts(file, ordinal, segment, header, funds, goals, IndicatorReading())
    indicators = read_indicators(segment.rows, segment.header)
    parts = Parts(file, ordinal, segment, header, funds, goals, indicators)
    keep_fields_below(header, indicators.tail)
    if "project_name" not in header.fields:
        if not indicators.indicators:
            return None
        parts.extra_problems.append(reading_problem("no_project_block", segment.rows[segment.header].place()))
    return parts


def _without_goals(rows: list[Row], goals: GoalReading) -> list[Row]:
    """The rows of the fields: what is not the goal block, wherever that stands."""
    if goals.first is None:
        return rows
    behind = goals.first if goals.last is None else goals.last
    return rows[: goals.first] + rows[behind + 1 :]


def _is_cut_form(segment: Segment, fields: dict[str, str | None], goals: GoalReading, funds: FundReading) -> bool:
    """A form cut in half still has its title or its funds, and several of its fields; prose about forms has not."""
    is_form = segment.has_title or bool(funds.rows)
    return is_form and len(fields) + len(goals.fields) >= MIN_FIELDS_OF_A_CUT_FORM
