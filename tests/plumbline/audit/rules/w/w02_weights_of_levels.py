from decimal import Decimal

from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "W-02"
FIFTY = {"level1_weight": Decimal(50)}
CASES = [
    fires(
        "output of 45 points under a label of 50 is found",
        self_evaluation(row(weight="25", **FIFTY), row("参训人数", weight="20", **FIFTY)),
        at="indicators[0].level1_weight",
        printed="45",
        expected="50",
    ),
    silent(
        "output of 50 points is in order",
        self_evaluation(row(weight="30", **FIFTY), row("参训人数", weight="20", **FIFTY)),
    ),
    undecided(
        "a missing weight leaves the sum open",
        self_evaluation(row(weight="30", **FIFTY), row("参训人数", weight=None, **FIFTY)),
    ),
    skipped("labels without points have nothing to match", self_evaluation()),
]
