from tests.plumbline.audit.builders import fund, row, self_evaluation, without_funds
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "F-09"
LITTLE = fund(executed="30.00", rate="30.00", score="3.00")
CASES = [
    fires(
        "all the money for little output is found",
        self_evaluation(row(target="≥100家", actual="40家", score="4")),
        at="funds[0].execution_rate",
    ),
    fires("all the output for little money is found", self_evaluation(funds=[LITTLE]), at="funds[0].execution_rate"),
    silent("both nearly done is in order", self_evaluation()),
    undecided("words have no completion", self_evaluation(row(target="健全", actual="达成指标"))),
    skipped("no funds, nothing to compare", without_funds()),
]
