from tests.plumbline.audit.builders import fund, promised, row, rows_of_90, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "W-01"
CASES = [
    fires(
        "a self-evaluation of 95 points is found",
        self_evaluation(*rows_of_90()[:-1], row("企业满意度", weight="5", score="5")),
        at="total_weight_printed",
        printed="95",
        expected="100",
    ),
    fires(
        "a declaration of 80 points is found",
        target_table(*[promised(one) for one in rows_of_90()[:-1]]),
        at="total_weight_printed",
        printed="80",
    ),
    silent("execution 10 and indicators 90 are a hundred", self_evaluation()),
    silent("a declaration may stop at 90", target_table()),
    undecided("a missing weight leaves the sum open", self_evaluation(row(weight=None), row("参训人数", weight="10"))),
    skipped("a form without weights has nothing to add up", target_table(promised(row(weight=None)))),
    silent(
        "a bureau that gives execution 20 points, printed in a heading only, has 80 for the indicators",
        self_evaluation(*rows_of_90()[:-1], funds=[fund(weight=None, score="19.00")]),
    ),
    fires(
        "a score that is within the usual 10 points explains no gap",
        self_evaluation(*rows_of_90()[:-1], funds=[fund(weight=None, score="9.50")]),
        at="total_weight_printed",
        printed="80",
    ),
]
