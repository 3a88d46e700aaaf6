"""B-05 项目结束时间早于开始时间."""

import datetime as dt
import re
from functools import lru_cache

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.forms.model import TargetTable

_DATE = re.compile(r"((?:19|20)\d{2})\D{1,3}(\d{1,2})(?:\D{1,3}(\d{1,2}))?")


@rule(
    "B-05",
    severity="error",
    scope=("target",),
    title_zh="项目结束时间早于开始时间",
    title_en="The project ends before it begins",
    source=cite("deployed-platform", "起止时间校验", "Check of the project period", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """The end of the plan is not before its start."""
    table = form.form
    if not isinstance(table, TargetTable) or not table.plan_start or not table.plan_end:
        out.not_applicable("form", "未填起止时间", "no start or no end is given")
        return
    start, end = _day(table.plan_start), _day(table.plan_end)
    if start is None or end is None:
        out.undetermined("form", "起止时间不是可识别的日期", "start or end is no date that can be read")
    elif end >= start:
        out.passed("form")
    else:
        words = Words(
            f"计划完成日期{table.plan_end}早于计划开始日期{table.plan_start}",
            f"The planned end {table.plan_end} is before the planned start {table.plan_start}",
            "请核对两个日期。",
            "Check both dates.",
        )
        out.failed(
            form.spot("plan_end"),
            words,
            printed=table.plan_end,
            expected=f"≥{table.plan_start}",
            explains=[row.key("I-13", "target") for row in form.rows],
        )


@lru_cache(maxsize=1024)
def _day(text: str) -> tuple[int, int, int] | None:
    found = _DATE.search(text)
    return (int(found[1]), int(found[2]), int(found[3] or 1)) if found else None
