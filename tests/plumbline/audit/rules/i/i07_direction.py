from tests.plumbline.audit.builders import promised, row, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "I-07"
QUALITY = {"level2": "质量指标"}
CASES = [
    fires(
        "a training that may be held at most once is found",
        self_evaluation(row("举办青年企业家培训班", "≤1.00(次)", "1.00(次)")),
        at="indicators[0].target",
        expected="≥1.00次",
    ),
    fires(
        "a fault rate of at least 5 % is found",
        target_table(promised(row("系统故障率", "≥5(%)", **QUALITY))),
        at="indicators[0].target",
        expected="≤5%",
    ),
    fires(
        "a pass rate of at most 95 % is found",
        target_table(promised(row("验收合格率", "≤95(%)", **QUALITY))),
        at="indicators[0].target",
        expected="≥95%",
    ),
    silent("faults are limited from above", target_table(promised(row("系统故障率", "≤5(%)", **QUALITY)))),
    silent(
        "repaired faults are limited from below", target_table(promised(row("系统故障修复率", "≥90(%)", **QUALITY)))
    ),
    silent(
        "a time to answer is limited from above", target_table(promised(row("走访后平均反馈时间", "≤5(天)", **QUALITY)))
    ),
    silent("meetings may be kept down", target_table(promised(row("精简会议活动控制数", "≤10(次)")))),
    silent("training for accidents is not an accident", target_table(promised(row("事故应急演练", "≥2(次)")))),
    skipped("an exact number has no direction", target_table(promised(row("研究报告", "=2(份)")))),
    fires(
        "at most so many of a counted output is found, whatever it is called",
        self_evaluation(row("平台服务订单量", "≤2000(单)", "2000(单)")),
        at="indicators[0].target",
    ),
    silent("what is to stay small may be limited", self_evaluation(row("公务接待批次", "≤20(次)", "12(次)"))),
]
