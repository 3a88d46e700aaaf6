"""V-05 满意度无问卷或统计报告."""

import datetime as dt

from plumbline.audit import cite, declare

declare(
    "V-05",
    severity="error",
    scope=("self_evaluation",),
    title_zh="满意度没有问卷或统计报告",
    title_en="Satisfaction without a survey",
    source=cite(
        "caiyu-2021-101",
        "设置满意度指标的，须开展满意度调查或收集反馈",
        "Who sets satisfaction surveys it or collects feedback",
        "well_known",
    ),
    since=dt.date(2021, 8, 18),
    missing=(
        "需要满意度调查问卷和统计报告",
        "needs the questionnaire and the report of the survey",
    ),
)
