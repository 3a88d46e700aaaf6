from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "U-06"
CASES = [
    fires(
        "加 for 家 is found",
        self_evaluation(row("参展企业数量", "≥15.00(加)", "15.00(加)")),
        at="indicators[0].target",
        expected="家",
    ),
    fires(
        "also where only the actual value has a unit",
        self_evaluation(row("参展企业数量", "≥15", "15(加)")),
        at="indicators[0].actual",
        expected="家",
    ),
    silent("usual units are in order", self_evaluation()),
    silent("so are scaled ones", self_evaluation(row("访问量", "≥400(万次)", "410(万次)"))),
    undecided("a rare unit is for a person", self_evaluation(row("碳汇", "≥15(碳单元)", "15(碳单元)"))),
    skipped("no unit, no misspelling", self_evaluation(row("参展企业数量", "≥15", "15"))),
    fires(
        "another character of the same sound is found",
        self_evaluation(row("供需对接活动", "≥12(厂)", "13(厂)")),
        at="indicators[0].target",
        expected="场",
    ),
]
