from tests.plumbline.audit.builders import self_evaluation
from tests.plumbline.audit.cases import fires, silent, undecided

RULE = "S-18"
TEXT = "全年走访企业{}家，举办供需对接活动{}场，帮助{}家企业获得贷款，企业反映良好。"
LAST = self_evaluation(year=2022, actual_completion=TEXT.format(110, 20, 35))
CASES = [
    fires(
        "last year's text is found",
        LAST,
        self_evaluation(actual_completion=TEXT.format(110, 20, 35)),
        at="actual_completion",
    ),
    fires(
        "new figures do not make it a new text",
        LAST,
        self_evaluation(actual_completion=TEXT.format(120, 21, 40)),
        at="actual_completion",
    ),
    silent(
        "another text is in order",
        LAST,
        self_evaluation(actual_completion="建成线上融资超市，上架产品六十个，新增授信企业四十家，办结时间缩短一半。"),
    ),
    undecided(
        "short texts are alike every year",
        self_evaluation(year=2022, actual_completion="已完成。"),
        self_evaluation(actual_completion="已完成。"),
    ),
    undecided("one form has no year before it", self_evaluation()),
]
