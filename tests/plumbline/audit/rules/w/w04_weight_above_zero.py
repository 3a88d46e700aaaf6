from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "W-04"
CASES = [
    fires(
        "a weight of nothing is found",
        self_evaluation(row(), row("参训人数", weight="0")),
        at="indicators[1].weight",
        printed="0",
    ),
    fires(
        "a blank among weights is found",
        self_evaluation(row(), row("参训人数", weight=None)),
        at="indicators[1].weight",
    ),
    silent("weights above zero are in order", self_evaluation()),
    skipped("a form without weights is not this rule's", self_evaluation(row(weight=None))),
]
