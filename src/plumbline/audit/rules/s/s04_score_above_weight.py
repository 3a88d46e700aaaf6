"""S-04 得分大于分值."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.context import FundFacts
from plumbline.audit.model import FindingKey
from plumbline.audit.wording import plain
from plumbline.scoring import Score


@rule(
    "S-04",
    severity="error",
    scope=("self_evaluation",),
    title_zh="得分大于分值",
    title_en="A score above its weight",
    source=cite(
        "caiyu-2020-10", "自评计分：得分以该指标所赋分值为上限", "Scoring: no score exceeds its weight", "well_known"
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """No line earns more points than it has; the line of budget execution included."""
    fund = form.scored_fund
    if fund is not None and form.scores is not None:
        _check_line(form.scores.funds, fund, fund.key("F-04", "claimed_score"), out)
    for row in form.rows:
        score = row.score
        if score is not None:
            _check_line(score, row, None, out)


def _check_line(score: Score, line: RowFacts | FundFacts, follows: FindingKey | None, out: Verdicts) -> None:
    """What `follows` from a score that is too high is whatever is said of the same score, unless a rule is named."""
    claimed, weight = score.claimed, score.weight
    if claimed is None or weight is None:
        out.not_applicable(line.path, "未填得分或分值", "no score or no weight is given")
    elif claimed <= weight:
        out.passed(line.path)
    else:
        out.failed(
            line.spot("claimed_score"),
            _words(score.name, claimed, weight, score.computed),
            printed=plain(claimed),
            expected=plain(score.computed) if score.computed is not None else f"≤{plain(weight)}",
            explains=(follows or line.key("*", "claimed_score"),),
        )


def _words(name: str, claimed: Decimal, weight: Decimal, computed: Decimal | None) -> Words:
    right_zh = "" if computed is None else f"，按规则应为{plain(computed)}分"
    right_en = "" if computed is None else f"; the rules give {plain(computed)}"
    return Words(
        f"“{name}”得分{plain(claimed)}分，超过该项分值{plain(weight)}分",
        f"“{name}” claims {plain(claimed)} points, but its weight is {plain(weight)}",
        f"得分不得超过分值，请更正得分并重新合计总分{right_zh}。",
        f"A score cannot exceed its weight: correct it and add up the total again{right_en}.",
    )
