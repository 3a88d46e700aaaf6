"""S-01 实际完成值未填写."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule


@rule(
    "S-01",
    severity="error",
    scope=("self_evaluation",),
    title_zh="实际完成值未填写",
    title_en="No actual value is given",
    source=cite("deployed-platform", "必填项：实际完成值", "Required field: actual value", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Every indicator says what was reached; a placeholder says nothing."""
    for row in form.rows:
        nature = row.actual_nature
        if row.target_nature == "not_applicable":
            out.not_applicable(row.path, "指标值为不适用", "the target does not apply")
        elif nature is not None and nature != "placeholder":
            out.passed(row.path)
        else:
            target = row.target.raw if row.target is not None else "—"
            words = Words(
                f"“{row.name}”指标值为“{target}”，实际完成值{'为空' if nature is None else '仍为占位符'}",
                f"“{row.name}” has the target “{target}” and "
                f"{'no actual value' if nature is None else 'a placeholder as its actual value'}",
                "请填写截至年末的实际完成值及统计依据；未完成的填实际数，不得留空。",
                "Enter what was reached by the end of the year and how it was counted; what was not done is a number too.",
            )
            out.failed(row.spot("actual"), words, printed=row.indicator.printed.actual)
