"""F-02 全年预算数为0，无法计算执行率."""

import datetime as dt

from plumbline.audit import AuditedForm, FundFacts, Verdicts, Words, cite, rule
from plumbline.audit.wording import money, money_en


@rule(
    "F-02",
    severity="error",
    scope=("self_evaluation",),
    title_zh="全年预算数为0或为空，无法计算执行率",
    title_en="No annual budget, so no execution rate",
    source=cite("deployed-platform", "全年预算数校验", "Check of the annual budget", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Money is spent out of a budget; the scored line needs one. Both zero on the scored line is a hint only."""
    scored = form.scored_fund
    if scored is None:
        out.not_applicable("funds", "表中没有资金部分", "the form has no funds")
        return
    for fund in form.funds:
        budget, executed = fund.fund.annual_budget, fund.fund.executed
        if budget is not None and budget != 0:
            out.passed(fund.path)
        elif executed:
            words = Words(
                f"“{fund.name}”全年预算数为{'0' if budget == 0 else '空'}，"
                f"而全年执行数为{money(executed, form.form.money_unit_label)}，无法计算执行率",
                f"“{fund.name}” has {'an annual budget of 0' if budget == 0 else 'no annual budget'} and an executed amount of "
                f"{money_en(executed, form.form.money_unit_label)}, so there is no execution rate",
                "请补填调整后的全年预算数；如列错资金来源，请改列。",
                "Enter the annual budget as adjusted, or move the amount to the right source.",
            )
            out.failed(fund.spot("annual_budget"), words, printed=fund.fund.printed.annual_budget)
        elif fund is scored:
            _nothing_at_all(fund, out)
        else:
            out.not_applicable(fund.path, "该资金来源没有预算和支出", "nothing was budgeted and spent from this source")


def _nothing_at_all(fund: FundFacts, out: Verdicts) -> None:
    words = Words(
        f"“{fund.name}”全年预算数与执行数均为0或为空，预算执行率无从计分",
        f"“{fund.name}” has neither budget nor spending; the execution rate cannot be scored",
        "请核对是否漏填；如项目当年未安排预算，应说明并由主管部门确定计分办法。",
        "Check whether it was left out; if nothing was budgeted, say so and let the department decide how to score.",
    )
    out.failed(fund.spot("annual_budget"), words, printed=fund.fund.printed.annual_budget, severity="info")
