"""S-07 定性得分不在对应区间{lo,hi}."""

import datetime as dt

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.score_class import band_text, is_right
from plumbline.audit.wording import plain
from plumbline.scoring import Score


@rule(
    "S-07",
    severity="error",
    scope=("self_evaluation",),
    title_zh="定性得分不在完成等次对应的区间",
    title_en="The score lies outside of the band of its level",
    source=cite(
        "caiyu-2020-10",
        "定性指标得分区间：达成80%—100%，部分达成60%—80%，未达成0—60%",
        "Bands of qualitative levels: 80–100 %, 60–80 %, 0–60 %",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """The named level gives a band of scores. Where a level answers a number, a score outside of the band is wrong all the same."""
    for row in form.rows:
        score = row.score
        if score is None or row.scored_as != "level":
            out.not_applicable(
                row.path, "没有以完成等次作答，或未填得分", "not answered by a level, or no score is given"
            )
        elif score.computed_low is None:
            out.unscored(row.path, score)
        elif not is_right(row, score):
            _fail(row, score, out)
        elif score.outcome == "computed":
            out.passed(row.path)
        else:
            out.unscored(row.path, score)


def _fail(row: RowFacts, score: Score, out: Verdicts) -> None:
    low, high, claimed = score.computed_low, score.computed_high, score.claimed
    if low is None or high is None or claimed is None or row.actual is None:
        return
    band, weight = band_text(low, high), plain(score.weight) if score.weight is not None else "—"
    words = Words(
        f"“{row.name}”完成值为“{row.actual.raw}”，分值{weight}分，得分应在{band}分之间，印为{plain(claimed)}分",
        f"“{row.name}” reports “{row.actual.raw}”: of its {weight} points the score must lie within {band}, "
        f"but {plain(claimed)} is claimed",
        f"得分{'偏高' if claimed > high else '偏低'}：请按完成等次更正得分，或按实际情况更正等次。",
        f"The score is too {'high' if claimed > high else 'low'}: correct it, or correct the level if another one was reached.",
    )
    out.failed(row.spot("claimed_score"), words, printed=row.indicator.printed.score, expected=band)
