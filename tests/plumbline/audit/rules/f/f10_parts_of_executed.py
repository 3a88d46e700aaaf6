from tests.plumbline.audit.builders import fund, part, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "F-10"
CASES = [
    fires(
        "spent parts that do not make the total are found",
        self_evaluation(funds=[fund(), part(executed="90.00"), part("其他资金", "0", "0", "0")]),
        at="funds[0].executed",
        expected="90万元",
    ),
    silent("parts that make the total are in order", self_evaluation()),
    skipped("a total alone has no parts", self_evaluation(funds=[fund()])),
]
