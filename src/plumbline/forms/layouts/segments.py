"""Where one form ends and the next begins in a stream of rows."""

import re

import msgspec

from plumbline.forms.layouts.cleaning import clean_text
from plumbline.forms.layouts.fitness import class_of
from plumbline.forms.layouts.lexicon import GRADE_LABEL, LEVEL2, TOTAL, fund_role, indicator_role, is_title
from plumbline.forms.layouts.rows import Row, heading_lines

ANCHORS = frozenset({"项目名称", "具体项目名称", "专项名称", "专项资金名称"})
MAX_ROWS_BEFORE_ANCHOR = 15
MIN_INDICATOR_ROWS = 2
YEAR_ALONE = re.compile(r"^[（(]?\d{4}年(?:度)?[）)]?$")


class Segment(msgspec.Struct):
    """The rows that may hold one form, from its title (or its 项目名称) to the next one's."""

    rows: list[Row]
    has_title: bool
    header: int | None = None

    @property
    def anchors(self) -> list[Row]:
        """The rows that print 项目名称."""
        return [row for row in self.rows if is_anchor(row)]


def is_anchor(row: Row) -> bool:
    """Whether the row prints the label 项目名称 as a field (not as a column of a list)."""
    if row.is_line:
        return clean_text(row.cells[0].text[:24]).startswith("项目名称") and len(row.cells[0].text) < 120
    for index, cell in enumerate(row.cells):
        if cell.key in ANCHORS:
            return not any(
                indicator_role(other.key) or fund_role(other.key) for other in row.cells[index:] if other.key
            )
        if cell.text.startswith(("项目名称：", "项目名称:")):
            return True
    return False


def title_of(row: Row) -> str | None:
    """Return the title printed in a row, None when it holds none."""
    if not row.is_line and len(row.filled) != 1:
        return None
    for line in heading_lines(row):
        cleaned = clean_text(line)
        if is_title(cleaned):
            return cleaned
    return None


def is_indicator_header(row: Row) -> bool:
    """Whether the row is the heading of the indicator grid."""
    if row.is_line:
        return False
    roles = {role for role in (indicator_role(cell.key) for cell in row.cells if cell.key) if role}
    return "level3" in roles and bool(roles & {"target", "actual", "long_term_target"}) and len(roles) >= 3


def segments_of(rows: list[Row]) -> list[Segment]:
    """Cut the stream where a form begins; prose before the first form belongs to none."""
    starts: list[tuple[int, bool]] = []
    title_at: int | None = None
    for index, row in enumerate(rows):
        if title_of(row) is not None:
            title_at = index
        elif is_anchor(row):
            if title_at is not None and index - title_at <= MAX_ROWS_BEFORE_ANCHOR:
                starts.append((_with_year_above(rows, title_at), True))
            else:
                starts.append((index, False))
            title_at = None
    if not starts:
        return _headless(rows)
    made = []
    for number, (start, has_title) in enumerate(starts):
        stop = starts[number + 1][0] if number + 1 < len(starts) else len(rows)
        made += _parted(rows[start:stop], has_title=has_title)
    return made


def _with_year_above(rows: list[Row], title_at: int) -> int:
    """The year may stand alone in the line above the title."""
    above = rows[title_at - 1] if title_at else None
    return title_at - 1 if above is not None and YEAR_ALONE.match(above.text) else title_at


def _parted(rows: list[Row], *, has_title: bool) -> list[Segment]:
    """One form, or two side by side, or a form and below its total the grids of others whose upper halves are missing."""
    halves = _halves(rows)
    if len(halves) > 1:
        return [_segment(half, has_title=has_title) for half in halves]
    starts = [(0, has_title)]
    seen_header, ended = False, False
    title_at: int | None = None
    for index, row in enumerate(rows):
        if is_indicator_header(row):
            if ended and not _heads_indicators(rows[index + 1 :]):
                continue
            if ended:
                starts.append((index, False) if title_at is None else (title_at, True))
            seen_header, ended, title_at = True, False, None
        elif ended and title_of(row) is not None:
            title_at = index
        elif seen_header and any(cell.key in TOTAL for cell in row.filled[:2]):
            ended = True
    stops = [start for start, _ in starts[1:]] + [len(rows)]
    return [_segment(rows[start:stop], has_title=titled) for (start, titled), stop in zip(starts, stops, strict=True)]


def _heads_indicators(below: list[Row]) -> bool:
    """Whether indicators follow: on the page behind the total the heading is printed once more above the grade alone."""
    for row in below:
        if is_indicator_header(row):
            return False
        if row.is_line or len(row.filled) < 2 or row.filled[0].key in GRADE_LABEL or row.filled[0].key in TOTAL:
            continue
        if not all(indicator_role(cell.key) for cell in row.filled):
            return True
    return False


def _halves(rows: list[Row]) -> list[list[Row]]:
    """Two forms side by side are parted at the second 项目名称, when the headings of both grids stand on their own sides."""
    anchors = next((row for row in rows if is_anchor(row)), None)
    names = [cell.column for cell in anchors.cells if cell.key in ANCHORS] if anchors is not None else []
    if len(names) != 2 or anchors is None or anchors.is_line:
        return [rows]
    cut = names[1]
    sides = [
        [part for row in rows if (part := _side(row, cut, is_right=is_right)) is not None] for is_right in (False, True)
    ]
    if all(any(is_indicator_header(row) for row in side) for side in sides):
        return sides
    return [rows]


def _side(row: Row, cut: int, *, is_right: bool) -> Row | None:
    if row.is_line:
        return row
    cells = [cell for cell in row.cells if (cell.column >= cut) == is_right or cell.column < cut < cell.end]
    return Row(row.file, row.part, row.number, cells) if any(cell.text for cell in cells) else None


def _segment(rows: list[Row], *, has_title: bool) -> Segment:
    header = next((index for index, row in enumerate(rows) if is_indicator_header(row)), None)
    return Segment(rows, has_title, header)


def _headless(rows: list[Row]) -> list[Segment]:
    """A lower half of a form: an indicator grid without any project block above it."""
    header = next((index for index, row in enumerate(rows) if is_indicator_header(row)), None)
    if header is None or any(row.has("项目名称", "项目编码", "项目代码") for row in rows[header : header + 1]):
        return []
    start = max(0, header - MAX_ROWS_BEFORE_ANCHOR)
    return _parted(rows[start:], has_title=False)


def rows_without_heading(rows: list[Row]) -> Row | None:
    """Return the first of several indicator rows in a document that prints no heading for them."""
    found = [row for row in rows if not row.is_line and len(row.filled) >= 3 and _looks_like_indicator(row)]
    return found[0] if len(found) >= MIN_INDICATOR_ROWS else None


def _looks_like_indicator(row: Row) -> bool:
    return any(cell.key in LEVEL2 for cell in row.filled[:2]) and any(
        class_of(cell) in {"points", "value"} for cell in row.filled[2:]
    )
