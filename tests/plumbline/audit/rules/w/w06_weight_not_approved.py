from tests.plumbline.audit.builders import promised, row, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "W-06"
CASES = [
    fires(
        "a weight that was changed is found",
        target_table(promised(row(weight="15"))),
        self_evaluation(row(weight="10")),
        at="indicators[0].weight",
        printed="10",
        expected="15",
    ),
    silent("the approved weights are in order", target_table(), self_evaluation()),
    skipped(
        "a target table without weights approves none", target_table(promised(row(weight=None))), self_evaluation(row())
    ),
]
