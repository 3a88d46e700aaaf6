"""I-20 指标名称只有年度或类别，没有说明测什么."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.name_facts import name_facts


@rule(
    "I-20",
    severity="warning",
    scope=("target", "self_evaluation", "monitoring"),
    title_zh="指标名称只有年度或类别，没有说明测什么",
    title_en="A name that is a year or a heading instead of a thing",
    source=cite(
        "caiyu-2021-101", "末级指标的名称应内涵明确、表述清晰", "Names of indicators are clear in meaning", "probable"
    ),
    since=dt.date(2021, 8, 18),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A name says what is measured: 2022年度 or 时效指标 does not."""
    empty = [row for row in form.rows if name_facts(row.name).names_nothing]
    out.all_passed([row for row in form.rows if row not in empty] if empty else form.rows)
    for row in empty:
        shown = row.target.raw if row.target is not None else "—"
        words = Words(
            f"三级指标名称是“{row.name}”，指标值“{shown}”指什么看不出来",
            f"The indicator is called “{row.name}”: what its target “{shown}” measures cannot be told",
            "请写明测什么，如“项目按期完成率”。",
            "Name what is measured, such as the share of tasks finished in time.",
        )
        out.failed(row.spot("level3"), words, printed=row.name)
