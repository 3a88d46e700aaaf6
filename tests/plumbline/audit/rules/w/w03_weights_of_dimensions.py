from tests.plumbline.audit.builders import benefit, row, satisfaction, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "W-03"
UNUSUAL = (row(weight="65", score="65"), benefit(weight="15", score="15"), satisfaction(weight="10", score="10"))
CASES = [
    fires(
        "output 65 and benefit 15 without a word is found",
        self_evaluation(*UNUSUAL),
        at="indicators",
        printed="产出65、效益15、满意度10",
        expected="产出50、效益30、满意度10",
        book="national-2020",
    ),
    silent("output 65 and benefit 15 are within what a region's forms have", self_evaluation(*UNUSUAL)),
    silent(
        "20 points off are still within it",
        self_evaluation(row(weight="70", score="70"), benefit(weight="10", score="10"), satisfaction()),
    ),
    fires(
        "output 85 is named beyond what a region's forms have",
        self_evaluation(
            *(row(f"服务第{one}项", weight="17", score="17") for one in range(5)),
            benefit(weight="4", score="4"),
            satisfaction(weight="1", score="1"),
        ),
        at="indicators",
        printed="产出85、效益4、满意度1",
    ),
    silent("output 50, benefit 30, satisfaction 10 is in order", self_evaluation()),
    silent("without satisfaction, benefit 40 is in order", self_evaluation(row(weight="50"), benefit(weight="40"))),
    silent(
        "a reason in the remarks will do",
        self_evaluation(*UNUSUAL, other_fields={"备注说明": "权重按批复文件调整。"}),
        book="national-2020",
    ),
    skipped("weights that do not add up are another fault", self_evaluation(row(weight="60"))),
]
