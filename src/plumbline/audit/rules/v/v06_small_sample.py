"""V-06 满意度样本量不足."""

import datetime as dt

from plumbline.audit import cite, declare

declare(
    "V-06",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="满意度样本量不足",
    title_en="Too few were asked",
    source=cite("review-practice", "满意度样本太小", "Small samples of satisfaction", "well_known"),
    since=dt.date(2020, 1, 1),
    missing=(
        "需要满意度调查的有效样本量和服务对象总数",
        "needs the number of answers and of people served",
    ),
)
