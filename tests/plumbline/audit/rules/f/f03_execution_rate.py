from tests.plumbline.audit.builders import fund, part, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "F-03"
CASES = [
    fires(
        "a rate that its amounts do not give is found",
        self_evaluation(funds=[fund(rate="98.00")]),
        at="funds[0].execution_rate",
        printed="98.00",
        expected="95%",
    ),
    fires(
        "an amount in yuan beside one in ten thousand yuan has one true rate",
        self_evaluation(funds=[fund(executed="950,000.00", rate="950000.00")]),
        at="funds[0].execution_rate",
        expected="95%",
    ),
    fires(
        "a part has its own rate",
        self_evaluation(
            funds=[
                fund(),
                part("其中：当年财政拨款", "80", "80", "40", rate="95.00"),
                part("其他资金", "20", "20", "55", rate="275"),
            ]
        ),
        at="funds[1].execution_rate",
        expected="50%",
    ),
    silent(
        "a rate that was cut off is in order",
        self_evaluation(funds=[fund(annual="758.11", executed="754.31", rate="99.49", score="9.94")]),
    ),
    silent(
        "a rate without decimals is compared as it was rounded",
        self_evaluation(funds=[fund(executed="65.79", rate="66%", score="6.57")]),
    ),
    skipped("no printed rate, nothing to compare", self_evaluation(funds=[fund(rate=None)])),
]
