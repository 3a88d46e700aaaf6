"""V-02 佐证日期不在评价年度."""

import datetime as dt

from plumbline.audit import cite, declare

declare(
    "V-02",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="佐证日期不在评价年度",
    title_en="Evidence of another year",
    source=cite("review-practice", "佐证与数值、年度相符", "Evidence fits the value and the year", "well_known"),
    since=dt.date(2020, 1, 1),
    missing=(
        "需要佐证资料及其日期",
        "needs the evidence files and their dates",
    ),
)
