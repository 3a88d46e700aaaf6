"""D-02 超过20日未公开."""

import datetime as dt

from plumbline.audit import cite, declare

declare(
    "D-02",
    severity="warning",
    scope=(
        "target",
        "self_evaluation",
    ),
    title_zh="超过期限未公开",
    title_en="Not published in time",
    source=cite(
        "budget-law",
        "经批准的预算、决算在批准后二十日内公开",
        "Approved budgets and accounts are published within 20 days",
        "well_known",
    ),
    since=dt.date(2015, 1, 1),
    missing=(
        "需要批复日期和公开日期",
        "needs the dates of approval and of publication",
    ),
)
