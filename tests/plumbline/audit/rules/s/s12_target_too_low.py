from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-12"
CASES = [
    fires(
        "twice the target with full points is found",
        self_evaluation(row(actual="200(家)")),
        at="indicators[0].target",
        printed="≥100(家)",
    ),
    silent("a reduced score is in order", self_evaluation(row(actual="200(家)", score="9"))),
    silent("190 % is in order here", self_evaluation(row(actual="190(家)"))),
    skipped("words have no ratio", self_evaluation(row(target="健全", actual="达成指标"))),
    skipped(
        "a year's twelve times are not twelve times once a month", self_evaluation(row("巡检次数", "每月1次", "12次"))
    ),
    silent("two reports for one are one more", self_evaluation(row("研究报告", "≥1(份)", "2(份)"))),
]
