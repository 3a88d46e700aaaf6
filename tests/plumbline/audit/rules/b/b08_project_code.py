from tests.plumbline.audit.builders import self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "B-08"
CASES = [
    fires(
        "a code that is too short is found",
        self_evaluation(other_fields={"项目编码": "3101-2023-17"}),
        at="other_fields.项目编码",
        printed="3101-2023-17",
    ),
    silent("the standard code is in order", self_evaluation(other_fields={"项目编码": "31000023T000000012345"})),
    skipped("a form without a code has nothing to check", self_evaluation()),
]
