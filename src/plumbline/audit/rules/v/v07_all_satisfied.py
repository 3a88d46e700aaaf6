"""V-07 满意度100%或计算不符."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.scoring.units import is_percent

_ALL = Decimal(100)


@rule(
    "V-07",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="满意度100%，须附样本量",
    title_en="Everybody is satisfied, and nobody says how many were asked",
    source=cite(
        "review-practice",
        "自评表常见问题：满意度无问卷、样本太小、100%",
        "Common faults: satisfaction without survey, small samples, 100 %",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A satisfaction of 100 % is not taken without the number of answers; no form has a place for it."""
    if all(row.dimension != "satisfaction" for row in form.rows):
        out.not_applicable("indicators", "没有满意度指标", "there is no satisfaction indicator")
    for row in form.rows:
        if row.dimension != "satisfaction":
            continue
        actual = row.actual
        unit = (actual.unit if actual else None) or (row.target.unit if row.target else None)
        if actual is None or row.done is None:
            out.undetermined(row.path, "满意度完成值不是数值", "the satisfaction reached is no number")
        elif row.done != _ALL or not (unit is None or is_percent(unit)):
            out.passed(row.path)
        else:
            words = Words(
                f"“{row.name}”完成值{actual.raw}，没有一人不满意，表中未附样本量",
                f"“{row.name}” is {actual.raw}: not one was dissatisfied, and the number of answers is not given",
                "请注明发放、回收的有效问卷数和统计口径；样本较少的，扩大调查范围。",
                "Give the number of questionnaires sent and returned; where few were asked, ask more.",
            )
            out.failed(row.spot("actual"), words, printed=actual.raw)
