"""S-06 得分与计算值不符，应为{x}."""

import datetime as dt

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.score_class import band_text, is_right
from plumbline.audit.wording import plain
from plumbline.scoring import Score


@rule(
    "S-06",
    severity="error",
    scope=("self_evaluation",),
    title_zh="得分与按规则计算的分值不符",
    title_en="The score is not the one that the rule gives",
    source=cite(
        "caiyu-2020-10",
        "自评计分：未完成指标值的，按完成值与指标值的比例记分",
        "Scoring: in proportion to what was completed",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A target that was missed earns what the rulebook's formula gives, rounded as this form rounds.

    Where no document fixes the formula (a date that was missed), another score is to be explained and is no error.
    """
    for row in form.rows:
        score = row.score
        kind = row.scored_as
        if score is None or kind in ("none", "full", "level"):
            out.not_applicable(
                row.path, "由其他得分规则检查，或未填得分", "another rule of scores answers, or no score is given"
            )
        elif kind == "open":
            out.unscored(row.path, score)
        elif is_right(row, score):
            out.passed(row.path)
        else:
            _fail(row, score, out)


def _fail(row: RowFacts, score: Score, out: Verdicts) -> None:
    low, high, claimed = score.computed_low, score.computed_high, score.claimed
    if low is None or high is None or claimed is None:
        return
    right = band_text(low, high)
    gap = claimed - high if claimed > high else low - claimed
    words = Words(
        f"“{row.name}”得分{plain(claimed)}分，应为{right}分，{'多' if claimed > high else '少'}记{plain(gap)}分。{score.sentence('zh')}",
        f"“{row.name}” claims {plain(claimed)} points where {right} are due, {plain(gap)} too "
        f"{'many' if claimed > high else 'few'}. {score.sentence('en')}",
        f"请更正为{right}分，并重新合计总分、核对等级。",
        f"Correct it to {right}, add up the total again and check the grade.",
    )
    source = score.explanation.source
    is_fixed = source is None or source.confidence != "design"
    out.failed(
        row.spot("claimed_score"), words, printed=row.indicator.printed.score, expected=right,
        severity="error" if is_fixed else "warning",
    )  # fmt: skip
