from tests.plumbline.audit.builders import target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "B-06"
CASES = [
    fires(
        "an invented category is found",
        target_table(project_category="重点项目"),
        at="project_category",
        printed="重点项目",
    ),
    fires(
        "Shanghai does not use the national words",
        target_table(layout="shanghai-target-2020", project_category="延续项目"),
        at="project_category",
    ),
    silent("a prescribed category is in order", target_table(project_category="延续项目")),
    skipped("a blank category is not this rule's", target_table(project_category=None)),
]
