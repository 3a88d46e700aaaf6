"""B-04 绩效目标描述未填写."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule


@rule(
    "B-04",
    severity="error",
    scope=("target",),
    title_zh="绩效目标描述未填写",
    title_en="The goal is not described",
    source=cite(
        "caiyu-2015-88", "绩效目标应说明预期产出和效果", "A goal states the expected output and effect", "well_known"
    ),
    since=dt.date(2015, 5, 21),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A target table says in words what the project is to achieve."""
    if form.expected_goal:
        out.passed("form")
    elif form.form.layout in {"flat-table", "budget-target"}:
        out.not_applicable("form", "该表式没有目标描述一栏", "the layout has no such field")
    else:
        words = Words(
            "绩效目标描述为空",
            "The description of the goal is blank",
            "请概括预期产出（数量、质量、时效、成本）和预期效果。",
            "Describe the expected output (quantity, quality, time, cost) and effect.",
        )
        out.failed(form.spot("annual_goal"), words)
