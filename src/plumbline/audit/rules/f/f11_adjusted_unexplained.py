"""F-11 年中预算调整未说明原因."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import WordList, money, money_en, percent, plain

TELLS = WordList(
    "预算调整", "调整预算", "年中调整预算", "年中预算", "经费调整", "调整经费", "资金调整", "调剂", "追加", "追减", "压减", "核减",
    "核增", "调减", "调增", "收回", "财政统筹",
)  # fmt: skip
"""Words that speak of a change of the budget."""


@rule(
    "F-11",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="全年预算数与年初预算数相差较大而未说明",
    title_en="The budget was changed during the year and nothing says why",
    source=cite("review-practice", "预算调整手续和原因", "Reason and approval of changes of the budget", "well_known"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Beyond the rulebook's share of the initial budget, some text of the form tells of the change. A hint up to the limit of F-08.

    The finding stands at the initial budget: a unit mix in the other columns does not explain it.
    """
    fund = form.scored_fund
    initial, annual = (fund.fund.initial_budget, fund.fund.annual_budget) if fund else (None, None)
    if fund is None or not initial or annual is None:
        out.not_applicable("funds", "没有可比的年初与全年预算数", "no initial and annual budget to compare")
        return
    mix = fund.unit_mix
    if mix is not None and mix.odd_field == "annual_budget":
        out.not_applicable("funds", "预算数单位有误，见U-01", "the budget is in another unit; see U-01")
        return
    change = (annual - initial) / initial * 100
    if abs(change) <= form.limit("F-11") or _is_told(form):
        out.passed(fund.path)
        return
    unit = form.form.money_unit_label
    signed = f"{'+' if change > 0 else ''}{percent(change)}"
    words = Words(
        f"全年预算数由年初{money(initial, unit)}调整为{money(annual, unit)}（{signed}），表中没有说明调整原因",
        f"The budget was changed from {money_en(initial, unit)} to {money_en(annual, unit)} ({signed}) "
        "during the year, and nothing in the form says why",
        "请注明调整事由和批准文件；工作量随之增减的，同步调整绩效目标。",
        "State the reason and the approval, and change the targets that depend on the money with it.",
    )
    out.failed(
        fund.spot("initial_budget"), words, printed=fund.fund.printed.initial_budget or plain(initial),
        severity="warning" if abs(change) > form.limit("F-08") else "info",
    )  # fmt: skip


def _is_told(form: AuditedForm) -> bool:
    texts = [form.actual_completion, *(row.deviation for row in form.rows), *form.form.other_fields.values()]
    return any(TELLS.first(text) for text in texts if text)
