from tests.plumbline.audit.builders import promised, row, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent

RULE = "I-20"
CASES = [
    fires(
        "a year is no indicator",
        self_evaluation(row("2022年度", ">90%", "99%", level2="时效指标")),
        at="indicators[0].level3",
        printed="2022年度",
    ),
    fires(
        "a heading is no indicator",
        target_table(promised(row("时效指标", "≥90(%)", level2="时效指标"))),
        at="indicators[0].level3",
    ),
    fires("a number is no indicator", target_table(promised(row("1"))), at="indicators[0].level3"),
    silent("a thing with a year is one", target_table(promised(row("2022年度报告编制")))),
    silent("ordinary names are in order", target_table()),
]
