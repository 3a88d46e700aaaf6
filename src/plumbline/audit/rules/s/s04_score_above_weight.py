"""S-04 得分大于分值."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, Spot, Verdicts, Words, cite, rule
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
        follows = (fund.key("F-04", "claimed_score"),)
        _check_line(form.scores.funds, fund.path, fund.spot("claimed_score"), follows, out)
    for row in form.rows:
        score = row.score
        if score is not None:
            _check_line(score, row.path, row.spot("claimed_score"), (("*", f"{row.path}.claimed_score"),), out)


def _check_line(score: Score, path: str, spot: Spot, follows: tuple[FindingKey, ...], out: Verdicts) -> None:
    claimed, weight = score.claimed, score.weight
    if claimed is None or weight is None:
        out.not_applicable(path, "未填得分或分值", "no score or no weight is given")
    elif claimed <= weight:
        out.passed(path)
    else:
        out.failed(
            spot,
            _words(score.name, claimed, weight, score.computed),
            printed=plain(claimed),
            expected=plain(score.computed) if score.computed is not None else f"≤{plain(weight)}",
            explains=follows,
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
