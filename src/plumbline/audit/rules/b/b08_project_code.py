"""B-08 项目编码格式不符（21位）."""

import datetime as dt
import re

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import said

_CODE = re.compile(r"\d{8}[A-Z]\d{12}")
FIELDS = ("项目编码", "项目代码")


@rule(
    "B-08",
    severity="warning",
    scope=("target", "self_evaluation"),
    title_zh="项目编码不是21位标准编码",
    title_en="The project code is not the standard one of 21 characters",
    source=cite(
        "integration-standard",
        "项目编码：区划6位、年度2位、类别字母、序号12位",
        "Project code: division 6, year 2, category letter, number 12",
        "probable",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A printed project code has the standard's shape."""
    others = form.form.other_fields
    name = next((field for field in FIELDS if said(others.get(field))), None)
    if name is None:
        out.not_applicable("form", "表中没有项目编码", "the form has no project code")
        return
    code = "".join(others[name].split()).upper()
    if _CODE.fullmatch(code):
        out.passed("form")
        return
    words = Words(
        f"{name}“{code}”共{len(code)}位，不符合21位标准编码",
        f"The project code “{code}” has {len(code)} characters and is not the standard code of 21",
        "标准编码为区划6位＋年度2位＋类别字母1位＋序号12位，请从预算管理一体化系统中复制。",
        "The standard code is division (6), year (2), category letter (1), number (12); copy it from the budget system.",
    )
    out.failed(form.spot(f"other_fields.{name}", cell_of=name), words, printed=code)
