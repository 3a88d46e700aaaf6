from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-11"
CASES = [
    fires(
        "150 % without a word is found",
        self_evaluation(row(actual="150(家)")),
        at="indicators[0].deviation",
        printed="150(家)",
    ),
    silent("a reason is in order", self_evaluation(row(actual="150(家)", deviation="新增两个街镇的企业报名。"))),
    fires("121 % is beyond", self_evaluation(row(actual="121(家)")), at="indicators[0].deviation"),
    silent("just 120 % is not beyond 120 %", self_evaluation(row(actual="120(家)"))),
    silent("119 % needs no reason", self_evaluation(row(actual="119(家)"))),
    skipped("less is better", self_evaluation(row("系统故障率", "≤5%", "9%"))),
    skipped("6.5 % of growth are not far beyond 5 %", self_evaluation(row("营业收入增长率", "增长5%", "增长6.5%"))),
    skipped("a year's twelve times are once a month", self_evaluation(row("巡检次数", "每月1次", "12次"))),
    fires(
        "six times each month for four is far beyond",
        self_evaluation(row("巡检次数", "每月4次", "每月6次")),
        at="indicators[0].deviation",
    ),
    skipped("nor is a rate that is named after a change", self_evaluation(row("信访投诉下降率", "≥5%", "8%"))),
    silent("one talk more than three is no failure of planning", self_evaluation(row("讲座场次", "≥3(场)", "4(场)"))),
    fires(
        "three more than four are",
        self_evaluation(row("讲座场次", "≥4(场)", "7(场)")),
        at="indicators[0].deviation",
    ),
]
