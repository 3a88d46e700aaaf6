"""B-09 申报表的章节未填写."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import said
from plumbline.forms.model import TargetTable

SECTIONS = (
    ("overview", "项目概况", "overview"),
    ("basis", "立项依据", "basis"),
    ("necessity", "项目设立的必要性", "necessity"),
    ("safeguards", "保证项目实施的制度、措施", "safeguards"),
    ("plan", "项目实施计划", "plan"),
)


@rule(
    "B-09",
    severity="warning",
    scope=("target",),
    title_zh="申报表的章节未填写",
    title_en="A section of the declaration is blank",
    source=cite(
        "shanghai-forms",
        "目标表式样：概况、依据、必要性、制度措施、计划各有一栏",
        "The table has a cell for each section",
        "probable",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Shanghai's table asks for overview, basis, necessity, safeguards and plan; each is filled in."""
    table = form.form
    if not isinstance(table, TargetTable) or table.layout != "shanghai-target-2020":
        out.not_applicable("form", "该表式没有这些章节", "the layout has no such sections")
        return
    for field, zh, en in SECTIONS:
        if said(getattr(table, field)):
            out.passed(field)
            continue
        words = Words(
            f"“{zh}”一栏为空",
            f"The section “{zh}” ({en}) is blank",
            "请按项目实际补填；没有相应内容的，写明原因。",
            "Fill it in for this project, or say why there is nothing to say.",
        )
        out.failed(form.spot(field), words)
