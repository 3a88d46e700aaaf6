"""S-09 满分但填写了未完成类偏差原因."""

import datetime as dt

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.wording import WordList, plain, shortened

FELL_SHORT = WordList(
    "未完成",
    "未达",
    "未能",
    "未实现",
    "尚未",
    "没有完成",
    "不足",
    "滞后",
    "延期",
    "推迟",
    "延迟",
    "偏低",
    "进度缓慢",
    "不到位",
)
WENT_BEYOND = WordList("超额", "超出", "超过", "超预期", "高于", "超计划")


@rule(
    "S-09",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="满分但填写了未完成类偏差原因",
    title_en="Full points beside a reason for falling short",
    source=cite(
        "review-practice", "自评表常见问题：满分却写偏差", "Common faults: full points and a deviation", "well_known"
    ),
    since=dt.date(2020, 1, 1),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """A row with all its points does not explain why it was not completed."""
    for row in form.rows:
        reason = row.deviation
        if reason is None or row.claimed is None or row.weight is None or row.claimed < row.weight:
            out.not_applicable(row.path, "不是满分，或未填偏差原因", "not full points, or no reason given")
            continue
        word = FELL_SHORT.first(reason)
        if word is None or WENT_BEYOND.first(reason):
            out.passed(row.path)
            continue
        words = Words(
            f"“{row.name}”得满分{plain(row.claimed)}分，偏差原因却写“{shortened(reason)}”（“{word}”）",
            f"“{row.name}” has all {plain(row.claimed)} points, but its reason says “{shortened(reason)}” ({word})",
            "请核实：确未完成的应按比例扣分，已完成的应删去偏差原因。",
            "Check it: what was not completed loses points, what was completed needs no reason.",
        )
        out.failed(row.spot("deviation"), words, printed=reason)
