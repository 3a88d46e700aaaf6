from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-05"
CASES = [
    fires(
        "a reached target that lost points is found",
        self_evaluation(row(actual="100(家)", score="8")),
        at="indicators[0].claimed_score",
        printed="8",
        expected="10",
    ),
    fires(
        "more than the weight is wrong here too",
        self_evaluation(row(actual="100(家)", score="12")),
        at="indicators[0].claimed_score",
        expected="10",
    ),
    silent("a reached target with full points is in order", self_evaluation(row())),
    silent("a target exceeded twice may lose a tenth", self_evaluation(row(actual="230(家)", score="9"))),
    skipped("a missed target is not this rule's", self_evaluation(row(actual="80(家)", score="8"))),
]
