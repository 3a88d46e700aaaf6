from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-25"
CASES = [
    fires(
        "one blank among scores is found",
        self_evaluation(row(), row("参训人数", score=None)),
        at="indicators[1].claimed_score",
        expected="10",
    ),
    silent("all scored is in order", self_evaluation()),
    skipped("a form nobody scored is not this rule's", self_evaluation(row(score=None))),
]
