"""Clean monitoring tables: progress in step with the year, projections that fit, a reason wherever success is not sure."""

from decimal import ROUND_HALF_UP, Decimal
from random import Random

from plumbline.benchmark import phrases
from plumbline.benchmark.city import CITY
from plumbline.benchmark.funds import show
from plumbline.benchmark.model import Draft, DraftFund, DraftRow
from plumbline.benchmark.names import project_name
from plumbline.benchmark.rows import indicator_rows, print_targets
from plumbline.benchmark.values import CONVENTIONS, number
from plumbline.benchmark.vocabulary import Theme
from plumbline.forms.model import DeviationCause

_CAUSES: tuple[DeviationCause, ...] = ("funding", "institution", "staff", "hardware", "other")


def draft_monitoring(theme: Theme, rng: Random) -> Draft:
    """Make a monitoring table that no rule finds fault with."""
    draft = Draft(
        "monitoring",
        "monitoring",
        rng.randint(2021, 2025),
        project_name(theme, rng),
        f"{CITY}{theme.department}",
        f"{CITY}{theme.unit}",
        "万元",
        points_fixed=False,
        period_end_month=rng.choice((7, 7, 7, 6, 8, 9)),
    )
    month = draft.period_end_month or 7
    draft.rows = indicator_rows(theme, rng=rng, many=False, cost_level=False, happy=rng.random() < 0.9)
    print_targets(draft.rows, year=draft.year, convention=rng.choice(CONVENTIONS), rng=rng)
    for row in draft.rows:
        _progress(row, month, rng)
    for row in rng.sample(draft.rows, rng.choice((0, 1, 1))):
        _doubtful(row, rng)
    draft.expected_goal = phrases.goal(theme, draft.rows, rng)
    draft.funds = _funds(month, rng)
    return draft


def _progress(row: DraftRow, month: int, rng: Random) -> None:
    row.likelihood = "certain"
    if row.nature == "deadline":
        row.actual, row.projected = "未到期", row.target
    elif row.nature == "words":
        row.actual, row.projected = rng.choice(("正在推进", "已启动", "按计划推进")), row.target
    elif row.aimed is not None and row.unit != "%" and row.nature in ("count", "money", "scope"):
        part = Decimal(month * 100 + rng.randint(-10, 30)) / 1200
        row.done = max(Decimal(1), (row.aimed * part).to_integral_value(ROUND_HALF_UP))
        row.actual = f"{number(row.done)}{row.unit}"
        row.projected = f"{number(max(row.aimed, row.done))}{row.unit}"
    elif row.aimed is not None:
        better = row.aimed * (Decimal("0.95") if row.nature == "limit" else Decimal("1.01"))
        row.done = min(better, Decimal(100)) if row.unit == "%" else better
        row.done = row.done.quantize(Decimal("0.1"))
        row.actual = row.projected = f"{number(row.done)}{row.unit or ''}"


def _doubtful(row: DraftRow, rng: Random) -> None:
    row.likelihood = "possible"
    row.causes = (rng.choice(_CAUSES),)
    row.deviation = phrases.reason(rng)


def _funds(month: int, rng: Random) -> list[DraftFund]:
    budget = Decimal(rng.randint(2000, 90000)) / 100
    other = (budget * rng.choice((0, 5, 8)) / 100).quantize(Decimal("0.01"))
    share = Decimal(month * 100 + rng.randint(-20, 40)) / 1200
    rows = []
    for name, amount in (("年度资金总额", budget), ("其中：本年一般公共预算拨款", budget - other), ("其他资金", other)):
        spent = (amount * share).quantize(Decimal("0.01"))
        if name == "年度资金总额":
            spent = sum(((part * share).quantize(Decimal("0.01")) for part in (budget - other, other)), Decimal(0))
        rate = f"{spent / amount * 100:.2f}%" if amount else "—"
        projected = amount if name == "其他资金" else (amount * Decimal("0.98")).quantize(Decimal("0.01"))
        if name == "年度资金总额":
            projected = ((budget - other) * Decimal("0.98")).quantize(Decimal("0.01")) + other
        rows.append(
            DraftFund(
                name,
                initial=show(amount, in_yuan=False),
                executed=show(spent, in_yuan=False),
                rate=rate,
                projected=show(projected, in_yuan=False),
            )
        )
    return rows
