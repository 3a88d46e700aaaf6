from tests.plumbline.audit.builders import fund, promised, row, rows_of_90, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "F-08"
CUT = fund(initial="100.00", annual="60.00", executed="57.00")
CASES = [
    fires(
        "a budget cut by 40 % under the same targets is found",
        target_table(),
        self_evaluation(funds=[CUT]),
        at="funds[0].annual_budget",
        printed="60.00",
    ),
    silent(
        "targets that were changed with it are in order",
        target_table(promised(row(target="≥160(家)"))),
        self_evaluation(*rows_of_90(), funds=[CUT]),
    ),
    silent("a small change is in order", target_table(), self_evaluation()),
    undecided(
        "other indicators cannot be compared", target_table(promised(row("另一指标"))), self_evaluation(funds=[CUT])
    ),
    skipped("no initial budget, no change", target_table(), self_evaluation(funds=[fund(initial=None)])),
]
