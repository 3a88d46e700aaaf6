from tests.plumbline.audit.builders import target_table
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "B-05"
CASES = [
    fires(
        "an end before the start is found",
        target_table(plan_start="2023-06-01", plan_end="2023年3月"),
        at="plan_end",
        printed="2023年3月",
    ),
    silent("a year is in order", target_table()),
    undecided("a word is no date", target_table(plan_end="长期")),
    skipped("no end, nothing to compare", target_table(plan_end=None)),
]
