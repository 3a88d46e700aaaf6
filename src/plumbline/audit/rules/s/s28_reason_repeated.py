"""S-28 多项指标的偏差原因雷同."""

import datetime as dt
from functools import lru_cache

from plumbline.audit import AuditedForm, RowFacts, Verdicts, Words, cite, rule
from plumbline.audit.wording import condensed, shortened

_words_of = lru_cache(maxsize=8192)(condensed)
"""Reasons come again, in one form and in many."""


@rule(
    "S-28",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="多项指标的偏差原因是同一句话",
    title_en="One sentence is the reason of many rows",
    source=cite(
        "caiyu-2020-10",
        "未完成的指标应逐项分析偏离原因、提出改进措施",
        "The reason is analysed for each indicator that was missed",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Three rows or more do not share one reason word for word."""
    groups: dict[str, list[RowFacts]] = {}
    for row in form.rows:
        if row.deviation is not None:
            groups.setdefault(_words_of(row.deviation), []).append(row)
    if not groups:
        out.not_applicable("form", "没有填写偏差原因", "no reasons are given")
        return
    fewest = int(form.limit("S-28"))
    repeated = [rows for rows in groups.values() if len(rows) >= fewest]
    if not repeated:
        out.passed("form")
    for rows in repeated:
        first = rows[0]
        reason = shortened(first.deviation or "")
        names = "、".join(f"“{shortened(row.name, 16)}”" for row in rows[:3])
        words = Words(
            f"{names}{'等' if len(rows) > 3 else ''}{len(rows)}项指标的偏差原因都是“{reason}”，没有逐项分析",
            f"{len(rows)} indicators give the same reason “{reason}”, among them {names}",
            "请按指标分别写明差在哪里、为什么、怎样改进。",
            "Say for each indicator what fell short, why, and what will be done.",
        )
        explains = [row.key("S-10", "deviation") for row in rows]
        out.failed(first.spot("deviation"), words, printed=first.deviation, explains=explains)
