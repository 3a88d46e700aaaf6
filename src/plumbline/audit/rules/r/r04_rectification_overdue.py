"""R-04 整改超期未反馈."""

import datetime as dt

from plumbline.audit import cite, declare

declare(
    "R-04",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="整改超期未反馈",
    title_en="Rectification is overdue",
    source=cite(
        "caiyu-2020-10",
        "评价结果反馈后限期整改并报送落实情况",
        "Results are acted upon within the time set",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
    missing=(
        "需要整改台账（期限与状态）",
        "needs the register of rectifications with due dates and states",
    ),
)
