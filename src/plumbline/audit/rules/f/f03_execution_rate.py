"""F-03 预算执行率计算错误."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, FundFacts, Verdicts, Words, cite, rule
from plumbline.audit.model import FindingKey
from plumbline.audit.precision import agrees
from plumbline.audit.wording import money, money_en, percent, plain


@rule(
    "F-03",
    severity="error",
    scope=("self_evaluation",),
    title_zh="预算执行率计算错误",
    title_en="The execution rate is not executed over annual budget",
    source=cite(
        "caiyu-2020-10",
        "自评表：执行率＝全年执行数÷全年预算数",
        "Self-evaluation form: executed over annual budget",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Compute each row's rate, under one unit of money, and compare it with the printed one."""
    for fund in form.funds:
        rate = fund.rate
        if rate is None or rate.claimed is None or rate.computed is None:
            out.not_applicable(
                fund.path, "未印执行率，或没有预算数、执行数", "no printed rate, or no budget and executed amount"
            )
        elif agrees(rate.claimed, _exact(fund, rate.computed), form.limit("F-03")):
            out.passed(fund.path)
        else:
            out.failed(
                fund.spot("execution_rate"),
                _words(fund, rate.claimed, rate.computed),
                printed=fund.fund.printed.execution_rate,
                expected=percent(rate.computed),
                explained_by=_same_fault_of_total(form, fund),
            )


def _exact(fund: FundFacts, computed: Decimal) -> Decimal:
    """Without the rounding of two places when the printed rate has fewer."""
    executed, budget = fund.fund.executed, fund.fund.annual_budget
    if fund.unit_mix is not None or executed is None or not budget:
        return computed
    exact = executed / budget * 100
    return computed if abs(exact - computed) > Decimal("0.01") else exact


def _same_fault_of_total(form: AuditedForm, fund: FundFacts) -> tuple[FindingKey, ...]:
    total = form.scored_fund
    if total is None or total is fund:
        return ()
    own, other = fund.fund, total.fund
    same = (own.annual_budget, own.executed, own.execution_rate) == (
        other.annual_budget,
        other.executed,
        other.execution_rate,
    )
    return (total.key("F-03", "execution_rate"),) if same else ()


def _words(fund: FundFacts, claimed: Decimal, computed: Decimal) -> Words:
    unit = fund.form.form.money_unit_label
    executed, budget = fund.fund.executed or Decimal(0), fund.fund.annual_budget or Decimal(0)
    mix = fund.unit_mix
    if mix is not None:
        executed = mix.corrected if mix.odd_field == "executed" else executed
        budget = mix.corrected if mix.odd_field == "annual_budget" else budget
    return Words(
        f"“{fund.name}”印出的执行率为{plain(claimed)}%，而全年执行数{money(executed, unit)}÷"
        f"全年预算数{money(budget, unit)}＝{percent(computed)}",
        f"“{fund.name}” prints an execution rate of {plain(claimed)}%, but {money_en(executed, unit)} executed of an annual budget of "
        f"{money_en(budget, unit)} are {percent(computed)}",
        f"请将执行率更正为{percent(computed)}，并据此重算预算执行率得分。",
        f"Correct the rate to {percent(computed)} and work out the score of budget execution again.",
    )
