from tests.plumbline.audit.builders import promised, row, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "I-06"
COST = {"level1": "成本指标", "level2": "经济成本指标"}
CASES = [
    fires(
        "a cost of at least so much is found",
        target_table(promised(row("场均活动成本", "≥3(万元)", **COST))),
        at="indicators[0].target",
        expected="≤3万元",
    ),
    fires(
        "also where cost stands under output",
        self_evaluation(row("项目总成本", ">80(万元)", "79(万元)", level2="成本指标")),
        at="indicators[0].target",
    ),
    silent("an upper limit is in order", target_table(promised(row("场均活动成本", "≤3(万元)", **COST)))),
    silent("savings are limited from below", target_table(promised(row("成本节约率", "≥5(%)", **COST)))),
    skipped("other indicators are not costs", target_table()),
]
