from tests.plumbline.audit.builders import self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-17"
GOAL = "全年走访企业一百家，组织供需对接活动二十场，帮助企业获得融资五百万元；做好平台的日常运行维护，及时排除故障，保障企业随时可以办理业务和查询政策。"
CASES = [
    fires(
        "a copied goal is found",
        self_evaluation(expected_goal=GOAL, actual_completion=GOAL.replace("；", "，")),
        at="actual_completion",
    ),
    fires(
        "a goal copied without its beginning is found",
        self_evaluation(expected_goal=GOAL, actual_completion="均已完成：" + GOAL.partition("，")[2]),
        at="actual_completion",
    ),
    silent("own words are in order", self_evaluation()),
    skipped("a blank completion repeats nothing", self_evaluation(actual_completion=None)),
]
