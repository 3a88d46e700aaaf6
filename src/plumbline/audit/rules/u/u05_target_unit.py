"""U-05 定量指标缺少计量单位."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule


@rule(
    "U-05",
    severity="warning",
    scope=("target",),
    title_zh="定量指标缺少计量单位",
    title_en="A numeric target without a unit",
    source=cite("deployed-platform", "定量指标度量单位必填", "Numeric targets need a unit", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Every number that is promised says what it counts; zero needs no unit."""
    for row in form.rows:
        target = row.target
        if target is None or row.target_nature != "number" or row.aimed is None:
            out.not_applicable(row.path, "不是定量指标", "no numeric target")
        elif target.unit or row.aimed == 0:
            out.passed(row.path)
        else:
            words = Words(
                f"“{row.name}”的指标值“{target.raw}”没有计量单位",
                f"The target “{target.raw}” of “{row.name}” has no unit",
                "请补充单位（如家、家次、人次、%），并与完成值的统计口径一致。",
                "Add the unit (家, 家次, 人次, %, …) in which the actual value will be counted.",
            )
            out.failed(row.spot("target"), words, printed=target.raw)
