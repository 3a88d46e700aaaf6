from tests.plumbline.audit.builders import (
    benefit,
    promised,
    row,
    rows_of_90,
    satisfaction,
    self_evaluation,
    target_table,
)
from tests.plumbline.audit.cases import fires, silent, undecided

RULE = "I-01"
OUTPUT, BENEFIT = promised(row()), promised(benefit())
PLAIN_GOAL = "完成档案库房的搬迁。"
CASES = [
    fires(
        "a form without benefit is found",
        target_table(OUTPUT, promised(satisfaction())),
        at="indicators",
        expected="效益指标",
    ),
    fires(
        "a form without output is found",
        target_table(BENEFIT, promised(satisfaction())),
        at="indicators",
        expected="产出指标",
    ),
    fires(
        "a project that serves enterprises and asks none of them is found",
        target_table(OUTPUT, BENEFIT, annual_goal="全年走访服务企业一百家。"),
        at="indicators",
        expected="满意度指标",
    ),
    fires(
        "whoever trains enterprises for them asks none of them",
        target_table(OUTPUT, BENEFIT, project_name="专项培育", annual_goal="为专精特新企业提供培育。"),
        at="indicators",
        expected="满意度指标",
    ),
    undecided(
        "a department that trains its own inspectors need not ask them",
        target_table(OUTPUT, BENEFIT, project_name="农产品检测", annual_goal="检测主要农产品，培训检测员300人次。"),
    ),
    silent("output, benefit and satisfaction are in order", target_table()),
    silent(
        "Shanghai's influence counts as a benefit",
        target_table(OUTPUT, promised(row(level1="影响力目标", level2="长效管理")), promised(satisfaction())),
    ),
    silent("a self-evaluation has them as well", self_evaluation(*rows_of_90())),
    undecided(
        "a project that may serve nobody needs a person to decide",
        target_table(OUTPUT, BENEFIT, project_name="档案搬迁", annual_goal=PLAIN_GOAL),
    ),
    undecided(
        "benefit with 40 points shows that satisfaction was left out on purpose",
        self_evaluation(row(weight="50"), benefit(weight="40")),
    ),
    undecided("without levels nothing can be said", target_table(promised(row(level1=None, level2=None)))),
]
