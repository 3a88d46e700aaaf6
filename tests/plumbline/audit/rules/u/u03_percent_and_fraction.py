from tests.plumbline.audit.builders import fund, promised, row, satisfaction, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "U-03"
CASES = [
    fires(
        "0.95 against 90 % is found",
        self_evaluation(satisfaction("≥90%", "0.95", score="10"), funds=[fund(rate=None)]),
        at="indicators[0].actual",
        expected="95%",
    ),
    fires(
        "a rate printed as a fraction is found",
        self_evaluation(row(target=None), funds=[fund(rate="0.95")]),
        at="funds[0].execution_rate",
        expected="95%",
    ),
    silent("a growth of 0.3 % against 0.7 % is meant so", self_evaluation(row("营业收入提高情况", ">0.7%", "0.3%"))),
    silent("a fault rate of 0.8 % against 5 % is meant so", self_evaluation(row("系统故障率", "≤5%", "0.8%"))),
    undecided(
        "0.9 against 1.5 % can be either", self_evaluation(row("年增长率", "≥1.5%", "0.9"), funds=[fund(rate=None)])
    ),
    skipped("a target table has nothing to compare", target_table(promised(row()))),
]
