"""S-22 文字与数值矛盾（写“未完成”但B≥A）."""

import datetime as dt

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.wording import WordList, shortened

SAYS_MISSED = WordList(
    "未完成",
    "未达到",
    "未达标",
    "未达成",
    "未能完成",
    "未能达到",
    "没有完成",
    "没有达到",
    "完成率不足",
    "低于目标",
    "低于指标",
)
SAYS_REACHED = WordList("已完成", "全部完成", "已达标", "已达到", "超额完成", "均已完成", "圆满完成")
SAYS_ALL_REACHED = WordList(
    "各项指标均完成",
    "各项指标均已完成",
    "指标全部完成",
    "全部完成指标",
    "各项指标均达",
    "指标均已达",
    "各项目标均已完成",
    "全部达到预期",
    "均达到预期",
    "均符合预期",
    "均已完成预期",
    "全部指标达成",
)


@rule(
    "S-22",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="文字说明与数值矛盾",
    title_en="The words contradict the numbers",
    source=cite(
        "review-practice",
        "真实性：文字说明与数据是否一致",
        "Truthfulness: whether words and figures agree",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A reason that says "not completed" stands beside a number below its target, and the other way round."""
    missed = []
    for row in form.rows:
        reached = _reached(row)
        if reached is False:
            missed.append(row)
        reason = row.deviation
        if reached is None or reason is None:
            out.not_applicable(row.path, "没有偏差原因，或不是可比较的定量指标", "no reason, or no numbers to compare")
            continue
        says_missed = SAYS_MISSED.first(reason)
        if reached and says_missed:
            _fail(
                row,
                reason,
                out,
                zh=f"已达到指标值，偏差原因却写“{says_missed}”",
                en=f"reaches its target, but its reason says “{says_missed}”",
            )
        elif not reached and not says_missed and (word := SAYS_REACHED.first(reason)):
            _fail(
                row,
                reason,
                out,
                zh=f"未达到指标值，偏差原因却写“{word}”",
                en=f"misses its target, but its reason says “{word}”",
            )
        else:
            out.passed(row.path)
    _check_completion(form, missed, out)


def _reached(row: RowFacts) -> bool | None:
    """Whether the numbers reach the target; None when they cannot be compared."""
    score = row.score
    if score is None or row.done is None or score.outcome != "computed" or score.explanation.before_rounding is None:
        return None
    return score.computed == score.weight


def _fail(row: RowFacts, reason: str, out: Verdicts, *, zh: str, en: str) -> None:
    target = row.target.raw if row.target is not None else "—"
    actual = row.actual.raw if row.actual is not None else "—"
    words = Words(
        f"“{row.name}”完成值{actual}（指标值{target}）{zh}",
        f"“{row.name}”: {actual} (target {target}) {en}",
        "请核对完成值与文字说明，以台账数据为准更正。",
        "Compare the value with the words and correct one of them by the records.",
    )
    out.failed(row.spot("deviation"), words, printed=shortened(reason, 60), explains=[row.key("S-09", "deviation")])


def _check_completion(form: AuditedForm, missed: list[RowFacts], out: Verdicts) -> None:
    text = form.actual_completion
    word = SAYS_ALL_REACHED.first(text) if text is not None else None
    if text is None or word is None:
        out.not_applicable(
            "form", "完成情况没有“全部完成”一类的表述", "the completion does not claim that everything was reached"
        )
    elif not missed:
        out.passed("form")
    else:
        names = "、".join(f"“{row.name}”" for row in missed[:3])
        words = Words(
            f"总体完成情况写“{word}”，而{names}等{len(missed)}项指标未达到指标值",
            f"The completion says “{word}”, but {len(missed)} indicators missed their targets: {names}",
            "请如实表述未完成的指标及其原因。",
            "Say which indicators were missed and why.",
        )
        out.failed(form.spot("actual_completion"), words, printed=shortened(text, 60))
