from tests.plumbline.audit.builders import self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent

RULE = "B-03"
CASES = [
    fires("a blank unit is found", self_evaluation(implementing_unit=None), at="implementing_unit"),
    silent("a named unit is in order", self_evaluation()),
    silent("the declaring unit will do", target_table(implementing_unit=None, declaring_unit="澜川市企业服务中心")),
]
