"""S-12 完成值≥指标值2倍，疑目标偏低，应调减分值."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.rules.s.s11_beyond_target_unexplained import is_one_more, more_is_better
from plumbline.audit.wording import percent, plain


@rule(
    "S-12",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="完成值达到指标值的两倍以上，疑指标值偏低",
    title_en="At least twice the target: the target looks too low",
    source=cite(
        "caiyu-2020-10",
        "因年初指标值设定明显偏低造成超额的，按偏离度适度调减分值",
        "Where the target was set clearly too low, points are reduced",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """From the rulebook's ratio on, full points are suspicious."""
    limit = form.limit("S-12")
    for row in form.rows:
        ratio, target, actual, weight = row.ratio, row.target, row.actual, row.weight
        if ratio is None or target is None or actual is None or not more_is_better(row):
            out.not_applicable(row.path, "不是可比较的正向定量指标", "no numeric target where more is better")
        elif ratio < limit or weight is None or row.claimed != weight or is_one_more(row):
            out.passed(row.path)
        else:
            words = Words(
                f"“{row.name}”完成值{actual.raw}为指标值{target.raw}的{percent(ratio * 100)}，仍记满分{plain(weight)}分，"
                "疑指标值设定明显偏低",
                f"“{row.name}”: {actual.raw} is {percent(ratio * 100)} of the target {target.raw} and still earned all {plain(weight)} "
                "points; the target looks far too low",
                "请分析超额原因；确因指标值偏低的，应按偏离度适度调减得分，并按近年实绩调高下年度指标值。",
                "Explain why; if the target was too low, reduce the score accordingly "
                "and set next year's target by what was reached in recent years.",
            )
            out.failed(row.spot("target"), words, printed=target.raw, explains=[row.key("S-11", "deviation")])
