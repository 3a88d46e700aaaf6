from tests.plumbline.audit.builders import fund, row, rows_of_90, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-04"
CASES = [
    fires(
        "a row that scores more than its weight is found",
        self_evaluation(row(weight="10", score="12")),
        at="indicators[0].claimed_score",
        printed="12",
        expected="10",
    ),
    fires(
        "the line of budget execution has a limit too",
        self_evaluation(funds=[fund(score="95.00")]),
        at="funds[0].claimed_score",
        printed="95",
        expected="9.5",
    ),
    silent("a full score is in order", self_evaluation(row(weight="10", score="10.00"))),
    skipped("a form without scores has nothing to check", self_evaluation(row(score=None), funds=[fund(score=None)])),
    silent(
        "19 of the 20 points that the indicators leave are in order",
        self_evaluation(*rows_of_90()[:-1], funds=[fund(weight=None, score="19.00")]),
    ),
    fires(
        "more than the indicators leave is found",
        self_evaluation(*rows_of_90()[:-1], funds=[fund(weight=None, score="21.00")]),
        at="funds[0].claimed_score",
    ),
]
