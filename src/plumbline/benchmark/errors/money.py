"""Errors in the fund block."""

from decimal import Decimal

from plumbline.benchmark import phrases
from plumbline.benchmark.claims import funds_score
from plumbline.benchmark.errors.registry import Places, Workbench, error_kind
from plumbline.benchmark.funds import rounded, show
from plumbline.benchmark.model import Draft, DraftFund, Layout
from plumbline.benchmark.values import number

_WAN: tuple[Layout, ...] = ("shanghai-self-evaluation-wan", "national-self-evaluation")
_FULL: tuple[Layout, ...] = (*_WAN, "shanghai-self-evaluation-yuan")
_TEN_THOUSAND = Decimal(10_000)
_FUNDS = ("funds",)


def _value(text: str | None) -> Decimal:
    return Decimal((text or "0").replace(",", "").replace("%", ""))


def _is_yuan(draft: Draft) -> bool:
    return draft.money_unit == "元"


def _shown(value: Decimal, draft: Draft) -> str:
    return show(value, in_yuan=_is_yuan(draft))


def _has_percent(fund: DraftFund) -> str:
    return "%" if fund.rate and "%" in fund.rate else ""


def _set_rate(fund: DraftFund, draft: Draft) -> None:
    """Print the rate that the amounts of a row give."""
    annual = _value(fund.annual)
    if annual and fund.rate is not None:
        fund.rate = f"{rounded(_value(fund.executed) / annual * 100, draft.rounding)}{_has_percent(draft.funds[0])}"


def _set_score(draft: Draft) -> None:
    total = draft.funds[0]
    total.score = str(funds_score(_value(total.executed), _value(total.annual), draft))


def _in_yuan(text: str | None, bench: Workbench) -> str:
    """Print the same amount in yuan, with the cents that ten thousands hide."""
    return show(
        _value(text) * _TEN_THOUSAND + Decimal(bench.rng.randint(-4900, 4900)) / 100, in_yuan=False, commas=True
    )


@error_kind(
    "unit-mix", ("全年执行数以元填列，预算以万元填列", "Executed amounts in yuan beside budgets in ten thousand yuan"),
    rules=("U-01",), severity="error", stage="claims", topics=("money", "rate"), layouts=_WAN,
)  # fmt: skip
def unit_mix(bench: Workbench) -> Places:
    """Print executed amounts, and what was computed from them, as on published forms."""
    draft = bench.draft
    total = draft.funds[0]
    true_rate = total.rate
    total.executed = _in_yuan(total.executed, bench)
    wrong = rounded(_value(total.executed) / _value(total.annual) * 100, draft.rounding)
    way = bench.rng.choice(("rate", "rate and score", "neither"))
    total.rate = true_rate if way == "neither" else f"{wrong}{_has_percent(total)}"
    if way == "rate":
        total.score = "10.00"
    elif way == "rate and score":
        total.score = f"{rounded(wrong / 10, draft.rounding)}"
    draft.counted_funds = Decimal(10) if way != "neither" else None
    only_source = _value(draft.funds[1].annual) == _value(total.annual)
    if only_source:
        draft.funds[1].executed, draft.funds[1].rate = total.executed, total.rate
    return _FUNDS


@error_kind(
    "unit-mix-total-only", ("仅总额行的执行数以元填列", "Only the total's executed amount is in yuan"),
    rules=("U-01",), severity="error", stage="claims", topics=("money", "rate"), layouts=_WAN,
)  # fmt: skip
def unit_mix_total_only(bench: Workbench) -> Places:
    """Print the total in yuan and leave the parts in ten thousands; rate and score were entered rightly."""
    total = bench.draft.funds[0]
    total.executed = show(_value(total.executed) * _TEN_THOUSAND, in_yuan=False, commas=True)
    return _FUNDS


@error_kind(
    "unit-mix-budget", ("全年预算数以元填列，执行数以万元填列", "The annual budget in yuan beside amounts in ten thousand yuan"),
    rules=("U-01",), severity="error", stage="claims", topics=("money", "rate"), layouts=_WAN,
)  # fmt: skip
def unit_mix_budget(bench: Workbench) -> Places:
    """Print the annual budgets in yuan."""
    for fund in bench.draft.funds:
        if _value(fund.annual):
            fund.annual = show(_value(fund.annual) * _TEN_THOUSAND, in_yuan=False, commas=True)
    return _FUNDS


@error_kind(
    "rate-wrong", ("预算执行率算错", "A wrong execution rate"),
    rules=("F-03",), severity="error", stage="claims", topics=("rate",),
)  # fmt: skip
def rate_wrong(bench: Workbench) -> Places:
    """Print a rate that is off by some points."""
    total = bench.draft.funds[0]
    true = _value(total.rate)
    wrong = true - Decimal(bench.rng.randint(60, 700)) / 100
    total.rate = f"{wrong:.2f}{_has_percent(total)}"
    return _FUNDS


@error_kind(
    "rate-of-initial-budget", ("执行率以年初预算数为分母", "The rate was taken of the initial budget"),
    rules=("F-06",), severity="warning", stage="claims", topics=("rate", "money"), layouts=_FULL,
)  # fmt: skip
def rate_of_initial(bench: Workbench) -> Places:
    """Cut the budget within the year and divide by what it was before; the score follows the wrong rate."""
    draft = bench.draft
    total, main = draft.funds[0], draft.funds[1]
    raised = (_value(total.annual) * bench.rng.randint(4, 8) / 100).quantize(Decimal("0.01"))
    for fund in (total, main):
        fund.initial = _shown(_value(fund.annual) + raised, draft)
    wrong = _value(total.executed) / _value(total.initial)
    total.rate = f"{rounded(wrong * 100, draft.rounding)}{_has_percent(total)}"
    total.score = f"{rounded(wrong * 10, draft.rounding)}"
    return _FUNDS


@error_kind(
    "rate-as-fraction", ("执行率以小数填列", "The execution rate as a fraction"),
    rules=("U-03",), severity="error", stage="claims", topics=("rate",),
)  # fmt: skip
def rate_as_fraction(bench: Workbench) -> Places:
    """Print 0.9805 for 98.05 %."""
    total = bench.draft.funds[0]
    total.rate = f"{(_value(total.rate) / 100).quantize(Decimal('0.0001')):f}"
    return _FUNDS


@error_kind(
    "over-budget", ("执行数大于全年预算数", "More was spent than the annual budget"),
    rules=("F-05",), severity="error", stage="claims", topics=("rate", "money"),
)  # fmt: skip
def over_budget(bench: Workbench) -> Places:
    """Overspend; the score stays capped."""
    _overspend(bench)
    bench.draft.funds[0].score = "10.00"
    return _FUNDS


@error_kind(
    "rate-not-capped", ("超预算执行且得分超过分值", "Overspent, and the score is not capped"),
    rules=("S-04", "F-04"), severity="error", stage="claims", topics=("rate", "money"), layouts=_FULL,
)  # fmt: skip
def rate_not_capped(bench: Workbench) -> Places:
    """Overspend and score more points than there are; the overspending is an error of its own."""
    draft = bench.draft
    _overspend(bench)
    total = draft.funds[0]
    total.score = f"{rounded(_value(total.executed) / _value(total.annual) * 10, draft.rounding)}"
    bench.also("over-budget", _FUNDS)
    return _FUNDS


def _overspend(bench: Workbench) -> None:
    draft = bench.draft
    more = (_value(draft.funds[0].annual) * bench.rng.randint(2, 9) / 100).quantize(Decimal("0.01"))
    gap = _value(draft.funds[0].annual) - _value(draft.funds[0].executed) + more
    for fund in draft.funds[:2]:
        fund.executed = _shown(_value(fund.executed) + gap, draft)
        _set_rate(fund, draft)


@error_kind(
    "funds-score-wrong", ("预算执行率得分算错", "A wrong score of budget execution"),
    rules=("F-04",), severity="error", stage="claims", topics=("rate",), layouts=_FULL,
)  # fmt: skip
def funds_score_wrong(bench: Workbench) -> Places:
    """Take points away that the rate has earned."""
    total = bench.draft.funds[0]
    total.score = f"{_value(total.score) - Decimal(bench.rng.randint(20, 190)) / 100:.2f}"
    return _FUNDS


@error_kind(
    "budget-parts-not-summing", ("预算分项之和不等于总额", "The parts of the budget do not make the total"),
    rules=("F-01",), severity="error", stage="claims", topics=("money",), layouts=_FULL,
)  # fmt: skip
def budget_parts(bench: Workbench) -> Places:
    """Change one part of the annual budget, often back to what it was before the adjustment."""
    draft = bench.draft
    part = draft.funds[1]
    more = (_value(part.annual) * bench.rng.randint(4, 25) / 100).quantize(Decimal("0.01"))
    part.annual = _shown(_value(part.annual) + more, draft)
    _set_rate(part, draft)
    return _FUNDS


@error_kind(
    "executed-parts-not-summing", ("执行数分项之和不等于总额", "The executed parts do not make the total"),
    rules=("F-10",), severity="error", stage="claims", topics=("money",), layouts=_FULL,
)  # fmt: skip
def executed_parts(bench: Workbench) -> Places:
    """Leave something out of one part."""
    draft = bench.draft
    part = draft.funds[1]
    less = (_value(part.executed) * bench.rng.randint(4, 20) / 100).quantize(Decimal("0.01"))
    part.executed = _shown(_value(part.executed) - less, draft)
    _set_rate(part, draft)
    return _FUNDS


@error_kind(
    "spending-without-budget", ("没有预算的资金来源列有支出", "Spending from a source without a budget"),
    rules=("F-02",), severity="error", stage="claims", topics=("money",), layouts=_FULL,
)  # fmt: skip
def spending_without_budget(bench: Workbench) -> Places:
    """Book part of the spending under a source that has no budget."""
    draft = bench.draft
    index = next((index for index in (2, 3) if not _value(draft.funds[index].annual)), None)
    if index is None:
        return None
    moved = (_value(draft.funds[1].executed) * bench.rng.randint(4, 15) / 100).quantize(Decimal("0.01"))
    draft.funds[1].executed = _shown(_value(draft.funds[1].executed) - moved, draft)
    draft.funds[index].executed = _shown(moved, draft)
    _set_rate(draft.funds[1], draft)
    return (f"funds[{index}]",)


@error_kind(
    "low-execution-unexplained", ("执行率偏低未说明原因", "A low execution rate without a reason"),
    rules=("F-07",), severity="warning", stage="claims", topics=("money", "rate", "completion"), layouts=_FULL,
)  # fmt: skip
def low_execution(bench: Workbench) -> Places:
    """Leave much of the money unspent; the form says nothing about it."""
    draft = bench.draft
    total, main = draft.funds[0], draft.funds[1]
    if draft.money_remark:
        return None
    annual, main_annual = _value(total.annual), _value(main.annual)
    executed = (annual * bench.rng.randint(58, 86) / 100).quantize(Decimal("0.01"))
    main_executed = executed - sum((_value(fund.executed) for fund in draft.funds[2:]), Decimal(0))
    if main_executed <= 0 or main_executed > main_annual:
        return None
    total.executed, main.executed = _shown(executed, draft), _shown(main_executed, draft)
    for fund in (total, main):
        _set_rate(fund, draft)
    _set_score(draft)
    return _FUNDS


@error_kind(
    "adjustment-unexplained", ("年中预算大幅调整未说明原因", "The budget was changed by far, without a reason"),
    rules=("F-11",), severity="warning", stage="claims", topics=("money",), layouts=_FULL,
)  # fmt: skip
def adjustment_unexplained(bench: Workbench) -> Places:
    """Start the year with another budget."""
    draft = bench.draft
    change = bench.rng.choice((-1, 1)) * bench.rng.randint(26, 48)
    moved = (_value(draft.funds[0].annual) * change / 100).quantize(Decimal("0.01"))
    if _value(draft.funds[1].annual) + moved <= 0:
        return None
    for fund in draft.funds[:2]:
        fund.initial = _shown(_value(fund.annual) + moved, draft)
    return _FUNDS


@error_kind(
    "money-without-output", ("资金基本用完而产出明显不足", "The money is spent and the output is far short"),
    rules=("F-09",), severity="warning", topics=("every row", "money", "rate", "rows", "completion"), layouts=_FULL,
)  # fmt: skip
def money_without_output(bench: Workbench) -> Places:
    """Miss every counted output by far, with reasons, while nearly all the money is spent."""
    draft = bench.draft
    outputs = [row for row in draft.rows if row.level1 == "产出指标"]
    counted = [row for row in outputs if row.nature in ("count", "share")]
    if bench.used or 3 * len(counted) < 2 * len(outputs) or _value(draft.funds[0].rate) < 96:
        return None
    for row in counted:
        aimed = row.aimed or Decimal(1)
        row.done = max(Decimal(1), (aimed * bench.rng.randint(25, 50) / 100).to_integral_value())
        if row.done >= aimed * Decimal("0.6"):
            return None
        row.actual = f"{number(row.done)}{row.unit or ''}"
        row.is_short, row.deviation = True, phrases.reason(bench.rng)
    bench.retell()
    bench.used.update(range(len(draft.rows)))
    return ("funds", "form")
