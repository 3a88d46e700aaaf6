from tests.plumbline.audit.builders import target_table
from tests.plumbline.audit.cases import fires, silent

RULE = "B-04"
CASES = [
    fires("a blank goal is found", target_table(annual_goal=None), at="annual_goal"),
    fires("无 is no goal", target_table(annual_goal="无"), at="annual_goal"),
    silent("an overall goal will do", target_table(annual_goal=None, overall_goal="全年走访企业一百家。")),
]
