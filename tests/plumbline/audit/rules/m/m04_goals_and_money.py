from tests.plumbline.audit.builders import fund, monitored, monitoring_table
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "M-04"
CASES = [
    fires(
        "targets at 100 % with 58 % spent are found",
        monitoring_table(monitored("服务企业数", "≥120(家)", "130(家)")),
        at="funds[0].execution_rate",
        printed="58%",
        expected="100%",
    ),
    silent("60 % and 58 % go together", monitoring_table(monitored("服务企业数", "≥120(家)", "72(家)"))),
    undecided("one forum a year is no progress", monitoring_table(monitored("论坛", "≥1(场)", "1(场)"))),
    undecided(
        "words are no progress",
        monitoring_table(
            *(monitored(f"第{n}类活动", "≥20(场)", "进行中") for n in range(3)),
            monitored("服务企业数", "≥120(家)", "72(家)"),
        ),
    ),
    skipped(
        "without spending there is nothing to compare", monitoring_table(monitored(), funds=(fund(executed=None),))
    ),
]
