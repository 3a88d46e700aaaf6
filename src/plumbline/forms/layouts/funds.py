"""The fund block: 年度资金总额 and its parts by columns of budget, execution and score."""

import msgspec

from plumbline.forms.layouts.cleaning import clean_text, or_none
from plumbline.forms.layouts.fitness import DASHES, NUMBER
from plumbline.forms.layouts.lexicon import FUND_BLOCK, FUND_TOTALS, GOAL_BLOCK, HEADER_FIELDS, fund_role, is_fund_row
from plumbline.forms.layouts.problems import reading_problem
from plumbline.forms.layouts.rows import Row, RowCell
from plumbline.forms.model import FundRow, PrintedFund
from plumbline.forms.places import Cell, ReadingProblem
from plumbline.forms.value_grammar import parse_amount

UNKNOWN = "unknown"
MAX_NAME = 24
MIN_FIGURES = 2
STANDARD_ORDER = ("initial_budget", "annual_budget", "executed", "weight", "execution_rate", "score")
PRINTED_TO_PARSED = {name: name for name in STANDARD_ORDER if name != "score"} | {
    "score": "claimed_score",
    "projected_executed": "projected_executed",
}


class FundReading(msgspec.Struct):
    """The rows of the block and what had to be put right."""

    rows: list[FundRow] = msgspec.field(default_factory=list)
    problems: list[ReadingProblem] = msgspec.field(default_factory=list)
    first: int | None = None


class _Column(msgspec.Struct):
    role: str
    start: int
    end: int


def make_fund_row(name: str, place: Cell, values: dict[str, tuple[str, Cell]]) -> FundRow:
    """Make a fund row from printed texts by role."""
    printed = {role: or_none(text) for role, (text, _) in values.items()}
    parsed = {PRINTED_TO_PARSED[role]: parse_amount(text) for role, text in printed.items() if text is not None}
    cells = {role: cell for role, (_, cell) in values.items()}
    return FundRow(name=name, cell=place, printed=PrintedFund(**printed), cells=cells, **parsed)


def read_funds(rows: list[Row]) -> FundReading:
    """Read the fund rows; figures that stand beside their headings are put right by their order."""
    reading = FundReading()
    columns: list[_Column] = []
    block: list[tuple[Row, RowCell, list[RowCell]]] = []
    for index, row in enumerate(rows):
        found = _name_cell(row) or (_unnamed_row(row) if columns else None)
        if found is None:
            named = _columns(row)
            if len(named) >= 2 and not block:
                columns = named
                reading.first = index if reading.first is None else reading.first
                _report_unknown(row, columns, reading)
            elif block and any(cell.key in GOAL_BLOCK for cell in row.cells):
                break
            continue
        if reading.first is None:
            reading.first = index
        position = row.cells.index(found)
        block.append((row, found, row.cells[position + 1 :]))
    if not block:
        return reading
    if not columns:
        if _is_pairs(block):
            _read_pairs(block, reading)
            return reading
        reading.problems.append(reading_problem("fund_header_missing", block[0][0].place(block[0][1].column)))
    _read_block(block, columns, reading)
    return reading


def _name_cell(row: Row) -> RowCell | None:
    return next((cell for cell in row.cells if is_fund_row(cell.key)), None)


def _columns(row: Row) -> list[_Column]:
    """The headings of a fund block; one that nobody knows keeps its place, so that the others keep theirs."""
    known = [index for index, cell in enumerate(row.cells) if fund_role(cell.key)]
    if len(known) < 2:
        return []
    heads = [cell for cell in row.cells[known[0] :] if cell.text]
    return [_Column(fund_role(cell.key) or UNKNOWN, cell.column, cell.end) for cell in heads]


def _report_unknown(row: Row, columns: list[_Column], reading: FundReading) -> None:
    for column in columns:
        if column.role == UNKNOWN:
            cell = next(cell for cell in row.cells if cell.column == column.start)
            place = row.place(cell.column)
            reading.problems.append(reading_problem("unknown_column", place, clean_text(cell.text)))


def _unnamed_row(row: Row) -> RowCell | None:
    """A row below the headings whose name is a department's own: words first, then nothing but figures."""
    filled = [cell for cell in row.filled if cell.key not in FUND_BLOCK]
    if row.is_line or len(filled) < 2 or filled[0].key in HEADER_FIELDS or filled[0].key in GOAL_BLOCK:
        return None
    name, figures = filled[0], filled[1:]
    if NUMBER.match(name.text) or name.text in DASHES or len(name.text) > MAX_NAME:
        return None
    if all(NUMBER.match(cell.text) or cell.text in DASHES for cell in figures) and len(figures) >= MIN_FIGURES:
        return name
    return name if name.key in FUND_TOTALS else None


def _read_block(block: list[tuple[Row, RowCell, list[RowCell]]], columns: list[_Column], reading: FundReading) -> None:
    roles = [column.role for column in columns] or list(STANDARD_ORDER)
    in_order = not columns or any(not _is_aligned(cells, columns) for _, _, cells in block)
    if in_order and columns:
        reading.problems.append(reading_problem("fund_columns_shifted", block[0][0].place(block[0][1].column)))
    lead = _leading_blanks(block, len(roles)) if in_order else 0
    for row, name, cells in block:
        values: dict[str, tuple[str, Cell]] = {}
        if in_order:
            filled = [cell for cell in cells if cell.text]
            chosen = filled if len(filled) == len(roles) else cells[lead:]
            pairs = list(zip(roles, chosen, strict=False))
        else:
            pairs = [(role, cell) for cell in cells if (role := _role_at(cell, columns))]
        for role, cell in pairs:
            if cell.text and role != UNKNOWN:
                values[role] = (cell.text, row.place(cell.column))
        reading.rows.append(make_fund_row(_name(name), row.place(name.column), values))


def _name(cell: RowCell) -> str:
    return clean_text(cell.text).rstrip("：:")


def _role_at(cell: RowCell, columns: list[_Column]) -> str | None:
    return next((column.role for column in columns if column.start <= cell.column < column.end), None)


def _is_aligned(cells: list[RowCell], columns: list[_Column]) -> bool:
    """Whether every figure stands under a heading of its own, none pushed out to the right."""
    roles = [_role_at(cell, columns) for cell in cells if cell.text]
    known = [role for role in roles if role != UNKNOWN]
    return None not in roles and len(set(known)) == len(known) and _fits(cells, columns)


def _fits(cells: list[RowCell], columns: list[_Column]) -> bool:
    """A dash under weight or score is a sign of the right place, a dash under money of a wrong one."""
    dashes = [cell for cell in cells if cell.text in DASHES]
    return all(_role_at(cell, columns) not in {"annual_budget", "executed"} for cell in dashes)


def _leading_blanks(block: list[tuple[Row, RowCell, list[RowCell]]], width: int) -> int:
    """How many empty cells stand between the name and the first figure, told by the fullest row."""
    for _, _, cells in block:
        if sum(1 for cell in cells if cell.text) == width:
            return next(index for index, cell in enumerate(cells) if cell.text)
    return 0


def _is_pairs(block: list[tuple[Row, RowCell, list[RowCell]]]) -> bool:
    """Whether the block is label and value side by side, as in the national declaration."""
    return all(
        sum(1 for cell in cells if cell.text and not is_fund_row(cell.key))
        <= 1 + sum(1 for c in cells if is_fund_row(c.key))
        for _, _, cells in block
    )


def _read_pairs(block: list[tuple[Row, RowCell, list[RowCell]]], reading: FundReading) -> None:
    """Read label and value side by side; what stands in the left column (中期) comes before what stands to its right."""
    made: list[tuple[int, FundRow]] = []
    for row, first, rest in block:
        name: RowCell | None = first
        for cell in [*rest, None]:
            if cell is None or is_fund_row(cell.key):
                if name is not None:
                    made.append((name.column, make_fund_row(_name(name), row.place(name.column), {})))
                name = cell
            elif cell.text and name is not None:
                values = {"annual_budget": (cell.text, row.place(cell.column))}
                made.append((name.column, make_fund_row(_name(name), row.place(name.column), values)))
                name = None
    made.sort(key=lambda item: item[0])
    reading.rows.extend(row for _, row in made)
