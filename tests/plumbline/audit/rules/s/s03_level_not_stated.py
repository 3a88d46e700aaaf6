from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "S-03"
CASES = [
    fires(
        "an answer without a level is found",
        self_evaluation(row(target="有效提升", actual="开展了多场活动")),
        at="indicators[0].actual",
    ),
    silent("a level is in order", self_evaluation(row(target="有效提升", actual="达成年度指标"))),
    silent("the promised word is in order", self_evaluation(row(target="健全", actual="健全。"))),
    undecided("a number cannot answer words", self_evaluation(row(target="有效提升", actual="95%"))),
    skipped("numbers have other rules", self_evaluation(row())),
    silent("the promise told as kept is in order", self_evaluation(row(target="通过验收", actual="已通过验收"))),
    fires(
        "less than was promised names no level",
        self_evaluation(row(target="明显改善", actual="有所改善")),
        at="indicators[0].actual",
    ),
]
