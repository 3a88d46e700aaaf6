from tests.plumbline.audit.builders import fund, part, self_evaluation, without_funds
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "F-02"
CASES = [
    fires(
        "money out of no budget is found",
        self_evaluation(funds=[fund(annual="0.00")]),
        at="funds[0].annual_budget",
        printed="0.00",
    ),
    fires(
        "neither budget nor spending is a hint",
        self_evaluation(funds=[fund(annual=None, executed=None)]),
        at="funds[0].annual_budget",
    ),
    silent("a source without money is in order", self_evaluation(funds=[fund(), part("其他资金", "0", "0", "0")])),
    skipped("no funds, nothing to check", without_funds()),
]
