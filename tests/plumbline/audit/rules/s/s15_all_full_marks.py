from tests.plumbline.audit.builders import row, rows_of_90, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-15"
CASES = [
    fires("full marks everywhere are found", self_evaluation(*rows_of_90()[:-1]), at="indicators"),
    silent("one lost point is in order", self_evaluation()),
    skipped("two indicators are no pattern", self_evaluation(row(), row("参训人数"))),
]
