from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "W-05"
CASES = [
    fires(
        "25 of 50 points on one indicator is found",
        self_evaluation(row(weight="25"), row("参训人数", weight="20"), row("活动场次", weight="5")),
        at="indicators[0].weight",
        expected="≤20",
    ),
    silent("20 points are in order", self_evaluation(row(weight="20"), row("参训人数", weight="20"))),
    silent(
        "a large dimension allows more",
        self_evaluation(row(weight="24"), row("参训人数", weight="18"), row("活动场次", weight="18")),
    ),
    skipped("no weight, nothing to compare", self_evaluation(row(weight=None))),
]
