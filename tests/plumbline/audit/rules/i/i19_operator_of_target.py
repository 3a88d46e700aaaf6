from tests.plumbline.audit.builders import promised, row, satisfaction, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "I-19"
CASES = [
    fires(
        "2500 enterprises to the head are found",
        target_table(promised(row("培育服务企业总数", "=2500(家)"))),
        at="indicators[0].target",
        expected="≥2500家",
    ),
    fires(
        "a satisfaction without an operator is found",
        self_evaluation(satisfaction("90%", "95%")),
        at="indicators[0].target",
        expected="≥90%",
    ),
    fires(
        "a fault rate without an operator is found",
        self_evaluation(row("系统故障率", "5%", "3%")),
        at="indicators[0].target",
        expected="≤5%",
    ),
    silent("a 100 % cannot be exceeded", target_table(promised(row("验收合格率", "=100(%)", level2="质量指标")))),
    silent("a planned number of reports can be meant exactly", target_table(promised(row("研究报告", "2(份)")))),
    silent("a fixed number of grants can be meant exactly", target_table(promised(row("发放补助人数", "=300(人)")))),
    silent(
        "budget rows of the form are left alone",
        target_table(promised(row("资金到位率", "=95%", level1="投入与管理", level2="投入管理"))),
    ),
    skipped("at least is at least", target_table(promised(row()))),
    fires(
        "nobody can hit a number of orders exactly",
        self_evaluation(row("平台服务订单量", "=2000(单)", "2100(单)")),
        at="indicators[0].target",
    ),
    fires(
        "a rate of quality is a limit from below, whatever it is called",
        self_evaluation(row("资料建档率", "95%", "96%", level2="质量指标")),
        at="indicators[0].target",
        expected="≥95%",
    ),
    fires(
        "how many of those concerned were examined is a rate from below as well",
        self_evaluation(row("学生体检完成率", "95%", "96%", level2="质量指标")),
        at="indicators[0].target",
        expected="≥95%",
    ),
]
