"""S-08 得分低于分值但未填偏差原因及改进措施."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import plain, points_en


@rule(
    "S-08",
    severity="error",
    scope=("self_evaluation",),
    title_zh="得分低于分值但未填偏差原因及改进措施",
    title_en="Points were lost and no reason is given",
    source=cite(
        "caiyu-2020-10",
        "未完成绩效目标的，应分析并说明原因、提出改进措施",
        "What was not reached is explained, with measures",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Every lost point has a reason beside it."""
    has_column = form.form.layout != "flat-table" or any(row.indicator.deviation for row in form.rows)
    for row in form.rows:
        claimed, weight = row.claimed, row.weight
        if claimed is None or weight is None or not has_column:
            out.not_applicable(
                row.path, "未填得分，或表式没有偏差原因一栏", "no score, or the layout has no column for reasons"
            )
        elif claimed >= weight or row.deviation:
            out.passed(row.path)
        else:
            words = Words(
                f"“{row.name}”扣{plain(weight - claimed)}分（分值{plain(weight)}、得分{plain(claimed)}），偏差原因及改进措施为空",
                f"“{row.name}” lost {points_en(weight - claimed)} ({plain(claimed)} of {plain(weight)}) and gives no reason and no "
                "measures",
                "请写明未达指标值的具体原因和改进措施。",
                "Say why the target was missed and what will be done.",
            )
            out.failed(row.spot("deviation"), words, printed=row.indicator.printed.deviation)
