"""S-16 全部完成值与指标值完全相同."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule


@rule(
    "S-16",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="全部完成值与指标值完全相同",
    title_en="Every actual value is its target to the digit",
    source=cite(
        "review-practice",
        "自评表常见问题：实际完成值照抄指标值",
        "Common faults: actual values copied from the targets",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Counts of a whole year do not all hit their targets exactly; a 100 % that cannot be exceeded does not count."""
    pairs = [(row.aimed, row.done, row) for row in form.rows if row.aimed is not None and row.done is not None]
    fewest = int(form.limit("S-16"))
    counted = [
        (aimed, done)
        for aimed, done, row in pairs
        if not (aimed == 100 and row.target is not None and row.target.kind == "percent")
    ]
    if len(counted) < fewest:
        out.not_applicable(
            "form", f"可比较的定量指标不足{fewest}项", f"fewer than {fewest} numeric indicators can be compared"
        )
    elif any(aimed != done for aimed, done in counted):
        out.passed("form")
    else:
        words = Words(
            f"{len(counted)}项定量指标的完成值与指标值一个不差，疑照抄指标值",
            f"All {len(counted)} numeric indicators hit their targets exactly; the actual values look copied",
            "请按台账、统计表填写实际发生数，超额或不足都如实填写。",
            "Enter what the records show, whether above or below the target.",
        )
        out.failed(form.spot("indicators"), words)
