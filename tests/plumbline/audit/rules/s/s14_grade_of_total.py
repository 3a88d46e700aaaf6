from tests.plumbline.audit.builders import self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "S-14"
CASES = [
    fires(
        "excellent at 85.58 is found",
        self_evaluation(total="85.58", grade="优"),
        at="grade_printed",
        printed="优",
        expected="良",
    ),
    silent("excellent at 99.5 is in order", self_evaluation()),
    silent("without a total the scores tell", self_evaluation(total=None)),
    undecided("an unknown grade is left to a person", self_evaluation(grade="A级")),
    undecided("a total above a hundred has no grade", self_evaluation(total="993")),
    skipped("no grade is another rule's", self_evaluation(grade=None)),
]
