"""M-04 目标进度与执行进度差异超过10%."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.model import FindingKey
from plumbline.audit.progress import late_outputs, output_progress, progress_without, spending_rate
from plumbline.audit.wording import percent, plain


@rule(
    "M-04",
    severity="warning",
    scope=("monitoring",),
    title_zh="目标进度与执行进度差异较大",
    title_en="Progress of targets and of spending are far apart",
    source=cite(
        "caiyu-2019-136",
        "双监控：预算执行情况和绩效目标实现程度",
        "Double monitoring: of spending and of targets",
        "well_known",
    ),
    since=dt.date(2019, 7, 26),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """The mean progress of the counted outputs and the execution rate differ by no more than the rulebook's points."""
    rate, progress = spending_rate(form), output_progress(form)
    fund = form.scored_fund
    if rate is None or fund is None:
        out.not_applicable("form", "没有可比的预算数与执行数", "no budget and spending to compare")
    elif progress is None:
        out.undetermined(
            "form", "没有按时间推进的数量指标，目标进度无从计算", "no output is a count spread over the year"
        )
    elif 2 * progress[1] < progress[2]:
        out.undetermined("form", "多数产出指标的执行情况不是数值", "most outputs so far are no numbers")
    elif abs(rate - progress[0]) * 100 <= form.limit("M-04"):
        out.passed("form")
    else:
        gap = abs(rate - progress[0]) * 100
        ahead_zh, ahead_en = (
            ("目标快于支出", "targets are ahead") if progress[0] > rate else ("支出快于目标", "money is ahead")
        )
        words = Words(
            f"{progress[1]}项数量指标平均完成{percent(progress[0] * 100)}，预算执行{percent(rate * 100)}，相差{percent(gap)}，{ahead_zh}",
            f"{progress[1]} outputs stand at {percent(progress[0] * 100)} on average, spending at {percent(rate * 100)}: {ahead_en} "
            f"by {plain(gap.quantize(form.limit('M-04')))} points",
            "请说明原因：是否已完成未支付、预付较多，或指标值偏低。",
            "Say why: work done and not yet paid, money paid in advance, or targets that are too low.",
        )
        out.failed(
            fund.spot("execution_rate"),
            words,
            printed=percent(rate * 100),
            expected=percent(progress[0] * 100),
            explained_by=_late_rows(form, rate),
        )


def _late_rows(form: AuditedForm, rate: Decimal) -> list[FindingKey]:
    """The rows that are behind time, when the others go together with the spending: they are the cause."""
    late = late_outputs(form)
    others = progress_without(form, late)
    if not late or (others is not None and abs(rate - others) * 100 > form.limit("M-04")):
        return []
    return [late[0].key("M-03", "actual")]
