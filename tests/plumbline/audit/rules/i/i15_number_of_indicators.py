from tests.plumbline.audit.builders import promised, row, rows_of_90, target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "I-15"
MANAGEMENT = [promised(row(f"管理制度{number}", "健全", level1="投入与管理", level2="实施管理")) for number in range(9)]
CASES = [
    fires(
        "three indicators are too few",
        target_table(*(promised(row(f"指标{number}号活动")) for number in range(3))),
        at="indicators",
        printed="3",
        expected="5–25",
    ),
    fires(
        "twenty-six are too many",
        target_table(*(promised(row(f"指标{number}号活动")) for number in range(26))),
        at="indicators",
        printed="26",
    ),
    silent("six are in order", target_table()),
    silent(
        "management rows do not count",
        target_table(*MANAGEMENT, *(promised(row(f"指标{number}号活动")) for number in range(20))),
    ),
    fires(
        "nor do they fill up", target_table(*MANAGEMENT, *map(promised, rows_of_90()[:2])), at="indicators", printed="2"
    ),
    skipped("no indicators at all is a matter of reading", target_table(indicators=())),
]
