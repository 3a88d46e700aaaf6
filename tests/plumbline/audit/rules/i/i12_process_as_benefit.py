from tests.plumbline.audit.builders import benefit, promised, row, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "I-12"
CASES = [
    fires(
        "meetings held are no benefit",
        target_table(promised(benefit("座谈会议次数", "≥4(次)"))),
        at="indicators[0].level3",
    ),
    fires(
        "money paid out is no benefit",
        target_table(promised(benefit("财政资金拨付率", "≥95(%)"))),
        at="indicators[0].level3",
    ),
    fires(
        "a way of publicity is no benefit",
        target_table(promised(benefit("宣传方式", "多种渠道"))),
        at="indicators[0].level3",
    ),
    silent("money drawn in from others is one", target_table(promised(benefit("带动社会资金投入金额", "≥500(万元)")))),
    silent("jobs are one", target_table()),
    skipped("outputs are not benefits", target_table(promised(row("会议次数", "≥4(次)")))),
    fires(
        "how often money was paid is no benefit",
        self_evaluation(benefit("资金拨付笔数", "≥4(笔)", "4(笔)")),
        at="indicators[0].level3",
    ),
]
