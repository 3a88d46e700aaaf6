from tests.plumbline.audit.builders import promised, row, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent

RULE = "I-05"
CASES = [
    fires("a blank target is found", target_table(promised(row(target=None))), at="indicators[0].target"),
    fires("stars are no target", target_table(promised(row(target="≥**%"))), at="indicators[0].target", printed="≥**%"),
    fires(
        "to be decided is no target",
        target_table(promised(row(target="待定"))),
        at="indicators[0].target",
        printed="待定",
    ),
    fires("also in a self-evaluation", self_evaluation(row(target="XX")), at="indicators[0].target"),
    silent("a number, a date and words are targets", target_table()),
    silent("a zero is a target", target_table(promised(row("安全事故", "0(次)")))),
]
