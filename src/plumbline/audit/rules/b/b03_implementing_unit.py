"""B-03 项目实施单位未填写."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule


@rule(
    "B-03",
    severity="info",
    scope=("target", "self_evaluation"),
    title_zh="项目实施单位未填写",
    title_en="The implementing unit is blank",
    source=cite("deployed-platform", "必填项：实施单位", "Required field: implementing unit", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """The unit that carries the project out, or that declares it, is named."""
    if form.unit_name:
        out.passed("form")
    elif form.form.layout == "flat-table":
        out.not_applicable("form", "平表不含单位一栏", "a flat table has no such field")
    else:
        words = Words(
            "实施单位为空",
            "The implementing unit is blank",
            "请填写对自评结果真实性、准确性负责的单位。",
            "Enter the unit that answers for the truth of the form.",
        )
        out.failed(form.spot("implementing_unit"), words)
