"""S-05 已达指标值得分应为满分{x}."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.score_class import band_text, is_right
from plumbline.audit.wording import plain


@rule(
    "S-05",
    severity="error",
    scope=("self_evaluation",),
    title_zh="已达指标值，得分应为满分",
    title_en="The target is reached, so the score is the full weight",
    source=cite(
        "caiyu-2020-10",
        "自评计分：完成指标值的，记该指标所赋全部分值",
        "Scoring: a reached target earns the whole weight",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A reached target earns its weight; far beyond the target, as much less as the rulebook allows."""
    for row in form.rows:
        score = row.score
        if score is None or score.claimed is None or row.scored_as != "full":
            out.not_applicable(
                row.path, "未达到指标值，或不是可计算的指标", "the target is not reached, or cannot be computed"
            )
        elif is_right(row, score):
            out.passed(row.path)
        else:
            weight = plain(score.weight) if score.weight is not None else "—"
            right = (
                band_text(score.computed_low, score.computed_high)
                if score.computed_low is not None and score.computed_high is not None
                else weight
            )
            actual = row.actual.raw if row.actual is not None else "—"
            target = row.target.raw if row.target is not None else "—"
            words = Words(
                f"“{row.name}”完成值{actual}已达到指标值{target}，得分{plain(score.claimed)}分，应为{right}分",
                f"“{row.name}”: {actual} reaches the target {target}; the score is {plain(score.claimed)} and should be {right}",
                f"请更正为{right}分；如因质量等原因自行扣分，应在偏差原因中写明扣分依据。",
                f"Correct it to {right}; if points were taken off for another reason, give it in the deviation column.",
            )
            out.failed(row.spot("claimed_score"), words, printed=row.indicator.printed.score, expected=right)
