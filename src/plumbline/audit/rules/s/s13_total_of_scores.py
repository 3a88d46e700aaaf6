"""S-13 得分合计错误，应为{x}."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.model import FindingKey
from plumbline.audit.precision import agrees
from plumbline.audit.wording import plain
from plumbline.scoring import FormScores, Score


@rule(
    "S-13",
    severity="error",
    scope=("self_evaluation",),
    title_zh="总分不等于各项得分之和",
    title_en="The total is not the sum of the scores",
    source=cite(
        "caiyu-2020-10",
        "自评表：总分为各项得分之和",
        "Self-evaluation form: the total is the sum of the scores",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Budget execution and indicators make the total. Under a unit mix the funds count with their true score."""
    scores, total = form.scores, form.printed_total
    if scores is None or total is None:
        out.not_applicable("form", "未印总分，见S-23", "no total is printed; see S-23")
        return
    claimed = scores.claimed_sum
    limit = form.limit("S-13")
    mix = form.unit_mix is not None and scores.funds.computed is not None
    right = claimed - (scores.funds.claimed or 0) + (scores.funds.computed or 0) if mix else claimed
    if form.scored_fund is None and _may_be_cut(form, total - claimed):
        out.undetermined(
            "form",
            "表中没有资金部分，总分中的预算执行得分无从核对",
            "the form has no funds, so the points of budget execution within the total cannot be checked",
        )
        return
    if scores.funds.claimed is None and form.scored_fund is not None and abs(total - claimed) > limit:
        _without_printed_funds(form, total, claimed, scores, out)
        return
    if total == right:
        out.passed("form")
        return
    causes = _causes(form, total, scores, limit)
    if (abs(total - right) <= limit and not (mix and causes)) or _agrees(form, total, claimed, limit):
        out.passed("form")
    elif any(row.claimed is None and row.weight for row in form.rows):
        out.undetermined("form", "有指标未填得分，无法合计", "some indicators have no score, so there is no sum")
    else:
        out.failed(
            form.spot("total_score_printed", cell_of="total_score"),
            _words(total, right, scores, mix=mix),
            printed=form.form.total_score_printed if hasattr(form.form, "total_score_printed") else None,
            expected=plain(right),
            explained_by=causes,
        )


def _may_be_cut(form: AuditedForm, gap: Decimal) -> bool:
    """Whether points of a part that is not there can account for the gap: the indicators do not make the full score by themselves."""
    weights = [row.weight for row in form.rows if row.weight is not None]
    missing = form.rulebook.weights.total - sum(weights, Decimal(0))
    return 0 < gap <= missing


def _without_printed_funds(
    form: AuditedForm, total: Decimal, claimed: Decimal, scores: FormScores, out: Verdicts
) -> None:
    """A flat table prints the score of budget execution nowhere; its total counts it all the same."""
    low, high = scores.funds.computed_low, scores.funds.computed_high
    limit = form.limit("S-13")
    if low is None or high is None or any(row.claimed is None and row.weight for row in form.rows):
        out.undetermined(
            "form", "未印预算执行率得分，无法合计", "no score of budget execution is printed, so there is no sum"
        )
    elif claimed + low - limit <= total <= claimed + high + limit or agrees(
        total, claimed + low, limit, form.roundings
    ):
        out.passed("form")
    else:
        out.failed(
            form.spot("total_score_printed", cell_of="total_score"),
            _words(total, claimed + low, scores, mix=True),
            printed=plain(total),
            expected=plain(claimed + low),
        )


def _agrees(form: AuditedForm, total: Decimal, claimed: Decimal, limit: Decimal) -> bool:
    return form.unit_mix is None and agrees(total, claimed, limit, form.roundings)


def _causes(form: AuditedForm, total: Decimal, scores: FormScores, limit: Decimal) -> list[FindingKey]:
    """Name what makes the printed total wrong: the unit mix, or the one wrong score that the total was not added up with."""
    fund = form.scored_fund
    if form.unit_mix is not None and fund is not None:
        rows = scores.claimed_sum - (scores.funds.claimed or 0)
        possible = (scores.claimed_sum, rows + (scores.funds.weight or 0))
        if any(abs(total - one) <= limit for one in possible):
            return [fund.key("U-01", form.unit_mix.odd_field)]
        return []
    lines: list[tuple[Score, str]] = [(scores.funds, fund.path)] if fund is not None else []
    lines += [(score, row.path) for row in form.rows if (score := row.score) is not None]
    for score, path in lines:
        if score.is_exact and score.claimed is not None and score.computed_low is not None:
            corrected = scores.claimed_sum - score.claimed + score.computed_low
            if score.claimed != score.computed_low and abs(total - corrected) <= limit:
                return [(rule_id, f"{path}.claimed_score") for rule_id in ("S-04", "F-04", "S-05", "S-06")]
    return []


def _words(total: Decimal, right: Decimal, scores: FormScores, *, mix: bool) -> Words:
    funds = scores.funds.computed if mix else scores.funds.claimed
    rows = right - (funds or 0)
    parts_zh = f"预算执行{plain(funds)}分、指标{plain(rows)}分" if funds is not None else f"指标{plain(rows)}分"
    parts_en = (
        f"execution {plain(funds)}, indicators {plain(rows)}" if funds is not None else f"indicators {plain(rows)}"
    )
    under_zh, under_en = (
        ("（预算执行按规则计分）", " (with the execution score that the rules give)") if mix else ("", "")
    )
    return Words(
        f"总分印为{plain(total)}分，各项得分之和为{plain(right)}分（{parts_zh}）{under_zh}，相差{plain(abs(total - right))}分",
        f"The total is printed as {plain(total)}, but the scores add up to {plain(right)} ({parts_en}){under_en}: "
        f"{plain(abs(total - right))} apart",
        f"请将总分更正为{plain(right)}分，并核对等级。",
        f"Correct the total to {plain(right)} and check the grade.",
    )
