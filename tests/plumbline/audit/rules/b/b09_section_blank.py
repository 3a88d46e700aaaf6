from tests.plumbline.audit.builders import target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "B-09"
FILLED = {"overview": "概况", "basis": "依据", "necessity": "必要性", "safeguards": "制度", "plan": "计划"}
SHANGHAI = {"layout": "shanghai-target-2020", **FILLED}
CASES = [
    fires("a blank section is found", target_table(**SHANGHAI | {"safeguards": None}), at="safeguards"),
    fires("a dash says nothing", target_table(**SHANGHAI | {"basis": "——"}), at="basis"),
    silent("five filled sections are in order", target_table(**SHANGHAI)),
    skipped("other layouts have no such sections", target_table()),
]
