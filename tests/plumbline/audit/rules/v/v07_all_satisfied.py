from tests.plumbline.audit.builders import row, satisfaction, self_evaluation
from tests.plumbline.audit.cases import fires, silent, undecided

RULE = "V-07"
CASES = [
    fires(
        "a satisfaction of 100 % is found",
        self_evaluation(satisfaction("≥90(%)", "100(%)")),
        at="indicators[0].actual",
        printed="100(%)",
    ),
    silent("95 % is in order", self_evaluation()),
    silent(
        "100 % of tasks done is another matter",
        self_evaluation(row("完成率", "≥95(%)", "100(%)"), satisfaction("≥90(%)", "95(%)")),
    ),
    undecided("a level is no rate", self_evaluation(satisfaction("≥90(%)", "达成指标"))),
]
