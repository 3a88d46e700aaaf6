"""One indicator row against the heading: straight, or put right when a conversion displaced its cells."""

import msgspec

from plumbline.forms.layouts.alignment import LEFT_OVER, MOVED, align, offset
from plumbline.forms.layouts.columns import Column, Columns
from plumbline.forms.layouts.fitness import class_of, misfit
from plumbline.forms.layouts.lexicon import LEVEL1, LEVEL1_OF_LEVEL2, LEVEL2
from plumbline.forms.layouts.rows import Row, RowCell

UNSUSPICIOUS = 0.9
"""A straight row that fits this well is not looked at again."""

DOUBTFUL = 3.0
"""A row that fits no better than this is reported."""

_MARGIN = 0.25
_VALUE_ROLES = ("target", "actual", "weight", "score", "deviation", "projected", "long_term_target")


class RowReading(msgspec.Struct):
    """Cells by role. `is_shifted`: the cells were put right; `is_doubtful`: no reading of the row fits its heading well."""

    cells: dict[str, RowCell]
    is_shifted: bool = False
    is_doubtful: bool = False
    others: list[tuple[str, RowCell]] = msgspec.field(default_factory=list)

    def text(self, role: str) -> str:
        """Return the text under a role, empty when there is none."""
        cell = self.cells.get(role)
        return cell.text if cell else ""

    def key(self, role: str) -> str:
        """Return the label form of the text under a role."""
        cell = self.cells.get(role)
        return cell.key if cell else ""


class _Assignment(msgspec.Struct):
    """Which cell of a row belongs to which column, and how badly that fits: 0 is as it should be."""

    pairs: list[tuple[Column, RowCell]]
    cost: float


def read_row(
    row: Row, columns: Columns, groups: list[Columns], *, level1: str | None, moved_by: int = 0
) -> list[RowReading]:
    """Read a row straight; where that does not fit, read it as the displacement that fits best. One reading for each group of columns.

    `level1` is the level in force above the row. `moved_by` says by how many columns the row ends behind the others of its table.
    """
    straight = _straight(row, columns, groups, level1)
    if straight.cost <= UNSUSPICIOUS and not moved_by:
        return _readings(straight, groups)
    candidates = [
        _rated(pairs, row, groups, level1)
        for pairs in (*_alignments(row.filled, columns), _relevelled(straight.pairs, columns))
        if pairs != straight.pairs
    ]
    if moved_by:
        pairs, _ = _as_it_stands(row.filled, columns, moved_by)
        whole = _rated(pairs, row, groups, level1)
        whole.cost -= MOVED
        candidates.append(whole)
    best = min(candidates, key=lambda candidate: candidate.cost, default=straight)
    if best.cost + (0.0 if moved_by else _MARGIN) < straight.cost:
        return _readings(best, groups, is_shifted=True)
    return _readings(straight, groups, is_misplaced=moved_by != 0)


def read_straight(row: Row, columns: Columns) -> RowReading:
    """Read a row as it stands; cells outside of these columns (the columns of a project) are not its own."""
    own = [cell for cell in row.filled if columns.at(cell.column) is not None]
    pairs, _ = _as_it_stands(own, columns)
    return _readings(_Assignment(pairs, 0.0), [columns])[0]


def _as_it_stands(
    cells: list[RowCell], columns: Columns, moved_by: int = 0
) -> tuple[list[tuple[Column, RowCell]], int]:
    pairs: list[tuple[Column, RowCell]] = []
    left_over = 0
    for cell in cells:
        column = columns.at(cell.column - moved_by)
        if column is None or (pairs and pairs[-1][0] == column):
            left_over += 1
        else:
            pairs.append((column, cell))
    return pairs, left_over


def _straight(row: Row, columns: Columns, groups: list[Columns], level1: str | None) -> _Assignment:
    pairs, _ = _as_it_stands(row.filled, columns)
    return _rated(pairs, row, groups, level1)


def _alignments(cells: list[RowCell], columns: Columns) -> list[list[tuple[Column, RowCell]]]:
    """The likeliest alignments: with both levels, without the first, and of a row that prints no level."""
    without = (frozenset[str](), frozenset({"level1"}), frozenset({"level1", "level2"}))
    return [align(cells, [c for c in columns.columns if c.role not in left_out]) for left_out in without]


def _relevelled(pairs: list[tuple[Column, RowCell]], columns: Columns) -> list[tuple[Column, RowCell]]:
    """Put a level that stands alone in the other level's column where its word belongs."""
    if not pairs or (len(pairs) > 1 and pairs[1][0].role in {"level1", "level2"}):
        return pairs
    (column, cell), rest = pairs[0], pairs[1:]
    for role, words, other in (("level2", LEVEL2, "level1"), ("level1", LEVEL1, "level2")):
        place = columns.first(role)
        if column.role == other and cell.key in words and place is not None:
            return [(place, cell), *rest]
    return pairs


def _rated(pairs: list[tuple[Column, RowCell]], row: Row, groups: list[Columns], level1: str | None) -> _Assignment:
    cost = LEFT_OVER * (len(row.filled) - len(pairs))
    before = 0
    for column, cell in pairs:
        cost += misfit(column.role, class_of(cell))
        moved = offset(cell, column)
        cost += MOVED if moved != before else 0.0
        before = moved
    for group in groups:
        present = {column.role: cell for column, cell in pairs if column in group.columns}
        cost += _lacking(present, group.roles, level1, is_half=len(groups) == 2)
    return _Assignment(pairs, cost)


def _lacking(present: dict[str, RowCell], roles: set[str], level1: str | None, *, is_half: bool) -> float:
    """What a row ought to have and has not."""
    cost = 0.0
    has_name = "level3" in present
    has_values = any(role in present for role in _VALUE_ROLES)
    if has_values and not has_name:
        cost += 4.0
    if has_name and "target" in roles and "target" not in present:
        cost += 0.6 if class_of(present["level3"]) not in {"value", "points"} else 2.1
    cost += _odd_levels(present, level1, has_name=has_name)
    if "level1" in present and "level2" not in present:
        key = present["level1"].key
        cost += 1.5 if has_name and (key in LEVEL2 or not is_half) else 0.0
        cost += 1.5 if _is_level2_in_force(key, level1) else 0.0
    if has_name and "level1" in roles and "level1" not in present and level1 is None:
        cost += 0.5
    if "weight" in present and "score" in roles and "score" not in present:
        actual = present.get("actual")
        cost += 0.4 if actual is None or class_of(actual) != "points" else 0.9
    if "score" in present and "weight" in roles and "weight" not in present:
        cost += 1.0
    return cost


def _odd_levels(present: dict[str, RowCell], level1: str | None, *, has_name: bool) -> float:
    """Levels of a department's own are rare beside those of the taxonomy, and rarer still in a row without a name."""
    cost = 0.0
    for role, words in (("level1", LEVEL1), ("level2", LEVEL2)):
        if role in present and present[role].key not in words:
            cost += (0.0 if has_name else 2.0) + (0.5 if level1 in LEVEL1 else 0.0)
    return cost


def _is_level2_in_force(key: str, level1: str | None) -> bool:
    """成本指标 is a first and a second level; below 产出指标 it is the second."""
    return key in LEVEL1 and key in LEVEL2 and level1 is not None and LEVEL1_OF_LEVEL2.get(key) == level1 != key


def _readings(
    chosen: _Assignment, groups: list[Columns], *, is_shifted: bool = False, is_misplaced: bool = False
) -> list[RowReading]:
    is_doubtful = chosen.cost >= DOUBTFUL or is_misplaced
    made = []
    for group in groups:
        reading = RowReading({}, is_shifted, is_doubtful)
        for column, cell in chosen.pairs:
            if column not in group.columns:
                continue
            if column.role == "other":
                reading.others.append((column.heading, cell))
            else:
                reading.cells[column.role] = cell
        made.append(reading)
    return made
