"""B-01 项目名称未填写."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import said


@rule(
    "B-01",
    severity="error",
    scope=("target", "self_evaluation", "monitoring"),
    title_zh="项目名称未填写",
    title_en="The project has no name",
    source=cite("deployed-platform", "必填项：项目名称", "Required field: project name", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Every form names its project."""
    if said(form.form.project_name):
        out.passed("form")
        return
    words = Words(
        "项目名称为空，无法与预算批复、其他年度的表对应",
        "The project name is blank, so the form cannot be matched with the budget or with other years",
        "请填写预算批复中的项目名称。",
        "Enter the project name of the approved budget.",
    )
    out.failed(form.spot("project_name"), words)
