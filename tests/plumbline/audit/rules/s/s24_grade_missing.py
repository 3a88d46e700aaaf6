from tests.plumbline.audit.builders import self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-24"
CASES = [
    fires(
        "a total without a grade is found",
        self_evaluation(total="85.58", grade=None),
        at="grade_printed",
        expected="良",
    ),
    silent("a printed grade is in order", self_evaluation()),
    skipped(
        "the national form has no place for a grade", self_evaluation(layout="national-self-evaluation", grade=None)
    ),
]
