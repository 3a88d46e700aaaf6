from tests.plumbline.audit.builders import benefit, promised, row, target_table
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "I-02"
COUNT, GOOD = promised(row()), promised(row("验收合格率", "≥95(%)", level2="质量指标"))
CASES = [
    fires("counts without any quality are found", target_table(COUNT, COUNT), at="indicators", expected="质量指标"),
    fires("quality without any count is found", target_table(GOOD), at="indicators", expected="数量指标"),
    silent("a count and a quality are in order", target_table(COUNT, GOOD)),
    undecided("an output without level 2 may be either", target_table(COUNT, promised(row(level2=None)))),
    skipped("without output there is another fault", target_table(promised(benefit()))),
]
