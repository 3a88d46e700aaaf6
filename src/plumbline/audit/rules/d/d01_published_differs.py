"""D-01 公开版与系统批准版不一致."""

import datetime as dt

from plumbline.audit import cite, declare

declare(
    "D-01",
    severity="error",
    scope=(
        "target",
        "self_evaluation",
    ),
    title_zh="公开版与批准版不一致",
    title_en="The published form is not the approved one",
    source=cite(
        "budget-law", "预算、决算公开的内容应与批准的一致", "What is published is what was approved", "probable"
    ),
    since=dt.date(2015, 1, 1),
    missing=(
        "需要系统中批准的版本",
        "needs the approved version",
    ),
)
