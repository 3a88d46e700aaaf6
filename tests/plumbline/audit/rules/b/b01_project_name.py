from tests.plumbline.audit.builders import self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent

RULE = "B-01"
CASES = [
    fires("a blank name is found", self_evaluation(project_name=None), at="project_name"),
    fires("a dash is no name", target_table(project_name=" — "), at="project_name"),
    silent("a named project is in order", self_evaluation()),
]
