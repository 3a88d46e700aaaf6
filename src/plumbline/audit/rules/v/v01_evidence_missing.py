"""V-01 未上传佐证资料."""

import datetime as dt

from plumbline.audit import cite, declare

declare(
    "V-01",
    severity="error",
    scope=("self_evaluation",),
    title_zh="未上传佐证资料",
    title_en="No evidence is attached",
    source=cite("caiyu-2021-101", "佐证资料要求", "Evidence of actual values", "well_known"),
    since=dt.date(2021, 8, 18),
    missing=(
        "需要各指标的佐证附件清单，自评表中没有",
        "needs the list of evidence files of each indicator, which no form holds",
    ),
)
