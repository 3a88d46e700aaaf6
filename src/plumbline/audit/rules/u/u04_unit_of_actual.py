"""U-04 实际完成值单位与指标值单位不一致."""

import datetime as dt
from typing import TYPE_CHECKING

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule

if TYPE_CHECKING:
    from plumbline.audit.model import Severity

_FAMILIES = (
    frozenset({"次", "场", "期", "批", "批次", "轮"}),
    frozenset({"件", "条", "单", "笔", "个", "项"}),
    frozenset({"分", "%"}),
)


@rule(
    "U-04",
    severity="error",
    scope=("self_evaluation",),
    title_zh="实际完成值单位与指标值单位不一致",
    title_en="Actual and target are in different units",
    source=cite(
        "review-practice",
        "自评表常见问题：完成值与指标值口径不一",
        "Common faults: actual and target count different things",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Both sides count the same thing: 家 and 家次 do not, 次 and 万次 do."""
    for row in form.rows:
        target, actual = row.target, row.actual
        if target is None or actual is None or row.target_nature != "number" or row.actual_nature != "number":
            out.not_applicable(row.path, "指标值或完成值不是数值", "target or actual is no number")
        elif row.units.relation == "missing":
            out.not_applicable(
                row.path, "一方未写单位，按同一单位理解", "one side gives no unit; the same one is understood"
            )
        elif row.units.relation != "mismatch":
            out.passed(row.path)
        else:
            words = Words(
                f"“{row.name}”指标值{target.raw}以“{target.unit}”计，完成值{actual.raw}以“{actual.unit}”计，口径不同，不能比较",
                f"“{row.name}”: the target {target.raw} counts {target.unit}, the actual value {actual.raw} counts {actual.unit}; "
                "they cannot be compared",
                f"请按指标值的单位“{target.unit}”重新统计完成值；“家”按户去重，“家次”“人次”可重复计数。",
                f"Count the actual value again in {target.unit}: 家 counts each enterprise once, 家次 and 人次 every time.",
            )
            severity: Severity = "warning" if _of_one_family(target.unit, actual.unit) else "error"
            out.failed(row.spot("actual"), words, printed=actual.raw, expected=target.unit, severity=severity)


def _of_one_family(one: str | None, other: str | None) -> bool:
    """Whether two units often stand for each other in speech (12场 for 12次): to be cleared up, and no error yet."""
    return any({one, other} <= family for family in _FAMILIES)
