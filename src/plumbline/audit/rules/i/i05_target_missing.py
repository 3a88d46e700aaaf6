"""I-05 指标值为空或仍为占位符（*、XX、待定）."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import shortened

_MISSING = (None, "placeholder", "not_applicable")


@rule(
    "I-05",
    severity="error",
    scope=("target", "self_evaluation", "monitoring"),
    title_zh="指标值为空或仍为占位符",
    title_en="A target that is blank or still to be filled in",
    source=cite("deployed-platform", "必填项：指标值", "Required field: target", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Every indicator says what is to be reached."""
    missing = [row for row in form.rows if row.target_nature in _MISSING]
    if missing:
        out.all_passed([row for row in form.rows if row.target_nature not in _MISSING])
    else:
        out.all_passed(form.rows)
    for row in missing:
        target = row.target
        printed = target.raw if target is not None else None
        what_zh = "没有指标值" if printed is None else f"的指标值是“{shortened(printed)}”，尚未填写"
        what_en = "has no target" if printed is None else f"has “{shortened(printed)}” for a target"
        words = Words(
            f"“{row.name}”{what_zh}，完成与否无从判断",
            f"“{row.name}” {what_en}: nobody can tell whether it was reached",
            "请填写明确的数值、日期或可核对的标准。",
            "Enter a number, a date or a standard that can be checked.",
        )
        out.failed(row.spot("target"), words, printed=printed)
