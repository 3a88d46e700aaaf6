"""F-09 执行率高但产出完成率低（或相反）."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import percent, plain

_ONE = Decimal(1)


@rule(
    "F-09",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="执行率与产出完成率明显不一致",
    title_en="Spending and output do not go together",
    source=cite("review-practice", "资金执行进度与产出进度的匹配性", "Whether spending and output match", "well_known"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Nearly all the money for little output, or little money for all of it, needs a word."""
    fund = form.scored_fund
    rate = fund.rate.computed if fund is not None and fund.rate is not None else None
    outputs = [row for row in form.rows if row.dimension == "output"]
    ratios = [
        min(row.ratio, _ONE)
        for row in outputs
        if row.ratio is not None and row.target is not None and row.target.operator not in ("<=", "<")
    ]
    if fund is None or rate is None or not outputs:
        out.not_applicable("form", "没有执行率或产出指标", "no execution rate or no output indicators")
    elif 2 * len(ratios) < len(outputs):
        out.undetermined(
            "form",
            "多数产出指标不是数值，无法计算平均完成率",
            "most output indicators are no numbers, so there is no mean completion",
        )
    else:
        completion = sum(ratios, Decimal(0)) / len(ratios) * 100
        much = rate >= form.limit("F-09.rate_high") and completion < form.limit("F-09.completion_low")
        little = rate < form.limit("F-09.rate_low") and completion >= form.limit("F-09.completion_high")
        if not much and not little:
            out.passed("form")
            return
        words = Words(
            f"预算执行率{percent(rate)}，而{len(ratios)}项产出指标平均完成率{percent(completion)}，"
            f"{'资金已基本用完、产出明显不足' if much else '产出已完成、资金大部分未用'}",
            f"The execution rate is {percent(rate)}, but the {len(ratios)} output indicators were completed to {percent(completion)} "
            "on average",
            "请说明原因：预算编制是否偏松或偏紧、指标值是否合理、是否有已完成未支付的事项。",
            "Give the reason: was the budget too wide or too tight, were the targets right, is something done and not yet paid?",
        )
        out.failed(fund.spot("execution_rate"), words, printed=f"{plain(rate)}%", expected=None)
