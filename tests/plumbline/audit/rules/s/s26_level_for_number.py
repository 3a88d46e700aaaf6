from tests.plumbline.audit.builders import benefit, row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "S-26"
CASES = [
    fires(
        "“reached” for 200 million is found",
        self_evaluation(benefit("获得融资担保金额", "2亿元", "达成指标")),
        at="indicators[0].actual",
        printed="达成指标",
    ),
    fires(
        "“partly reached” for 90 % is found",
        self_evaluation(row("食堂满意率", "90%", "部分达成指标并具有一定效果")),
        at="indicators[0].actual",
    ),
    silent("a number for a number is in order", self_evaluation()),
    undecided(
        "a phrase that holds a number may be met like words",
        self_evaluation(row("开放时间", "每周开放六天", "达成指标")),
    ),
    skipped("words for words are another rule's", self_evaluation(benefit("机制", "建立", "达成指标"))),
]
