from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "W-08"
EQUAL = [row(f"第{number}类活动场次", weight="9", score="9") for number in range(10)]
CASES = [
    fires("ten indicators of nine points each are found", self_evaluation(*EQUAL), at="indicators", printed="9"),
    silent("weights that differ are in order", self_evaluation(*EQUAL[:8], row(weight="15"), row("论坛", weight="3"))),
    skipped("a few indicators may be alike", self_evaluation()),
]
