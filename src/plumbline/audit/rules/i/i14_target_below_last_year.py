"""I-14 指标值低于上年实际完成值."""

import datetime as dt
from decimal import Decimal

from plumbline.audit import FormPair, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.context import DOWNWARD
from plumbline.audit.name_facts import canonical, name_facts
from plumbline.audit.promised import lowered
from plumbline.audit.wording import percent, plain
from plumbline.scoring.units import reconcile_units


@rule(
    "I-14",
    severity="warning",
    scope=("target", "self_evaluation"),
    needs="pair",
    title_zh="指标值低于上年实际完成值",
    title_en="A target below what was reached last year",
    source=cite(
        "caiyu-2021-101", "指标值设定依据：历史标准", "Targets are set by plan, trade, history or norm", "well_known"
    ),
    since=dt.date(2021, 8, 18),
)
def check(pair: FormPair, out: Verdicts) -> None:
    """A target is not easier by more than the rulebook's share than what the project reached the year before."""
    if pair.relation not in ("year_on_year", "result_and_promise") or pair.earlier.kind != "self_evaluation":
        return
    reached = {canonical(row.name): row for row in pair.earlier.rows if row.done is not None}
    for row in pair.later.rows:
        before = reached.get(canonical(row.name))
        if before is None or row.aimed is None or before.done is None or row.aimed == 0:
            out.not_applicable(row.path, "上年没有同名定量指标", "no such numeric indicator last year")
            continue
        units = reconcile_units(row.target.unit if row.target else None, before.actual.unit if before.actual else None)
        if units.relation == "mismatch":
            out.not_applicable(row.path, "两年计量单位不同", "the two years count in different units")
            continue
        _compare(row, before.done * units.factor, pair, out)


def _compare(row: RowFacts, reached: Decimal, pair: FormPair, out: Verdicts) -> None:
    target, aimed = row.target, row.aimed
    if target is None or aimed is None:
        return
    limit = row.form.limit("I-14") / 100
    downward = target.operator in DOWNWARD or (target.operator == "=" and name_facts(row.name).bad)
    easier = aimed > reached * (1 + limit) if downward else aimed < reached * (1 - limit)
    if not easier:
        out.passed(row.path)
        return
    year = pair.earlier.form.year
    gap = percent(abs(aimed - reached) / reached * 100) if reached else "—"
    words = Words(
        f"“{row.name}”指标值{target.raw}，{year}年已实际完成{plain(reached)}{target.unit or ''}，目标反而放宽了{gap}",
        f"The target {target.raw} of “{row.name}” is {gap} easier than the {plain(reached)}{target.unit or ''} reached in {year}",
        "请参照上年实际完成值设定；工作量确有减少的，说明依据。",
        "Set it by what was reached before; if there is less to do, give the reason.",
    )
    out.failed(
        row.spot("target"), words, printed=target.raw, severity=lowered(row.form, "warning"),
        expected=f"{'≤' if downward else '≥'}{plain(reached)}{target.unit or ''}",
    )  # fmt: skip
