"""W-08 各三级指标平均分配分值."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import plain


@rule(
    "W-08",
    severity="info",
    scope=("target", "self_evaluation"),
    title_zh="各三级指标平均分配分值",
    title_en="All indicators have the same weight",
    source=cite(
        "caiyu-2021-101",
        "指标设置应突出重点，权重体现重要程度",
        "Weights tell which indicators matter most",
        "well_known",
    ),
    since=dt.date(2021, 8, 18),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """With the rulebook's number of indicators or more, the weights differ: what matters most has most."""
    weights = [row.weight for row in form.rows if row.weight is not None]
    fewest = int(form.limit("W-08"))
    if len(weights) < fewest or len(weights) < len(form.rows):
        out.not_applicable("indicators", f"带分值的指标不足{fewest}项或不全", "too few indicators have weights")
    elif any(weight != weights[0] for weight in weights):
        out.passed("indicators")
    else:
        words = Words(
            f"{len(weights)}项三级指标一律{plain(weights[0])}分，看不出哪些是核心指标",
            f"All {len(weights)} indicators have {plain(weights[0])} points, so nothing tells which ones matter",
            "请按重要程度分配分值，核心产出和效果适当加重；以批复权重为准的，下年申报时调整。",
            "Give more points to the main output and effect; where weights were approved, change them next year.",
        )
        out.failed(form.spot("indicators"), words, printed=plain(weights[0]))
