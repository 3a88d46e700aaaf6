from tests.plumbline.audit.builders import self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "B-02"
CASES = [
    fires("a blank department is found", self_evaluation(supervising_department=None), at="supervising_department"),
    silent("a named department is in order", self_evaluation()),
    skipped(
        "the Shanghai target table has no such field",
        target_table(layout="shanghai-target-2020", supervising_department=None),
    ),
]
