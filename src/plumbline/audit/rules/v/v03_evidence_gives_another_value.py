"""V-03 佐证数值与完成值不一致."""

import datetime as dt

from plumbline.audit import cite, declare

declare(
    "V-03",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="佐证数值与完成值不一致",
    title_en="The evidence gives another value",
    source=cite("review-practice", "佐证与数值、年度相符", "Evidence fits the value and the year", "well_known"),
    since=dt.date(2020, 1, 1),
    missing=(
        "需要佐证资料中的统计数",
        "needs the figures of the evidence files",
    ),
)
