from tests.plumbline.audit.builders import fund, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "F-06"
CASES = [
    fires(
        "a rate of the initial budget is found",
        self_evaluation(funds=[fund(initial="120.00", annual="100.00", executed="90.00", rate="75.00")]),
        at="funds[0].execution_rate",
        printed="75.00",
        expected="90%",
    ),
    silent(
        "a rate of the annual budget is in order",
        self_evaluation(funds=[fund(initial="120.00", annual="100.00", executed="90.00", rate="90.00")]),
    ),
    silent(
        "a rate that fits neither is another fault",
        self_evaluation(funds=[fund(initial="120.00", annual="100.00", executed="90.00", rate="82.00")]),
    ),
    skipped("an unchanged budget has one denominator", self_evaluation()),
]
