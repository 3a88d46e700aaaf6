"""F-08 年中预算调整超过{20}%但绩效目标未同步调整."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, FormPair, Verdicts, Words, cite, rule
from plumbline.audit.wording import condensed, money, money_en, percent, plain


@rule(
    "F-08",
    severity="warning",
    scope=("self_evaluation",),
    needs="pair",
    title_zh="年中预算调整幅度大而绩效目标未同步调整",
    title_en="The budget was changed much during the year, the targets were not",
    source=cite(
        "caiyu-2015-88",
        "预算调整的，绩效目标同步调整报批",
        "Targets are changed together with the budget",
        "well_known",
    ),
    since=dt.date(2015, 5, 21),
)
def check(pair: FormPair, out: Verdicts) -> None:
    """Beyond the rulebook's share of the initial budget, the approved targets and the evaluated ones differ."""
    if pair.relation != "promise_and_result":
        return
    form = pair.later
    fund = form.scored_fund
    initial, annual = (fund.fund.initial_budget, fund.fund.annual_budget) if fund else (None, None)
    if fund is None or not initial or annual is None or fund.unit_mix is not None:
        out.not_applicable("funds", "没有可比的年初与全年预算数", "no initial and annual budget to compare")
        return
    change = (annual - initial) / initial * 100
    limit = form.limit("F-08")
    if abs(change) <= limit:
        out.passed(fund.path)
        return
    promised, evaluated = _targets(pair.earlier), _targets(form)
    if not promised or promised.keys().isdisjoint(evaluated):
        out.undetermined(
            fund.path,
            "两张表没有相同的指标，无法比较目标",
            "the two forms share no indicator, so targets cannot be compared",
        )
    elif any(evaluated.get(name) not in (None, value) for name, value in promised.items()):
        out.passed(fund.path)
    else:
        unit = form.form.money_unit_label
        words = Words(
            f"全年预算数由年初{money(initial, unit)}调整为{money(annual, unit)}（{_signed(change)}），超过{plain(limit)}%，"
            "而各项指标值与年初目标完全相同",
            f"The budget was changed from {money_en(initial, unit)} to {money_en(annual, unit)} ({_signed(change)}), "
            f"by more than {plain(limit)}%, "
            "but every target is the one of the "
            "beginning of the year",
            "请说明预算调整的原因；工作量随预算增减的，应按程序同步调整绩效目标。",
            "Give the reason for the change; targets that depend on the money must be changed with it.",
        )
        out.failed(fund.spot("annual_budget"), words, printed=fund.fund.printed.annual_budget)


def _targets(form: AuditedForm) -> dict[str, tuple[object, ...]]:
    return {
        condensed(row.name): (row.target.operator, row.target.low, row.target.high)
        for row in form.rows
        if row.target is not None
    }


def _signed(change: Decimal) -> str:
    return f"{'+' if change > 0 else ''}{percent(change)}"
