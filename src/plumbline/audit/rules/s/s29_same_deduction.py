"""S-29 各项扣分雷同，看不出依据."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.score_class import is_right
from plumbline.audit.wording import percent, plain, points_en

_SMALL = Decimal("0.8")


@rule(
    "S-29",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="各项扣分幅度相同，看不出依据",
    title_en="Every deduction is the same small one",
    source=cite(
        "review-practice",
        "自评得分依据：扣分应与完成情况对应",
        "Deductions follow from what was reached",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Rows that lost points lost different ones. A deduction that the numbers of its row give is not counted."""
    lost = [
        row
        for row in form.rows
        if row.claimed is not None and row.weight is not None and 0 < row.claimed < row.weight and not _is_computed(row)
    ]
    fewest = int(form.limit("S-29"))
    if len(lost) < fewest:
        out.not_applicable("form", f"无数值依据的扣分不足{fewest}项", f"fewer than {fewest} deductions without figures")
        return
    points = {row.weight - row.claimed for row in lost if row.weight is not None and row.claimed is not None}
    shares = {row.claimed / row.weight for row in lost if row.weight and row.claimed is not None}
    if min(shares) < _SMALL or (len(points) > 1 and len(shares) > 1):
        out.passed("form")
        return
    if len(shares) == 1:
        rate = percent((1 - next(iter(shares))) * 100)
        how_zh, how_en = f"都扣{rate}", f"each lost {rate} of their points"
    else:
        each = next(iter(points))
        how_zh, how_en = f"都扣{plain(each)}分", f"each lost {points_en(each)}"
    first = lost[0]
    names = "、".join(f"“{row.name}”" for row in lost[:3])
    words = Words(
        f"{names}{'等' if len(lost) > 3 else ''}{len(lost)}项指标{how_zh}，与各自完成情况无关，疑为象征性扣分",
        f"{len(lost)} indicators {how_en}, whatever they reached: {names}",
        "请按每项指标的实际完成程度计分；定性指标说明所在等次和扣分理由。",
        "Score each by what it reached; for qualitative ones name the level and the reason.",
    )
    out.failed(first.spot("claimed_score"), words, printed=plain(first.claimed or Decimal(0)))


def _is_computed(row: RowFacts) -> bool:
    score = row.score
    return (
        row.done is not None
        and score is not None
        and score.outcome == "computed"
        and score.computed != score.weight
        and is_right(row, score)
    )
