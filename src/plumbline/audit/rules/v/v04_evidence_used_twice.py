"""V-04 同一附件用于多个不同指标/项目."""

import datetime as dt

from plumbline.audit import cite, declare

declare(
    "V-04",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="同一附件用于多个不同指标或项目",
    title_en="One file proves several indicators or projects",
    source=cite("review-practice", "佐证资料应与指标一一对应", "Evidence belongs to one indicator", "well_known"),
    since=dt.date(2020, 1, 1),
    missing=(
        "需要佐证附件的摘要值",
        "needs the digests of the evidence files",
    ),
)
