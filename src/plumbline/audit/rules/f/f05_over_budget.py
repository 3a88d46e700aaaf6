"""F-05 执行数大于全年预算数."""

import datetime as dt
from typing import TYPE_CHECKING

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import money, money_en, percent

if TYPE_CHECKING:
    from plumbline.audit.model import FindingKey


@rule(
    "F-05",
    severity="error",
    scope=("self_evaluation", "monitoring"),
    title_zh="执行数大于全年预算数",
    title_en="More was spent than the annual budget",
    source=cite(
        "budget-law",
        "各部门、各单位的支出必须以经批准的预算为依据",
        "Spending must follow the approved budget",
        "well_known",
    ),
    since=dt.date(2015, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """No row spends more than its annual budget, which holds all adjustments."""
    limit = form.limit("F-05")
    total = form.scored_fund
    for fund in form.funds:
        budget, executed = fund.fund.annual_budget, fund.fund.executed
        if executed is None or not budget:
            out.not_applicable(fund.path, "没有预算数或执行数", "no budget or no executed amount")
        elif executed <= budget * limit:
            out.passed(fund.path)
        else:
            unit = form.form.money_unit_label
            words = Words(
                f"“{fund.name}”全年执行数{money(executed, unit)}大于全年预算数{money(budget, unit)}，"
                f"为预算的{percent(executed / budget * 100)}",
                f"“{fund.name}”: the executed {money_en(executed, unit)} exceed the annual budget of {money_en(budget, unit)}: "
                f"{percent(executed / budget * 100)} of it",
                "请核对：全年预算数应含年中追加；确属超预算支出的，须说明依据。",
                "Check whether the annual budget includes what was added during the year; overspending needs a reason.",
            )
            same: tuple[FindingKey, ...] = ()
            if (
                total is not None
                and total is not fund
                and total.fund.annual_budget
                and total.fund.executed is not None
                and total.fund.executed - total.fund.annual_budget == executed - budget
            ):
                same = (total.key("F-05", "executed"),)
            out.failed(
                fund.spot("executed"),
                words,
                printed=fund.fund.printed.executed,
                expected=f"≤{money(budget, unit)}",
                expected_en=f"≤{money_en(budget, unit)}",
                explained_by=same,
            )
