"""R-02 自评与复核分差≥{10}分，需说明."""

import datetime as dt

from plumbline.audit import cite, declare

declare(
    "R-02",
    severity="warning",
    scope=("self_evaluation",),
    title_zh="自评与复核分差较大未说明",
    title_en="The re-check is far from the own score, without a reason",
    source=cite(
        "review-practice",
        "复核与自评差异较大的须说明",
        "Large gaps between own score and re-check are explained",
        "well_known",
    ),
    since=dt.date(2020, 1, 1),
    missing=(
        "需要复核评分表",
        "needs the re-check sheet",
    ),
)
