"""S-02 定量指标完成值不是数值."""

import datetime as dt
import re

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import condensed

_NOTHING = re.compile("无|零|没有|未出现|(?:均|全年)?(?:未|没有|无)(?:发生|事故|投诉|差错|故障|违规).{0,6}")
"""Words that say as much as 0."""


@rule(
    "S-02",
    severity="error",
    scope=("self_evaluation",),
    title_zh="定量指标完成值不是数值",
    title_en="A numeric target is answered by something that is no number",
    source=cite("deployed-platform", "定量指标完成值须为数值", "Actual values of numeric targets are numbers", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A number is answered by a number. An answer by a level (达成指标) has a rule of its own."""
    for row in form.rows:
        target, actual, nature = row.target, row.actual, row.actual_nature
        if target is None or row.target_nature != "number":
            out.not_applicable(row.path, "不是定量指标", "no numeric target")
        elif actual is None or nature is None or nature in ("placeholder", "not_applicable"):
            out.not_applicable(row.path, "完成值未填，见S-01", "no actual value; see S-01")
        elif nature == "number" or (row.aimed == 0 and _NOTHING.fullmatch(condensed(actual.raw))):
            out.passed(row.path)
        elif actual.kind == "qualitative_level":
            out.not_applicable(
                row.path, "以完成等次作答，另有规则检查", "answered by a level, which another rule checks"
            )
        elif nature == "compound":
            out.undetermined(
                row.path, "完成值含多个数值，看不出哪个对应指标值", "the actual value holds several numbers"
            )
        else:
            words = Words(
                f"“{row.name}”指标值“{target.raw}”为数值，完成值却填“{actual.raw}”，无法比较和计分",
                f"“{row.name}” promises “{target.raw}” but reports “{actual.raw}”, which is no number: it can be neither compared nor "
                "scored",
                f"请填写与“{target.raw}”同口径的实际数值。",
                f"Enter the number that was reached, counted like “{target.raw}”.",
            )
            out.failed(row.spot("actual"), words, printed=actual.raw)
