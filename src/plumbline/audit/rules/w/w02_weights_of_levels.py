"""W-02 一级指标下级权重合计与上级设置数不等."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.wording import plain


@rule(
    "W-02",
    severity="error",
    scope=("target", "self_evaluation"),
    title_zh="下级指标分值合计与上级设置的分值不等",
    title_en="The weights under a level do not make the weight printed for it",
    source=cite(
        "deployed-platform",
        "三级指标分值合计等于上级设置数",
        "Weights of level 3 make the weight of the level above",
        "read",
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Where a label prints points (产出指标（50分）), the rows under it have exactly those."""
    checked = False
    for level in ("level1", "level2"):
        for name, stated, rows in _groups(form.rows, level):
            checked = True
            _check_group(form, level, name, stated, rows, out)
    if not checked:
        out.not_applicable("form", "上级指标没有印出分值", "no level prints its weight")


def _groups(rows: Iterable[RowFacts], level: str) -> Iterable[tuple[str, Decimal, list[RowFacts]]]:
    printed = f"{level}_weight"
    if all(getattr(row.indicator, printed) is None for row in rows):
        return
    groups: dict[tuple[str | None, str], list[RowFacts]] = {}
    for row in rows:
        name = row.indicator.level1 if level == "level1" else row.indicator.level2
        if name:
            groups.setdefault((None if level == "level1" else row.indicator.level1, name), []).append(row)
    for (_, name), members in groups.items():
        stated = next((weight for row in members if (weight := getattr(row.indicator, printed)) is not None), None)
        if stated is not None:
            yield name, stated, members


def _check_group(
    form: AuditedForm, level: str, name: str, stated: Decimal, rows: list[RowFacts], out: Verdicts
) -> None:
    first = rows[0]
    weights = [row.weight for row in rows if row.weight is not None]
    total = sum(weights, Decimal(0))
    if total == stated:
        out.passed(first.path)
    elif len(weights) < len(rows):
        out.undetermined(first.path, f"“{name}”下有指标未填分值", f"an indicator under “{name}” has no weight")
    else:
        words = Words(
            f"“{name}”设置{plain(stated)}分，其下{len(rows)}项指标分值合计{plain(total)}分",
            f"“{name}” is given {plain(stated)} points, but the {len(rows)} indicators under it add up to {plain(total)}",
            f"相差{plain(abs(total - stated))}分，请对照批复的分值更正。",
            f"They are {plain(abs(total - stated))} points apart; correct them by the approved weights.",
        )
        explains = [("W-01", "total_weight_printed")] if _is_whole_gap(form, total - stated) else []
        out.failed(
            first.spot(f"{level}_weight"), words, printed=plain(total), expected=plain(stated), explains=explains
        )


def _is_whole_gap(form: AuditedForm, gap: Decimal) -> bool:
    """Whether this level alone makes the form's weights wrong."""
    fund = form.scored_fund
    weights = [row.weight for row in form.rows if row.weight is not None]
    total = sum(weights, fund.fund.weight if fund is not None and fund.fund.weight is not None else Decimal(0))
    return total - gap in (form.rulebook.weights.total, form.rulebook.weights.declaration_total)
