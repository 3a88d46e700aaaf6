from tests.plumbline.audit.builders import fund, row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-23"
CASES = [
    fires("scores without a total are found", self_evaluation(total=None), at="total_score_printed", expected="99.39"),
    skipped("a flat table has no place for a total", self_evaluation(layout="flat-table", total=None)),
    silent("a printed total is in order", self_evaluation()),
    skipped(
        "a form nobody scored has no total", self_evaluation(row(score=None), funds=[fund(score=None)], total=None)
    ),
    skipped("a flat table has no place for it", self_evaluation(total=None, layout="flat-table")),
]
