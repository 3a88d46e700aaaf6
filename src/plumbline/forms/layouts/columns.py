"""The heading of the indicator grid: which columns mean what."""

import msgspec

from plumbline.forms.layouts.cleaning import clean_text
from plumbline.forms.layouts.lexicon import PERIOD, indicator_role
from plumbline.forms.layouts.rows import Row, RowCell

SUB_ROLES = frozenset(
    """
        cause_funding cause_institution cause_staff cause_hardware cause_other deviation
        likelihood_certain likelihood_possible likelihood_impossible target operator unit weight score
        actual level3 level2 other remark level1 projected
        """.split()
)


BLOCK_LABELS = frozenset(
    """
        绩效指标 年度绩效指标 项目绩效指标 绩效目标 年度绩效目标 指标 绩效 绩效指标情况
        年度绩效指标完成情况 绩效指标完成情况
        """.split()
)
"""What runs down beside the whole grid and heads no column."""


class Column(msgspec.Struct, frozen=True):
    """A column: its role and the grid columns [start, end) it covers. `heading` is printed, for columns of role ``other``."""

    role: str
    start: int
    end: int
    heading: str


class Columns(msgspec.Struct):
    """All columns of a grid, from left to right; `rows` is how many rows the heading takes."""

    columns: list[Column]
    rows: int = 1
    period: tuple[int, int] | None = None
    unknown: list[Column] = msgspec.field(default_factory=list)

    def __post_init__(self) -> None:
        self.columns.sort(key=lambda column: column.start)

    @property
    def roles(self) -> set[str]:
        """The roles there are."""
        return {column.role for column in self.columns}

    @property
    def last(self) -> int:
        """The first grid column behind the heading."""
        return max(column.end for column in self.columns)

    def at(self, position: int) -> Column | None:
        """Return the column that covers a grid position."""
        for column in self.columns:
            if column.start <= position < column.end:
                return column
        return None

    def first(self, role: str) -> Column | None:
        """Return the first column of a role."""
        return next((column for column in self.columns if column.role == role), None)

    def twin_groups(self) -> list["Columns"]:
        """Split 中期 and 年度 halves that stand side by side; one group when there are none."""
        names = [column for column in self.columns if column.role == "level3"]
        if len(names) < 2:
            return [self]
        level1 = [column for column in self.columns if column.role == "level1"][:1]
        twins = [column for column in self.columns if column.role == "level2"]
        cut = twins[1].start if len(twins) > 1 else names[1].start
        left = [column for column in self.columns if column.start < cut]
        right = [column for column in self.columns if column.start >= cut]
        return [Columns(left, self.rows), Columns([*level1, *right], self.rows)]


def read_columns(rows: list[Row], header: int) -> Columns:
    """Read the heading row and the sub-heading row below it when there is one."""
    heads = [cell for cell in rows[header].cells if cell.text and cell.key not in BLOCK_LABELS]
    columns = [_column(cell) for cell in heads]
    unknown = [cell for cell in heads if indicator_role(cell.key) is None]
    period = _period(rows[header])
    taken = 1
    if header + 1 < len(rows):
        subs = [cell for cell in rows[header + 1].cells if cell.text]
        if subs and _is_sub_heading(heads, subs):
            made = [_column(cell) for cell in subs]
            parted = [c for c in columns if any(c.start <= sub.start < c.end for sub in made)]
            columns = [c for c in columns if c not in parted] + made
            unknown = [cell for cell in unknown if not any(c.start == cell.column for c in parted)]
            unknown += [cell for cell in subs if indicator_role(cell.key) is None]
            period = period or _period(rows[header + 1])
            taken = 2
    return Columns(columns, taken, period, [_column(cell) for cell in unknown])


def _is_sub_heading(heads: list[RowCell], subs: list[RowCell]) -> bool:
    """A second heading row has known headings only, or stands below headings that are parted while others reach down beside it."""
    if all(indicator_role(cell.key) in SUB_ROLES for cell in subs):
        return True
    parted = [cell for cell in heads if cell.height == 1 and cell.width > 1]
    reaches_down = sum(1 for cell in heads if cell.height > 1)
    return reaches_down >= 3 and all(any(h.column <= sub.column < h.end for h in parted) for sub in subs)


def _column(cell: RowCell) -> Column:
    role = indicator_role(cell.key)
    return Column(role or "other", cell.column, cell.end, clean_text(cell.text))


def _period(row: Row) -> tuple[int, int] | None:
    for cell in row.cells:
        if found := PERIOD.search(cell.text):
            return int(found[1]), int(found[2])
    return None
