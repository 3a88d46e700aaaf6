"""I-17 缺取值方式/数据来源/佐证要求."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import WordList, said

METHOD_COLUMN = WordList("取值方式", "数据来源", "佐证", "评价方法", "数据采集")


@rule(
    "I-17",
    severity="warning",
    scope=("target",),
    title_zh="缺取值方式、数据来源或佐证要求",
    title_en="No method, data source or evidence is given for an indicator",
    source=cite(
        "caiyu-2021-101",
        "核心绩效指标表：取值方式、数据来源、佐证资料要求",
        "Table of core indicators: method, source, evidence",
        "well_known",
    ),
    since=dt.date(2021, 8, 18),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Where the form has such columns, every indicator fills them in."""
    columns = {name for row in form.rows for name in row.indicator.other_fields if METHOD_COLUMN.first(name)}
    if not columns:
        out.not_applicable("indicators", "表中没有取值方式、数据来源、佐证资料的栏目", "the form has no such columns")
        return
    for row in form.rows:
        blank = sorted(name for name in columns if not said(row.indicator.other_fields.get(name)))
        if not blank:
            out.passed(row.path)
            continue
        joined = "、".join(blank)
        words = Words(
            f"“{row.name}”未填{joined}",
            f"“{row.name}” leaves {joined} blank",
            "请写明完成值怎样取得、来自哪份台账或报表、年末凭什么材料证明。",
            "Say how the actual value will be obtained, from which records, and what will prove it.",
        )
        out.failed(row.spot(f"other_fields.{blank[0]}", cell_of=blank[0]), words)
