"""F-01 资金总额与分项之和不符."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.money_parts import Column, PartsSum, parts_sum
from plumbline.audit.wording import money, money_en

COLUMNS: tuple[tuple[Column, str, str], ...] = (
    ("initial_budget", "年初预算数", "initial budget"),
    ("annual_budget", "全年预算数", "annual budget"),
)


@rule(
    "F-01",
    severity="error",
    scope=("target", "self_evaluation", "monitoring"),
    title_zh="资金总额与分项之和不符",
    title_en="The parts of the budget do not add up to its total",
    source=cite("deployed-platform", "资金合计校验", "Check of the funds' sum", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """财政拨款, 结转 and 其他资金 make 年度资金总额, in the initial and in the annual budget."""
    if not form.money:
        out.not_applicable("funds", "资金部分没有总额一行", "the fund block has no total")
    for block in form.money:
        path = block.total.path
        for column, zh, en in COLUMNS:
            found = parts_sum(form, block, column, limit_wan=form.limit("F-01"))
            if found is None:
                out.not_applicable(path, f"没有{zh}的总额或分项", f"no total or no parts of the {en}")
            elif found.agrees:
                out.passed(path)
            elif found.open:
                out.undetermined(
                    path, f"有分项的{zh}为空，差额可能在其中", f"a part of the {en} is blank and may be the difference"
                )
            else:
                printed = getattr(found.fund.fund.printed, column)
                parts = money(found.parts, form.form.money_unit_label)
                out.failed(
                    found.fund.spot(column),
                    _words(form, found, column, zh, en),
                    printed=printed,
                    expected=parts,
                    expected_en=money_en(found.parts, form.form.money_unit_label),
                )


def _words(form: AuditedForm, found: PartsSum, column: Column, zh: str, en: str) -> Words:
    unit = form.form.money_unit_label
    total, parts, gap = money(found.total, unit), money(found.parts, unit), money(abs(found.gap), unit)
    more_zh, more_en = ("多", "more") if found.gap > 0 else ("少", "less")
    stale_zh = stale_en = ""
    if column == "annual_budget" and found.parts == found.fund.fund.initial_budget:
        stale_zh = "分项之和等于年初预算数，疑年中调整后只改了总额、未改分项。"
        stale_en = " The parts add up to the initial budget, so the adjustment was probably made in the total only."
    return Words(
        f"{zh}的分项之和{parts}与“{found.fund.name}”{total}不符，{more_zh}{gap}",
        f"The parts of the {en} add up to {money_en(found.parts, unit)}, {money_en(abs(found.gap), unit)} {more_en} than the total of "
        f"{money_en(found.total, unit)}",
        f"{stale_zh}请按预算批复和调整文件核对各分项。",
        f"Check each part against the approved budget and its adjustments.{stale_en}",
    )
