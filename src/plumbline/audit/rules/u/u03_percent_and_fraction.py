"""U-03 百分比与小数混用."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.wording import percent, plain
from plumbline.scoring.units import is_percent

_HALF = Decimal(50)
_NEAR = Decimal("0.5")


@rule(
    "U-03",
    severity="error",
    scope=("target", "self_evaluation"),
    title_zh="百分比与小数混用",
    title_en="A percentage beside a fraction",
    source=cite(
        "review-practice",
        "自评表常见问题：百分数与小数混用",
        "Common faults: percentages beside fractions",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """95 % is not printed as 0.95 on the other side, nor an execution rate of 99.49 as 0.9949."""
    for fund in form.funds:
        _check_rate(form, fund.index, out)
    for row in form.rows:
        _check_row(row, out)


def _check_rate(form: AuditedForm, index: int, out: Verdicts) -> None:
    fund = form.funds[index]
    rate = fund.rate
    claimed, computed = (rate.claimed, rate.computed) if rate else (None, None)
    if claimed is None or computed is None:
        return
    if not (0 < claimed <= Decimal("1.5") < computed and abs(claimed * 100 - computed) <= 1):
        out.passed(fund.path)
        return
    words = Words(
        f"“{fund.name}”执行率印为{plain(claimed)}，是小数；表中执行率以百分数计，应为{percent(computed)}",
        f"“{fund.name}” prints the execution rate as the fraction {plain(claimed)}; in percent it is {percent(computed)}",
        f"请改为{percent(computed)}。",
        f"Print it as {percent(computed)}.",
    )
    out.failed(
        fund.spot("execution_rate"),
        words,
        printed=fund.fund.printed.execution_rate,
        expected=percent(computed),
        explains=[fund.key("F-03", "execution_rate")],
    )


def _check_row(row: RowFacts, out: Verdicts) -> None:
    target, actual, aimed, done = row.target, row.actual, row.aimed, row.done
    if target is None or actual is None or aimed is None or done is None:
        out.not_applicable(row.path, "指标值或完成值不是数值", "target or actual is no number")
        return
    if not is_percent(target.unit) and not is_percent(actual.unit):
        out.not_applicable(row.path, "不是百分比", "no percentage")
        return
    if 0 < done <= 1 and aimed > 1:
        small, large, field, text = done, aimed, "actual", actual.raw
    elif 0 < aimed <= 1 and done > 1:
        small, large, field, text = aimed, done, "target", target.raw
    else:
        out.passed(row.path)
        return
    if large >= _HALF and target.operator not in ("<=", "<"):
        as_percent = f"{plain(small * 100)}%"
        words = Words(
            f"“{row.name}”指标值{target.raw}与完成值{actual.raw}一为百分数、一为小数，{text}疑应为{as_percent}",
            f"“{row.name}”: target {target.raw} and actual {actual.raw} are written as a percentage and as a fraction; "
            f"{text} should probably be "
            f"{as_percent}",
            f"请统一为百分数：如确为{as_percent}，请更正并重算得分。",
            f"Use percentages on both sides: if {as_percent} is meant, correct it and compute the score again.",
        )
        score_keys = [row.key(rule_id, "claimed_score") for rule_id in ("S-05", "S-06")]
        score_keys.append(row.key("S-27", "actual"))
        out.failed(row.spot(field), words, printed=text, expected=as_percent, explains=score_keys)
    elif small * 100 >= large * _NEAR and (target.unit is None) != (actual.unit is None):
        out.undetermined(
            row.path,
            f"{text}是小数还是百分之{plain(small)}，看不出",
            f"{text} may be a fraction or {plain(small)} percent",
        )
    else:
        out.passed(row.path)
