from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-21"
CASES = [
    fires(
        "85.58 without a measure is found",
        self_evaluation(row(), total="85.58"),
        at="total_score_printed",
        printed="85.58",
    ),
    silent(
        "measures beside an indicator will do",
        self_evaluation(row(score="8", deviation="下年度提前一个季度启动招标。"), total="85.58"),
    ),
    silent(
        "measures in a field of their own will do",
        self_evaluation(row(), total="85.58", other_fields={"改进措施": "提前启动招标。"}),
    ),
    silent("a good total needs none", self_evaluation()),
    skipped("no total, nothing to compare", self_evaluation(total=None)),
]
