"""R-01 复核得分大于分值."""

import datetime as dt

from plumbline.audit import cite, declare

declare(
    "R-01",
    severity="error",
    scope=("self_evaluation",),
    title_zh="复核得分大于分值",
    title_en="A re-checked score above its weight",
    source=cite("deployed-platform", "核查分数不得大于分值", "Re-checked scores do not exceed the weight", "read"),
    since=dt.date(2020, 1, 1),
    missing=(
        "需要复核评分表，自评表中没有复核得分",
        "needs the re-check sheet; a self-evaluation has no re-checked scores",
    ),
)
