"""S-03 定性完成值须为 达成/部分达成/未达成."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.affirmed import affirms
from plumbline.audit.wording import shortened


@rule(
    "S-03",
    severity="error",
    scope=("self_evaluation",),
    title_zh="定性指标完成值须为达成、部分达成或未达成",
    title_en="A qualitative answer names none of the three levels",
    source=cite(
        "caiyu-2020-10",
        "定性指标按三档记分：达成、部分达成并具有一定效果、未达成且效果较差",
        "Three levels of qualitative indicators",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A target in words is answered by a level, by the promised words, be it in another order or with 已 and the like, or by yes or no."""
    for row in form.rows:
        target, actual, score = row.target, row.actual, row.score
        if target is None or actual is None or score is None or row.target_nature != "words":
            out.not_applicable(row.path, "不是定性指标，或完成值未填", "no target in words, or no actual value")
        elif row.actual_nature != "words":
            out.undetermined(
                row.path, "指标值为文字、完成值为数值，不能比较", "a target in words is answered by a number"
            )
        elif score.reason != "level_not_stated" or affirms(target.raw, actual.raw):
            out.passed(row.path)
        else:
            words = Words(
                f"“{row.name}”是定性指标，完成值“{shortened(actual.raw)}”没有写明完成等次，无法确定得分区间",
                f"“{row.name}” is qualitative; “{shortened(actual.raw)}” names no level, so there is no band of scores",
                "请填“达成年度指标”“部分达成年度指标并具有一定效果”或“未达成年度指标且效果较差”，并附情况说明。",
                "Name one of the three levels and describe what was done.",
            )
            out.failed(
                row.spot("actual"),
                words,
                printed=actual.raw,
                expected="达成/部分达成/未达成",
                expected_en="achieved, partly achieved or not achieved",
            )
