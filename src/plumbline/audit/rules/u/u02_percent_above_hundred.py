"""U-02 百分比类指标数值超过100%."""

import datetime as dt
from typing import TYPE_CHECKING

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.indicator_names import BOUNDED_SHARE, UNBOUNDED_RATE
from plumbline.audit.wording import plain
from plumbline.scoring.units import is_percent

if TYPE_CHECKING:
    from plumbline.audit.model import FindingKey


@rule(
    "U-02",
    severity="error",
    scope=("self_evaluation",),
    title_zh="百分比类指标数值超过100%",
    title_en="A share above 100 %",
    source=cite("deployed-platform", "百分比指标上限校验", "Limit of percentages", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """The share of a whole (合格率, 满意度, 覆盖率 …) is at most 100 %; growth and the like may be more."""
    for row in form.rows:
        value = row.done
        if value is None or not _in_percent(row):
            out.not_applicable(row.path, "完成值不是百分比", "the actual value is no percentage")
        elif value <= 100:
            out.passed(row.path)
        elif UNBOUNDED_RATE.first(row.name):
            out.not_applicable(row.path, "增长、完成类比率可以超过100%", "growth and completion may exceed 100 %")
        elif BOUNDED_SHARE.first(row.name):
            words = Words(
                f"“{row.name}”是部分占总体的比率，完成值{plain(value)}%超过100%",
                f"“{row.name}” is the share of a whole, but {plain(value)}% is more than 100%",
                "请核对分子、分母的口径，并检查单位是否填错。",
                "Check what numerator and denominator count, and whether the unit is right.",
            )
            out.failed(
                row.spot("actual"),
                words,
                printed=row.actual.raw if row.actual else None,
                expected="≤100%",
                explains=_follows(row),
            )
        else:
            out.undetermined(
                row.path,
                "从指标名称看不出比率是否可以超过100%",
                "the name does not tell whether the rate may exceed 100 %",
            )


def _follows(row: RowFacts) -> "list[FindingKey]":
    """What a wrong percentage makes look exceeded."""
    return [row.key("S-11", "deviation"), row.key("S-12", "target"), row.key("S-27", "actual")]


def _in_percent(row: RowFacts) -> bool:
    target, actual = row.target, row.actual
    if actual is not None and actual.unit:
        return is_percent(actual.unit)
    return target is not None and is_percent(target.unit)
