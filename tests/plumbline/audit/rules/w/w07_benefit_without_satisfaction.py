from tests.plumbline.audit.builders import benefit, promised, row, target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "W-07"
CASES = [
    fires(
        "output 60 and benefit 30 without satisfaction is found",
        target_table(promised(row(weight="60")), promised(benefit(weight="30"))),
        at="indicators",
        printed="30",
        expected="40",
    ),
    silent("benefit took the points", target_table(promised(row(weight="50")), promised(benefit(weight="40")))),
    skipped("satisfaction is there", target_table()),
]
