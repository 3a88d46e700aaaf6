from tests.plumbline.audit.builders import promised, row, target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "U-05"
CASES = [
    fires(
        "a bare number is found",
        target_table(promised(row("参训人数", ">=60"))),
        at="indicators[0].target",
        printed=">=60",
    ),
    silent("a counted thing is in order", target_table(promised(row("参训人数", ">=60人")))),
    silent("nothing needs no unit", target_table(promised(row("预算调整率", "=0")))),
    skipped("words need no unit", target_table(promised(row("制度健全性", "健全")))),
]
