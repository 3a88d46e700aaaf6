"""B-02 主管部门未填写."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import said

WITHOUT_THE_FIELD = frozenset({"shanghai-target-2020", "flat-table", "budget-target"})
"""Layouts that have no place for the department."""


@rule(
    "B-02",
    severity="error",
    scope=("target", "self_evaluation"),
    title_zh="主管部门未填写",
    title_en="The supervising department is blank",
    source=cite("deployed-platform", "必填项：主管部门", "Required field: supervising department", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Every form whose layout has the field names its department."""
    if said(form.form.supervising_department):
        out.passed("form")
    elif form.form.layout in WITHOUT_THE_FIELD:
        out.not_applicable("form", "该表式没有主管部门一栏", "the layout has no such field")
    else:
        words = Words(
            "主管部门为空",
            "The supervising department is blank",
            "请填写部门全称；自评结果由主管部门审核汇总，缺此项无法归口。",
            "Enter the department's full name; it reviews and adds up the self-evaluations of its units.",
        )
        out.failed(form.spot("supervising_department"), words)
