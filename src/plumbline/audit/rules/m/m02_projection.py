"""M-02 全年预计执行数小于已执行数 / 大于预算数."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, FundFacts, Verdicts, Words, cite, rule
from plumbline.audit.wording import money, money_en


@rule(
    "M-02",
    severity="warning",
    scope=("monitoring",),
    title_zh="全年预计执行数小于已执行数或大于预算数",
    title_en="The projected spending is below what was spent, or above the budget",
    source=cite(
        "caiyu-2019-136", "监控表：全年预计执行数", "Monitoring table: projected spending of the year", "well_known"
    ),
    since=dt.date(2019, 7, 26),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Spent ≤ projected for the year ≤ budget of the year, row by row. The same fault of the total explains that of its parts."""
    for fund in form.funds:
        own = fund.fund
        budget = own.annual_budget if own.annual_budget is not None else own.initial_budget
        projected = own.projected_executed
        if projected is None or (own.executed is None and budget is None):
            out.not_applicable(fund.path, "未填全年预计执行数", "no projection is given")
        elif own.executed is not None and projected < own.executed:
            _fail(fund, projected, own.executed, below=True, out=out)
        elif budget is not None and projected > budget:
            _fail(fund, projected, budget, below=False, out=out)
        else:
            out.passed(fund.path)


def _fail(fund: FundFacts, projected: Decimal, other: Decimal, *, below: bool, out: Verdicts) -> None:
    unit = fund.form.form.money_unit_label
    expected, amount = money(projected, unit), money(other, unit)
    expected_en, amount_en = money_en(projected, unit), money_en(other, unit)
    words = Words(
        f"“{fund.name}”全年预计执行数{expected}，{'小于已执行数' if below else '大于预算数'}{amount}",
        f"“{fund.name}”: {expected_en} are projected for the whole year, {'less than' if below else 'more than the budget of'} {amount_en}"
        + (" that have been spent already" if below else ""),
        "请核对金额和单位；预计超预算的，先办理追加手续。",
        "Check the amount and its unit; spending beyond the budget needs an approved addition first.",
    )
    total = fund.form.scored_fund
    same = total is not None and total is not fund and _is_wrong(total, below=below)
    out.failed(
        fund.spot("projected_executed"),
        words,
        printed=fund.fund.printed.projected_executed,
        expected=f"{'≥' if below else '≤'}{amount}",
        expected_en=f"{'≥' if below else '≤'}{amount_en}",
        explained_by=[total.key("M-02", "projected_executed")] if same and total is not None else [],
    )


def _is_wrong(fund: FundFacts, *, below: bool) -> bool:
    own = fund.fund
    budget = own.annual_budget if own.annual_budget is not None else own.initial_budget
    if own.projected_executed is None:
        return False
    if below:
        return own.executed is not None and own.projected_executed < own.executed
    return budget is not None and own.projected_executed > budget
