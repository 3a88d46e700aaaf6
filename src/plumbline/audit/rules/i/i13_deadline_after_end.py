"""I-13 时效指标完成时间晚于项目结束/预算年度."""

import datetime as dt
import re
from functools import lru_cache

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.promised import lowered
from plumbline.forms.model import TargetTable

_DATE = re.compile(r"((?:19|20)\d{2})\D{1,3}(\d{1,2})(?:\D{1,3}(\d{1,2}))?")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@rule(
    "I-13",
    severity="error",
    scope=("target", "self_evaluation", "monitoring"),
    title_zh="完成时间晚于项目结束或预算年度",
    title_en="A deadline after the end of the project or of the budget year",
    source=cite("deployed-platform", "时效指标与项目期校验", "Deadlines lie within the project", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """What the year's budget pays for is due by the planned end, or else by the last day of the year."""
    out.none_applicable(
        [row for row in form.rows if row.target_nature != "date"], "指标值不是日期", "the target is no date"
    )
    for row in form.rows:
        target = row.target
        if target is None or row.target_nature != "date":
            continue
        due = target.high or target.low
        end = _end_of(form)
        if end is None:
            out.undetermined(row.path, "不知道年度和计划完成日期", "neither the year nor the planned end is known")
        elif target.note != "next_year" and not (due is not None and _ISO.fullmatch(due) and due > end):
            out.passed(row.path)
        else:
            words = Words(
                f"“{row.name}”的完成时间是“{target.raw}”，晚于{end}（项目或预算年度结束）",
                f"“{row.name}” is due “{target.raw}”, later than {end}, the end of the project or of the budget year",
                "请把完成时间改到年度之内；跨年项目只填本年度应完成的节点。",
                "Set a date within the year; a project of several years states what is due this year.",
            )
            out.failed(
                row.spot("target"), words, printed=target.raw, expected=f"≤{end}", severity=lowered(form, "error")
            )


def _end_of(form: AuditedForm) -> str | None:
    """The last day of the project, as this form tells it: the planned end, or else the end of the year."""
    table = form.form
    planned = _day(table.plan_end) if isinstance(table, TargetTable) and table.plan_end else None
    if planned is not None:
        return planned
    return f"{table.year}-12-31" if table.year is not None else None


@lru_cache(maxsize=1024)
def _day(text: str) -> str | None:
    found = _DATE.search(text)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2]), int(found[3] or 31)
    return f"{year:04}-{month:02}-{day:02}"
