from tests.plumbline.audit.builders import target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "B-07"
GOAL = "三年内建成覆盖全市的企业服务站点。"
CASES = [
    fires(
        "a copied goal is found, whatever its punctuation",
        target_table(annual_goal=GOAL, long_term_goal=GOAL[:-1]),
        at="annual_goal",
    ),
    silent("a goal of its own for the year is in order", target_table(long_term_goal=GOAL)),
    skipped("one goal has nothing to repeat", target_table()),
]
