from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-09"
CASES = [
    fires(
        "full points beside a delay are found",
        self_evaluation(row(deviation="受场地影响，活动延期。")),
        at="indicators[0].deviation",
    ),
    silent(
        "a reason for more than promised is in order",
        self_evaluation(row(deviation="企业报名踊跃，超额完成；原计划对需求估计不足。")),
    ),
    skipped("lost points have a reason", self_evaluation(row(score="8", deviation="受场地影响，活动延期。"))),
]
