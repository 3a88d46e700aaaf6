"""F-10 资金分项执行数合计与总额不符."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.context import MoneyParts
from plumbline.audit.money_parts import parts_sum
from plumbline.audit.wording import money, money_en


@rule(
    "F-10",
    severity="error",
    scope=("self_evaluation", "monitoring"),
    title_zh="资金分项执行数合计与总额不符",
    title_en="The executed parts do not add up to the executed total",
    source=cite("deployed-platform", "资金合计校验", "Check of the funds' sum", "read"),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """What was spent of each source makes what was spent in all."""
    if not form.money:
        out.not_applicable("funds", "资金部分没有总额一行", "the fund block has no total")
    for block in form.money:
        _check_block(form, block, out)


def _check_block(form: AuditedForm, block: MoneyParts, out: Verdicts) -> None:
    found = parts_sum(form, block, "executed", limit_wan=form.limit("F-10"))
    path = block.total.path
    if found is None:
        out.not_applicable(path, "没有执行数的总额或分项", "no total or no parts of the executed amount")
    elif found.agrees:
        out.passed(path)
    elif found.open:
        out.undetermined(
            path, "有分项的执行数为空，差额可能在其中", "an executed part is blank and may be the difference"
        )
    else:
        unit = form.form.money_unit_label
        gap = money(abs(found.gap), unit)
        words = Words(
            f"各分项执行数之和{money(found.parts, unit)}与“{found.fund.name}”执行数{money(found.total, unit)}不符，相差{gap}",
            f"The executed parts add up to {money_en(found.parts, unit)}, not to the executed total of "
            f"{money_en(found.total, unit)}; they are {money_en(abs(found.gap), unit)} apart",
            "请按会计账核对各资金来源的支出。",
            "Check the spending of each source with the accounts.",
        )
        out.failed(
            found.fund.spot("executed"),
            words,
            printed=found.fund.fund.printed.executed,
            expected=money(found.parts, unit),
            expected_en=money_en(found.parts, unit),
        )
