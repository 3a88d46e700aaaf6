"""R-03 部门/财政评价产出+效益权重低于60%."""

import datetime as dt

from plumbline.audit import cite, declare

declare(
    "R-03",
    severity="error",
    scope=("self_evaluation",),
    title_zh="部门或财政评价产出与效益权重低于60%",
    title_en="Output and benefit have less than 60 % in an evaluation",
    source=cite(
        "caiyu-2020-10",
        "部门评价、财政评价：产出、效益指标权重合计不低于60%",
        "Department and finance evaluations: output and benefit have 60 % or more",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
    missing=(
        "需要部门评价或财政评价的评分表",
        "needs the score sheet of a department or finance evaluation",
    ),
)
