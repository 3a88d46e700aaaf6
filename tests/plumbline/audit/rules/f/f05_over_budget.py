from tests.plumbline.audit.builders import fund, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "F-05"
CASES = [
    fires(
        "spending above the budget is found",
        self_evaluation(funds=[fund(executed="104.00")]),
        at="funds[0].executed",
        expected="≤100万元",
    ),
    silent("spending all of it is in order", self_evaluation(funds=[fund(executed="100.00")])),
    skipped("no budget, nothing to exceed", self_evaluation(funds=[fund(annual=None)])),
]
