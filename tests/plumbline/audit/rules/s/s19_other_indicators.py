from tests.plumbline.audit.builders import promised, row, rows_of_90, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-19"
BUDGET = promised(row("预算执行率", "=100%", level1="投入与管理", level2="投入管理"))
CASES = [
    fires(
        "a promised indicator that is gone is found",
        target_table(),
        self_evaluation(*rows_of_90()[1:]),
        at="indicators",
        printed="5项",
    ),
    fires(
        "an indicator that nobody promised is found",
        target_table(),
        self_evaluation(*rows_of_90(), row("新增指标")),
        at="indicators",
        printed="7项",
    ),
    silent("the same indicators are in order", target_table(), self_evaluation()),
    silent(
        "management rows stay in the target table",
        target_table(BUDGET, *map(promised, rows_of_90())),
        self_evaluation(),
    ),
    silent(
        "another spelling of number is the same indicator",
        target_table(),
        self_evaluation(row("服务企业数量", "≥100(家)", "110(家)"), *rows_of_90()[1:]),
    ),
    skipped("a form without indicators is a matter of reading", target_table(), self_evaluation(indicators=())),
]
