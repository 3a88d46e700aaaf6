from tests.plumbline.audit.builders import row, satisfaction, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "U-02"
CASES = [
    fires(
        "a satisfaction of 102 % is found",
        self_evaluation(satisfaction("≥90%", "102%")),
        at="indicators[0].actual",
        printed="102%",
    ),
    silent("a satisfaction of 100 % is in order", self_evaluation(satisfaction("≥90%", "100%"))),
    skipped("growth may exceed 100 %", self_evaluation(row("融资额增长率", "≥50%", "130%"))),
    skipped("a count is no percentage", self_evaluation(row())),
    undecided("an unknown rate is left to a person", self_evaluation(row("平台活跃比率", "≥50%", "130%"))),
]
