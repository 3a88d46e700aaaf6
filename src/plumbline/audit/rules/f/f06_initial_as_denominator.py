"""F-06 使用年初预算数作分母."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.precision import agrees
from plumbline.audit.wording import money, money_en, percent, plain


@rule(
    "F-06",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="执行率以年初预算数为分母",
    title_en="The rate was taken of the initial budget",
    source=cite(
        "caiyu-2020-10",
        "自评表：执行率＝全年执行数÷全年预算数（调整后）",
        "Self-evaluation form: executed over annual budget as adjusted",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A rate that fits the initial budget and not the annual one has the wrong denominator."""
    for fund in form.funds:
        own = fund.fund
        rate, executed, initial, annual = own.execution_rate, own.executed, own.initial_budget, own.annual_budget
        if rate is None or executed is None or not initial or not annual or initial == annual:
            out.not_applicable(
                fund.path, "年初与全年预算数相同，或缺少金额", "both budgets are the same, or an amount is missing"
            )
            continue
        limit = form.limit("F-03")
        exact = executed / annual * 100
        of_initial = executed / initial * 100
        if agrees(rate, exact, limit) or not agrees(rate, of_initial, limit):
            out.passed(fund.path)
            continue
        unit = form.form.money_unit_label
        right = percent(fund.rate.computed) if fund.rate and fund.rate.computed is not None else percent(Decimal(exact))
        words = Words(
            f"“{fund.name}”执行率{plain(rate)}%是以年初预算数{money(initial, unit)}为分母；应以全年预算数{money(annual, unit)}为分母，"
            f"为{right}",
            f"“{fund.name}”: the rate of {plain(rate)}% is taken of the initial budget ({money_en(initial, unit)}); of the annual budget "
            f"({money_en(annual, unit)}) it is {right}",
            f"请改用调整后的全年预算数作分母，执行率更正为{right}，并重算得分。",
            f"Divide by the annual budget as adjusted, correct the rate to {right} and compute the score again.",
        )
        out.failed(
            fund.spot("execution_rate"),
            words,
            printed=own.printed.execution_rate,
            expected=right,
            explains=[fund.key("F-03", "execution_rate")],
        )
