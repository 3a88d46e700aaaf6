"""M-03 进度落后于时间进度."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.context import DOWNWARD
from plumbline.audit.progress import elapsed_share, goes_with_time, spending_rate
from plumbline.audit.wording import percent


@rule(
    "M-03",
    severity="warning",
    scope=("monitoring",),
    title_zh="进度落后于时间进度",
    title_en="Progress is behind the time of the year",
    source=cite(
        "deployed-platform",
        "监控预警：进度与时间进度之比低于60%红灯、低于80%黄灯",
        "Lights: progress over elapsed time under 60 % red, under 80 % yellow",
        "read",
    ),
    since=dt.date(2019, 7, 26),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Spending, and counts large enough to be spread over the year, keep up with the months that have passed.

    A rate (95 % satisfied) holds at any time, and of one or two events a year nothing is due by July: these have no such progress.
    """
    elapsed = elapsed_share(form)
    if elapsed is None:
        out.undetermined("form", "不知道监控期间", "the period that is monitored is not given")
        return
    _check_funds(form, elapsed, out)
    for row in form.rows:
        ratio = row.ratio
        if row.target is None or row.aimed is None or not goes_with_time(row):
            out.not_applicable(row.path, "不是按时间推进的数量指标", "no count that is spread over the year")
        elif row.done is None or ratio is None:
            out.undetermined(row.path, "执行情况不是数值", "what was reached so far is no number")
        elif row.target.operator in DOWNWARD:
            out.not_applicable(row.path, "上限指标不按时间进度", "an upper limit has no progress")
        else:
            _judge(row, ratio / elapsed * 100, ratio, elapsed, out)


def _check_funds(form: AuditedForm, elapsed: Decimal, out: Verdicts) -> None:
    rate = spending_rate(form)
    fund = form.scored_fund
    if rate is None or fund is None:
        out.not_applicable("funds", "没有可比的预算数与执行数，或单位不一致", "no budget and spending in one unit")
        return
    pace = rate / elapsed * 100
    if pace >= form.limit("M-03.yellow"):
        out.passed(fund.path)
        return
    words = _words("预算执行", "Spending", rate, elapsed, red=pace < form.limit("M-03.red"))
    out.failed(fund.spot("executed"), words, printed=percent(rate * 100), expected=f"≥{percent(elapsed * 100)}")


def _judge(row: RowFacts, pace: Decimal, ratio: Decimal, elapsed: Decimal, out: Verdicts) -> None:
    limits = row.form
    if pace >= limits.limit("M-03.yellow"):
        out.passed(row.path)
        return
    words = _words(f"“{row.name}”", f"“{row.name}”", ratio, elapsed, red=pace < limits.limit("M-03.red"))
    printed = row.actual.raw if row.actual is not None else None
    out.failed(row.spot("actual"), words, printed=printed, expected=f"≥{percent(elapsed * 100)}")


def _words(zh: str, en: str, ratio: Decimal, elapsed: Decimal, *, red: bool) -> Words:
    light_zh, light_en = ("红灯", "a red light") if red else ("黄灯", "a yellow light")
    return Words(
        f"{zh}完成全年的{percent(ratio * 100)}，时间进度为{percent(elapsed * 100)}，两者之比{percent(ratio / elapsed * 100)}，{light_zh}",
        f"{en} has reached {percent(ratio * 100)} of the year's figure when {percent(elapsed * 100)} of the year is gone: {light_en}",
        "请分析滞后原因，列出余下月份的计划；确难完成的，及时申请调整。",
        "Find out why, plan the months that are left, and ask for a change in time where it cannot be done.",
    )
