"""B-06 项目属性/类别不在枚举内."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import condensed, said
from plumbline.forms.model import TargetTable

SHANGHAI = ("经常性专项业务费", "其他经常性项目", "其他一次性项目")
NATIONAL = (
    "新增项目",
    "延续项目",
    "新增",
    "延续",
    "经常性项目",
    "一次性项目",
    "其他运转类",
    "特定目标类",
    "运转类",
    "人员类",
)


@rule(
    "B-06",
    severity="warning",
    scope=("target",),
    title_zh="项目类别不在规定的类别内",
    title_en="The project category is none of the prescribed ones",
    source=cite("shanghai-forms", "项目类别的三种取值", "The three values of the project category", "probable"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A given category is one of the prescribed ones: Shanghai's three, or the national new and continued."""
    table = form.form
    category = said(table.project_category) if isinstance(table, TargetTable) else None
    if category is None:
        out.not_applicable("form", "未填项目类别", "no category is given")
        return
    is_shanghai = table.layout == "shanghai-target-2020"
    allowed = SHANGHAI if is_shanghai else (*SHANGHAI, *NATIONAL)
    if condensed(category) in allowed:
        out.passed("form")
        return
    words = Words(
        f"项目类别“{category}”不是规定的类别",
        f"The category “{category}” is none of the prescribed ones",
        f"请从以下类别中选择：{'、'.join(SHANGHAI if is_shanghai else NATIONAL)}。",
        f"Choose one of: {', '.join(SHANGHAI if is_shanghai else NATIONAL)}.",
    )
    out.failed(form.spot("project_category"), words, printed=category)
