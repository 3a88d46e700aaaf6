"""Errors in weights."""

from decimal import Decimal

from plumbline.benchmark.errors.registry import Places, Workbench, error_kind, place
from plumbline.benchmark.model import DraftRow


def _has_level_weights(bench: Workbench) -> bool:
    return any(row.level1_weight is not None for row in bench.draft.rows)


def _weighed(bench: Workbench) -> bool:
    return all(row.weight is not None for row in bench.draft.rows)


def _of_level(bench: Workbench, word: str) -> list[int]:
    return [index for index, row in enumerate(bench.draft.rows) if row.level1.startswith(word)]


@error_kind(
    "weights-not-summing", ("分值合计不等于满分", "The weights do not make the full score"),
    rules=("W-01",), severity="error", kinds=("self_evaluation", "target"), topics=("weights",),
)  # fmt: skip
def weights_not_summing(bench: Workbench) -> Places:
    """Give one row some points too many or too few."""
    if _has_level_weights(bench) or not _weighed(bench) or not any("满意度" in row.level1 for row in bench.draft.rows):
        return None
    gap = bench.rng.choice((-3, -2, 2, 3, 5))
    index = bench.pick(lambda row: 2 <= (row.weight or 0) + gap <= 20 and row.score is None)
    if index is None:
        return None
    row = bench.row(index)
    row.weight = (row.weight or Decimal(0)) + gap
    return ("form",)


@error_kind(
    "level-weight-mismatch", ("下级分值合计与一级指标设置不等", "The rows under a level do not make its weight"),
    rules=("W-02",), severity="error", kinds=("self_evaluation",), topics=("weights",),
    layouts=("national-self-evaluation",),
)  # fmt: skip
def level_weight_mismatch(bench: Workbench) -> Places:
    """Print another weight in a label."""
    if not _has_level_weights(bench):
        return None
    level = bench.rng.choice(("产出", "效益"))
    rows = _of_level(bench, level)
    other = (bench.row(rows[0]).level1_weight or Decimal(0)) + bench.rng.choice((-10, -5, 5, 10))
    for index in rows:
        bench.row(index).level1_weight = other
    return tuple(place(index) for index in rows)


@error_kind(
    "weights-unusual", ("一级指标分值偏离通行标准", "Unusual weights of the dimensions"),
    rules=("W-03",), severity="warning", topics=("weights",),
)  # fmt: skip
def weights_unusual(bench: Workbench) -> Places:
    """Move points from one dimension to another."""
    if _has_level_weights(bench) or not any("满意度" in row.level1 for row in bench.draft.rows):
        return None
    outputs, benefits = _of_level(bench, "产出"), _of_level(bench, "效益")
    giver = next((i for i in outputs if (bench.row(i).weight or 0) >= 8), None)
    taker = next((i for i in benefits if (bench.row(i).weight or 0) <= 14), None)
    if giver is None or taker is None:
        return None
    points = Decimal(bench.rng.choice((4, 5, 6)))
    bench.row(giver).weight = (bench.row(giver).weight or Decimal(0)) - points
    bench.row(taker).weight = (bench.row(taker).weight or Decimal(0)) + points
    return ("form",)


@error_kind(
    "weight-of-zero", ("指标分值为0", "A weight of zero"), rules=("W-04",), severity="error", topics=("weights", "rows")
)
def weight_of_zero(bench: Workbench) -> Places:
    """Give a row's points to its neighbour."""
    rows = bench.draft.rows
    for level in ("产出", "效益"):
        members = [index for index in _of_level(bench, level) if index not in bench.used]
        for loser in members:
            winner = next((i for i in members if i != loser and _sum(rows[i], rows[loser]) <= 20), None)
            if winner is not None and not rows[loser].is_short:
                rows[winner].weight = _sum(rows[winner], rows[loser])
                rows[loser].weight = Decimal(0)
                bench.used.update((loser, winner))
                return (place(loser),)
    return None


def _sum(one: DraftRow, other: DraftRow) -> Decimal:
    return (one.weight or Decimal(0)) + (other.weight or Decimal(0))


@error_kind(
    "weight-too-high", ("单项指标分值过高", "One indicator with too many points"),
    rules=("W-05",), severity="warning", kinds=("self_evaluation", "target"), topics=("weights",),
)  # fmt: skip
def weight_too_high(bench: Workbench) -> Places:
    """Heap the points of a dimension on one row; the others keep one or two each."""
    if not _weighed(bench):
        return None
    outputs = _of_level(bench, "产出")
    whole = sum((bench.row(index).weight or Decimal(0) for index in outputs), Decimal(0))
    others = [index for index in outputs if bench.row(index).weight]
    chosen = bench.rng.choice(others)
    rest = [index for index in others if index != chosen]
    if whole - 3 * len(rest) < 24:
        return None
    for index in rest:
        bench.row(index).weight = Decimal(3)
    bench.row(chosen).weight = whole - 3 * len(rest)
    bench.used.add(chosen)
    return (place(chosen),)


@error_kind(
    "benefit-not-raised", ("未设满意度而效益权重未调增", "No satisfaction, and benefit did not take its points"),
    rules=("W-07",), severity="warning", kinds=("target",), topics=("weights",), layouts=("budget-target", "flat-target"),
)  # fmt: skip
def benefit_not_raised(bench: Workbench) -> Places:
    """Drop satisfaction and give its points to the output."""
    draft = bench.draft
    last = draft.rows[-1]
    taker = next((row for row in draft.rows if row.level1.startswith("产出") and (row.weight or 0) <= 10), None)
    if "满意度" not in last.level1 or bench.used or taker is None:
        return None
    taker.weight = (taker.weight or Decimal(0)) + (last.weight or Decimal(0))
    draft.rows.pop()
    if bench.theme.serves:
        bench.also("satisfaction-missing", ("form",))
    return ("form",)
