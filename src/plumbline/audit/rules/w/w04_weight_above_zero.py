"""W-04 指标权重应大于0."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import plain


@rule(
    "W-04",
    severity="error",
    scope=("self_evaluation",),
    title_zh="指标分值应大于0",
    title_en="The weight of an indicator is not above zero",
    source=cite("deployed-platform", "三级指标权重大于0", "Weights of level 3 are above zero", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Every indicator has points, where the form gives points at all."""
    if not any(row.weight is not None for row in form.rows):
        out.not_applicable("form", "表中没有分值", "the form gives no weights")
        return
    for row in form.rows:
        weight = row.weight
        if weight is not None and weight > 0:
            out.passed(row.path)
            continue
        words = Words(
            f"“{row.name}”的分值{'为空' if weight is None else f'为{plain(weight)}'}，不能计分",
            f"“{row.name}” has {'no weight' if weight is None else f'a weight of {plain(weight)}'} and cannot be scored",
            "请按批复填写分值；不再考核的指标应履行调整程序后删除。",
            "Enter the approved weight; an indicator that no longer counts is removed by the proper procedure.",
        )
        out.failed(row.spot("weight"), words, printed=row.indicator.printed.weight, expected=">0")
