"""F-04 预算执行率得分不匹配，应为{x}."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, FundFacts, Verdicts, Words, cite, rule
from plumbline.audit.model import FindingKey
from plumbline.audit.precision import agrees
from plumbline.audit.wording import percent, plain
from plumbline.scoring import Score


@rule(
    "F-04",
    severity="error",
    scope=("self_evaluation",),
    title_zh="预算执行率得分与执行率不匹配",
    title_en="The score of budget execution does not follow from the rate",
    source=cite(
        "caiyu-2020-10",
        "自评计分：预算执行率得分＝分值×执行率，以分值为上限",
        "Scoring: weight times execution rate, never above the weight",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Weight times the true rate, capped; under a banded rulebook the points of the band.

    A unit mix is said with the true score, and the smallest difference from it stands under the mix as its consequence.
    """
    fund, scores = form.scored_fund, form.scores
    if fund is None or scores is None or scores.funds.claimed is None:
        out.not_applicable("funds", "没有预算执行率得分", "no score of budget execution is given")
        return
    score = scores.funds
    claimed, low, high = score.claimed, score.computed_low, score.computed_high
    if score.outcome != "computed" or low is None or high is None:
        if claimed is not None and high is not None and claimed > high:
            _fail(form, fund, score, out)
        else:
            out.unscored(fund.path, score)
    elif claimed is not None and (low <= claimed <= high or (form.unit_mix is None and _agrees(form, claimed, low))):
        out.passed(fund.path)
    else:
        _fail(form, fund, score, out)


def _agrees(form: AuditedForm, claimed: Decimal, computed: Decimal) -> bool:
    return agrees(claimed, computed, form.limit("F-04"), form.roundings)


def _fail(form: AuditedForm, fund: FundFacts, score: Score, out: Verdicts) -> None:
    claimed, low, high = (
        score.claimed or Decimal(0),
        score.computed_low or Decimal(0),
        score.computed_high or Decimal(0),
    )
    right = plain(low) if low == high else f"{plain(low)}–{plain(high)}"
    rate = fund.rate
    rate_text = percent(rate.computed) if rate is not None and rate.computed is not None else "—"
    words = Words(
        f"预算执行率得分{plain(claimed)}分，按分值{plain(score.weight or Decimal(0))}分、执行率{rate_text}应为{right}分",
        f"The score of budget execution is {plain(claimed)}; {plain(score.weight or Decimal(0))} points at a rate of {rate_text} give "
        f"{right}",
        f"请更正为{right}分，并重新合计总分。",
        f"Correct it to {right} and add up the total again.",
    )
    out.failed(
        fund.spot("claimed_score"),
        words,
        printed=fund.fund.printed.score,
        expected=right,
        explained_by=_wrong_rate(form, fund, claimed),
    )


def _wrong_rate(form: AuditedForm, fund: FundFacts, claimed: Decimal) -> tuple[FindingKey, ...]:
    """A score that follows from the printed rate is wrong because the rate is."""
    rate, weight = fund.fund.execution_rate, fund.fund.weight
    if rate is None or weight is None:
        return ()
    from_printed = min(weight, weight * rate / 100)
    if agrees(claimed, from_printed, form.limit("F-04")):
        return (fund.key("F-03", "execution_rate"),)
    return ()
