from tests.plumbline.audit.builders import fund, row, self_evaluation, without_funds
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "F-07"
LOW = fund(executed="65.00", rate="65.00", score="6.50")
CASES = [
    fires(
        "65 % without a word is found",
        self_evaluation(funds=[LOW]),
        at="funds[0].execution_rate",
        printed="65.00",
        expected="≥90%",
    ),
    silent(
        "a reason about the money will do",
        self_evaluation(row(deviation="公开招标后中标价低于预算，结余资金已上缴。"), funds=[LOW]),
    ),
    silent("95 % needs no reason", self_evaluation()),
    skipped("no rate, nothing to explain", without_funds()),
    fires(
        "what the project saved for others explains nothing",
        self_evaluation(funds=[fund(executed="70.00")], actual_completion="推广再生材料，节约费用四十万元。"),
        at="funds[0].execution_rate",
    ),
    fires(
        "an indicator that is named after savings is no reason",
        self_evaluation(
            row("集中采购节约金额", "≥55(万元)", "49.5(万元)", score="4.5"),
            funds=[fund(executed="70.00")],
            actual_completion="集中采购节约金额49.5万元。",
        ),
        at="funds[0].execution_rate",
    ),
    silent(
        "money that a tender saved explains it",
        self_evaluation(funds=[fund(executed="70.00")], actual_completion="设备招标节约三十万元。"),
    ),
]
