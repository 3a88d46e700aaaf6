"""F-07 预算执行率低于{90}%未说明原因."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.narrative import key_of
from plumbline.audit.wording import WordList, percent, plain, said

ABOUT_MONEY = WordList(
    "预算执行",
    "执行率",
    "结余",
    "节约形成",
    "招标节约",
    "采购节约",
    "节约资金",
    "节余",
    "结转",
    "未支付",
    "支付进度",
    "尾款",
    "付款",
    "核减",
    "压减",
    "调减",
    "中标价",
    "招标",
    "采购价",
    "经费支出",
    "资金支出",
)
REMARKS = ("存在问题", "主要问题", "改进措施", "评价结论", "自评结论", "备注", "备注说明", "偏差原因")


@rule(
    "F-07",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="预算执行率偏低未说明原因",
    title_en="A low execution rate without a reason",
    source=cite(
        "caiyu-2020-10",
        "预算执行率偏低、自评结果较差的项目，要单独说明原因，提出整改措施",
        "Projects with a low execution rate must give the reason and what will be done",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A true rate under the rulebook's limit comes with a word about the money somewhere in the form."""
    fund = form.scored_fund
    rate = fund.rate if fund is not None else None
    if fund is None or rate is None or rate.computed is None:
        out.not_applicable("funds", "执行率无法计算", "there is no execution rate")
        return
    limit = form.limit("F-07")
    if rate.computed >= limit or _explained(form):
        out.passed(fund.path)
    else:
        words = Words(
            f"预算执行率{percent(rate.computed)}，低于{plain(limit)}%，表中未说明原因",
            f"The execution rate is {percent(rate.computed)}, under {plain(limit)}%, and the form gives no reason",
            "请说明资金未执行完毕的原因（如招标节约、进度滞后、政策调整）和改进措施。",
            "Say why the money was not spent (savings, delay, change of policy) and what will be done.",
        )
        out.failed(
            fund.spot("execution_rate"), words, printed=fund.fund.printed.execution_rate, expected=f"≥{plain(limit)}%"
        )


def _explained(form: AuditedForm) -> bool:
    """Whether some text gives a reason; an indicator that is named after savings (集中采购节约金额) gives none."""
    texts = [row.deviation for row in form.rows]
    texts += [said(form.form.other_fields.get(name)) for name in REMARKS]
    completion = form.actual_completion or ""
    for row in form.rows:
        completion = completion.replace(key_of(row.name).core, "")
    texts.append(completion)
    return any(text is not None and ABOUT_MONEY.first(text) for text in texts)
