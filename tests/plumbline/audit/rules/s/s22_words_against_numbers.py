from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-22"
MISSED = row(actual="80(家)", score="8", deviation="两场活动因台风取消。")
CASES = [
    fires(
        "“not completed” beside a reached target is found",
        self_evaluation(row(deviation="因场地原因未完成。")),
        at="indicators[0].deviation",
    ),
    fires(
        "“completed” beside a missed target is found",
        self_evaluation(row(actual="80(家)", score="8", deviation="已完成年度任务。")),
        at="indicators[0].deviation",
    ),
    fires(
        "“all reached” above a missed target is found",
        self_evaluation(MISSED, actual_completion="全年各项指标均已完成。"),
        at="actual_completion",
    ),
    silent("a reason that fits the number is in order", self_evaluation(MISSED)),
    skipped("no words, nothing to contradict", self_evaluation(row())),
]
