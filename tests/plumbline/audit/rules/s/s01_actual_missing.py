from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-01"
CASES = [
    fires(
        "a blank actual value is found", self_evaluation(row(), row("参训人数", actual=None)), at="indicators[1].actual"
    ),
    fires(
        "a placeholder is no actual value",
        self_evaluation(row(actual="XX家")),
        at="indicators[0].actual",
        printed="XX家",
    ),
    silent("zero is an actual value", self_evaluation(row(actual="0家", score="0"))),
    skipped("a target that does not apply needs no answer", self_evaluation(row(target="不适用", actual=None))),
]
