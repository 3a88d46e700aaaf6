from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-02"
CASES = [
    fires(
        "words for a number are found",
        self_evaluation(row(actual="已按计划开展")),
        at="indicators[0].actual",
        printed="已按计划开展",
    ),
    fires("a date for a number is found", self_evaluation(row(actual="2023年11月30日")), at="indicators[0].actual"),
    silent("a number is in order", self_evaluation(row())),
    skipped("a level has a rule of its own", self_evaluation(row(actual="达成指标"))),
    skipped("words may answer words", self_evaluation(row(target="健全", actual="健全"))),
    silent("none is as good as 0", self_evaluation(row("安全事故次数", "0次", "未发生"))),
    fires(
        "none is no answer to 10", self_evaluation(row(target="≥10次", actual="无活动记录")), at="indicators[0].actual"
    ),
]
