from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "U-04"
CASES = [
    fires(
        "enterprises are not enterprise-times",
        self_evaluation(row(target="≥100(家)", actual="240(家次)")),
        at="indicators[0].actual",
        expected="家",
    ),
    silent("one unit is in order", self_evaluation(row())),
    silent("times and ten thousand times can be converted", self_evaluation(row(target="≥9000次", actual="1.2万次"))),
    skipped("a blank unit means the same one", self_evaluation(row(target="=360天", actual="363"))),
    silent("场 and 场次 are one unit", self_evaluation(row("培训场次", "≥10(场)", "12(场次)"))),
    silent("once a month and twelve times are counted alike", self_evaluation(row("巡检次数", "≥1次/月", "12次"))),
]
