from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "S-07"
CASES = [
    fires(
        "a partly reached level with 80 % of the points is found",
        self_evaluation(row(target="有效提升", actual="部分达成指标并具有一定效果", weight="5", score="4")),
        at="indicators[0].claimed_score",
        expected="3–3.99",
    ),
    fires(
        "so it is where a number was promised",
        self_evaluation(row(target="≥90%", actual="未达成", score="7")),
        at="indicators[0].claimed_score",
        expected="0–5.99",
    ),
    silent(
        "a reached level with 90 % of the points is in order",
        self_evaluation(row(target="有效提升", actual="达成指标", score="9")),
    ),
    undecided("a level for a number proves nothing", self_evaluation(row(target="≥90%", actual="达成指标"))),
    undecided(
        "an answer without a level has no band", self_evaluation(row(target="有效提升", actual="开展了多场活动"))
    ),
    skipped("numbers have no level", self_evaluation(row())),
]
