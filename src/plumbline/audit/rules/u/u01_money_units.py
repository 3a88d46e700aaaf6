"""U-01 金额单位疑似错误（元/万元）."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from plumbline.audit import AuditedForm, FundFacts, Verdicts, Words, cite, rule
from plumbline.audit.model import FindingKey
from plumbline.audit.wording import money, money_en, money_unit_en, percent, plain
from plumbline.scoring import UnitMix, find_unit_mix

_WAN = Decimal(10_000)


class OddRow(NamedTuple):
    """A fund row with amounts in two units."""

    fund: FundFacts
    mix: UnitMix


@rule(
    "U-01",
    severity="error",
    scope=("target", "self_evaluation", "monitoring"),
    title_zh="金额单位混用（元与万元）",
    title_en="Amounts in two units of money (yuan and ten thousand yuan)",
    source=cite(
        "review-practice",
        "自评表常见问题：万元与元混用，执行率、得分随之失真",
        "Common faults of self-evaluations: yuan beside ten thousand yuan, which spoils rate and score",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Amounts of one row have one unit. A mix is told by its scale; the true rate and score are those under one unit.

    One finding for the whole form: the parts repeat the total's mistake. An initial budget that is the annual one times ten thousand,
    within the rulebook's limit, is in another unit too.
    """
    compared = [fund for fund in form.funds if _spent(fund) is not None and fund.fund.annual_budget]
    if not compared:
        out.not_applicable("form", "没有可以比较的预算数与执行数", "no budget and executed amount to compare")
        return
    odd = [OddRow(fund, mix) for fund in compared if (mix := _mix(fund)) is not None]
    if not odd:
        _check_initial_budgets(form, out)
        return
    first = next((row for row in odd if row.fund is form.scored_fund), odd[0])
    printed = first.fund.fund.printed
    field = first.mix.odd_field
    out.failed(
        first.fund.spot(_field(first)),
        _words(form, first),
        printed=printed.annual_budget if field == "annual_budget" else (printed.executed or printed.projected_executed),
        expected=_expected(form, first),
        expected_en=_expected_en(form, first),
        explains=_explained(odd),
    )


def _check_initial_budgets(form: AuditedForm, out: Verdicts) -> None:
    for fund in form.funds:
        initial, annual = fund.fund.initial_budget, fund.fund.annual_budget
        if not initial or not annual:
            continue
        factor = _WAN if initial > annual else 1 / _WAN
        if abs(initial / annual / factor - 1) * 100 > form.limit("U-01"):
            continue
        unit = form.form.money_unit_label
        printed = fund.fund.printed
        right = money(initial / factor, unit)
        right_en = money_en(initial / factor, unit)
        words = Words(
            f"“{fund.name}”年初预算数{printed.initial_budget}与全年预算数{printed.annual_budget}恰差一万倍，两者单位不同；"
            f"统一单位后年初预算数为{right}",
            f"“{fund.name}”: the initial budget {printed.initial_budget} is ten thousand times the annual budget "
            f"{printed.annual_budget} or a "
            f"ten-thousandth of it, so the two are in different units. In one unit the initial budget is {right_en}",
            f"请将年初预算数改为{right}。",
            f"Enter the initial budget as {right_en}.",
        )
        keys = tuple(("*", f"{one.path}.initial_budget") for one in form.funds)
        out.failed(
            fund.spot("initial_budget"),
            words,
            printed=printed.initial_budget,
            expected=right,
            expected_en=right_en,
            explains=keys,
        )
        return
    out.passed("form")


def _spent(fund: FundFacts) -> Decimal | None:
    return fund.fund.executed if fund.fund.executed is not None else fund.fund.projected_executed


def _mix(fund: FundFacts) -> UnitMix | None:
    if fund.rate is not None:
        return fund.unit_mix
    own = fund.fund
    return find_unit_mix(
        _spent(fund), own.annual_budget, initial_budget=own.initial_budget, unit_label=fund.form.form.money_unit_label
    )


def _field(row: OddRow) -> str:
    if row.mix.odd_field == "annual_budget":
        return "annual_budget"
    return "executed" if row.fund.fund.executed is not None else "projected_executed"


def _true_score(form: AuditedForm, row: OddRow) -> Decimal | None:
    scores = form.scores
    return scores.funds.computed if scores is not None and row.fund is form.scored_fund else None


def _true_rate(row: OddRow) -> str:
    rate = row.fund.rate
    return percent(rate.computed if rate is not None and rate.computed is not None else row.mix.true_rate * 100)


def _expected(form: AuditedForm, row: OddRow) -> str:
    score = _true_score(form, row)
    scored = f"，得分{plain(score)}分" if score is not None else ""
    return f"{money(row.mix.corrected, row.mix.form_unit)}，执行率{_true_rate(row)}{scored}"


def _expected_en(form: AuditedForm, row: OddRow) -> str:
    score = _true_score(form, row)
    scored = f", score {plain(score)}" if score is not None else ""
    return f"{money_en(row.mix.corrected, row.mix.form_unit)}, execution rate {_true_rate(row)}{scored}"


def _explained(odd: list[OddRow]) -> tuple[FindingKey, ...]:
    fields = ("executed", "projected_executed", "annual_budget", "execution_rate", "claimed_score")
    return tuple(("*", f"{row.fund.path}.{field}") for row in odd for field in fields)


def _words(form: AuditedForm, row: OddRow) -> Words:
    own, mix = row.fund.fund, row.mix
    printed = own.printed
    spent, budget = printed.executed or printed.projected_executed or "", printed.annual_budget or ""
    odd_zh, odd_en, odd_text = (
        ("全年预算数", "annual budget", budget)
        if mix.odd_field == "annual_budget"
        else ("全年执行数", "executed amount", spent)
    )
    other_zh, other_en, other_text = (
        ("全年执行数", "executed amount", spent)
        if mix.odd_field == "annual_budget"
        else ("全年预算数", "annual budget", budget)
    )
    unit, odd_unit = mix.form_unit or "", mix.odd_unit
    as_zh = f"疑以{odd_unit}填列" if odd_unit else "单位疑与之不同"
    as_en = f"seems to be in {money_unit_en(odd_unit)}" if odd_unit else "seems to be in another unit"
    score = _true_score(form, row)
    claimed = own.claimed_score
    score_zh = (
        f"，得分应为{plain(score)}分（印为{plain(claimed)}分）" if score is not None and claimed is not None else ""
    )
    score_en = (
        f" and the score {plain(score)} (printed: {plain(claimed)})"
        if score is not None and claimed is not None
        else ""
    )
    rate_zh = f"（印为{plain(own.execution_rate)}%）" if own.execution_rate is not None else ""
    rate_en = f" (printed: {plain(own.execution_rate)}%)" if own.execution_rate is not None else ""
    corrected = money(mix.corrected, unit)
    return Words(
        f"“{row.fund.name}”{odd_zh}{odd_text}{as_zh}，{other_zh}{other_text}{f'以{unit}计' if unit else ''}；"
        f"统一单位后{odd_zh}为{corrected}，执行率应为{_true_rate(row)}{rate_zh}{score_zh}",
        f"“{row.fund.name}”: the {odd_en} {odd_text} {as_en}, while the {other_en} {other_text} is in "
        f"{money_unit_en(unit) or 'another'}. In one unit the {odd_en} is {money(mix.corrected, None)}, which makes the execution rate "
        f"{_true_rate(row)}{rate_en}{score_en}",
        f"请将{odd_zh}改为{corrected}，并重算执行率、得分和总分。",
        f"Enter the {odd_en} as {money_en(mix.corrected, unit)} and work out the rate, the score and the total again.",
    )
