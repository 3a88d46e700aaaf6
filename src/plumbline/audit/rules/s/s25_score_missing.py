"""S-25 指标得分未填写."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import plain


@rule(
    "S-25",
    severity="error",
    scope=("self_evaluation",),
    title_zh="指标得分未填写",
    title_en="An indicator has no score",
    source=cite("deployed-platform", "必填项：三级指标得分", "Required field: score of each indicator", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Where other lines have scores, every indicator with a weight has one."""
    if not any(row.claimed is not None for row in form.rows):
        out.not_applicable("form", "各项均未填得分", "no line has a score")
        return
    for row in form.rows:
        score = row.score
        if row.claimed is not None:
            out.passed(row.path)
        elif not row.weight:
            out.not_applicable(row.path, "该指标没有分值", "the indicator has no weight")
        else:
            computed = score.computed if score else None
            expected = plain(computed) if computed is not None else None
            words = Words(
                f"“{row.name}”分值{plain(row.weight)}分，得分为空",
                f"“{row.name}” has a weight of {plain(row.weight)} and no score",
                f"请补填得分{f'（按规则为{expected}分）' if expected else ''}；空白不等于0分。",
                f"Enter the score{f' (the rules give {expected})' if expected else ''}; a blank is not zero.",
            )
            out.failed(row.spot("claimed_score"), words, expected=expected)
