"""S-17 总体目标完成情况与预期目标文字雷同."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.similarity import contained, may_be_alike, similarity
from plumbline.audit.wording import condensed, shortened

_LONG = 40
"""From this many characters on, a completion whose words all stand in the goal was copied from it, even if it left some out."""


@rule(
    "S-17",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="总体目标完成情况与预期目标文字雷同",
    title_en="The completion repeats the goal",
    source=cite(
        "review-practice",
        "自评表常见问题：完成情况照抄预期目标",
        "Common faults: the completion is copied from the goal",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """What was done is described in its own words and figures."""
    goal, done = form.expected_goal, form.actual_completion
    if goal is None or done is None:
        out.not_applicable("form", "未填预期目标或完成情况", "goal or completion is blank")
        return
    goal_words, done_words = condensed(goal), condensed(done)
    least = float(form.limit("S-17"))
    if not may_be_alike(done_words, goal_words, least=least):
        out.passed("form")
        return
    alike = similarity(goal_words, done_words)
    if len(done_words) >= _LONG:
        alike = max(alike, contained(done_words, goal_words))
    if alike < least:
        out.passed("form")
        return
    how_zh, how_en = (
        ("与预期目标一字不差", "repeats the goal word for word")
        if alike == 1
        else (f"有{alike:.0%}的文字照抄预期目标", f"is {alike:.0%} copied from the goal")
    )
    words = Words(
        f"总体目标实际完成情况{how_zh}，没有说明实际做了什么、做到什么程度",
        f"The account of what was completed {how_en}; it does not say what was actually done, and how far",
        "请逐项对照预期目标，写明实际完成的事项、数量和效果。",
        "Go through the goal point by point and write what was done, how much, and with what effect.",
    )
    copied = [row.key("S-27", "actual") for row in form.rows]
    out.failed(form.spot("actual_completion"), words, printed=shortened(done, 60), explains=copied)
