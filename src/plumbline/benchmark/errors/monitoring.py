"""Errors in monitoring tables."""

from decimal import Decimal

from plumbline.benchmark.errors.registry import Places, Workbench, error_kind, place
from plumbline.benchmark.funds import show
from plumbline.benchmark.model import DraftRow, FormKind
from plumbline.benchmark.values import number

_MONITORING: tuple[FormKind, ...] = ("monitoring",)


def _is_steady_count(row: DraftRow) -> bool:
    return row.nature == "count" and row.likelihood == "certain" and (row.aimed or 0) >= 24


@error_kind(
    "doubt-without-reason", ("可能完不成而未填原因", "Success in doubt, and no reason"),
    rules=("M-01",), severity="error", kinds=_MONITORING,
)  # fmt: skip
def doubt_without_reason(bench: Workbench) -> Places:
    """Tick “possible” or “impossible” and say nothing."""
    index = bench.pick(lambda row: row.likelihood == "certain" and row.nature != "deadline")
    if index is None:
        return None
    row = bench.row(index)
    row.likelihood = bench.rng.choice(("possible", "impossible"))
    return (place(index),)


@error_kind(
    "projection-below-executed", ("全年预计执行数小于已执行数", "Projected spending below what is spent"),
    rules=("M-02",), severity="warning", kinds=_MONITORING, topics=("money",),
)  # fmt: skip
def projection_below_executed(bench: Workbench) -> Places:
    """Expect less than has been spent."""
    for fund in bench.draft.funds[:2]:
        spent = Decimal(fund.executed or "0")
        fund.projected = show((spent * Decimal("0.9")).quantize(Decimal("0.01")), in_yuan=False)
    return ("funds",)


@error_kind(
    "projection-over-budget", ("全年预计执行数大于预算数", "Projected spending above the budget"),
    rules=("M-02",), severity="warning", kinds=_MONITORING, topics=("money",),
)  # fmt: skip
def projection_over_budget(bench: Workbench) -> Places:
    """Expect more than there is."""
    for fund in bench.draft.funds[:2]:
        budget = Decimal(fund.initial or "0")
        fund.projected = show((budget * Decimal("1.15")).quantize(Decimal("0.01")), in_yuan=False)
    return ("funds",)


@error_kind(
    "progress-shrinks", ("预计完成值小于已完成值", "An expected value below what is reached"),
    rules=("M-05",), severity="warning", kinds=_MONITORING,
)  # fmt: skip
def progress_shrinks(bench: Workbench) -> Places:
    """Expect fewer at the end of the year than there are now."""
    index = bench.pick(_is_steady_count)
    if index is None:
        return None
    row = bench.row(index)
    row.projected = f"{number(((row.done or Decimal(0)) * Decimal('0.7')).to_integral_value())}{row.unit}"
    return (place(index),)


@error_kind(
    "behind-time", ("进度明显落后于时间", "Far behind the calendar"),
    rules=("M-03",), severity="warning", kinds=_MONITORING,
)  # fmt: skip
def behind_time(bench: Workbench) -> Places:
    """Reach a tenth of the target by summer."""
    index = bench.pick(_is_steady_count)
    if index is None:
        return None
    row = bench.row(index)
    aimed = row.aimed or Decimal(0)
    row.done = max(Decimal(1), (aimed * bench.rng.randint(8, 22) / 100).to_integral_value())
    row.actual = f"{number(row.done)}{row.unit}"
    return (place(index),)
