from tests.plumbline.audit.builders import row, satisfaction, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "S-06"
CASES = [
    fires(
        "a missed target that does not score in proportion is found",
        self_evaluation(satisfaction("≥90%", "88%", weight="20", score="18")),
        at="indicators[0].claimed_score",
        printed="18",
        expected="19.56",
        book="shanghai-2022",
    ),
    fires(
        "full points for half of it are found",
        self_evaluation(row(actual="50(家)", score="10")),
        at="indicators[0].claimed_score",
        expected="5",
    ),
    silent("a score in proportion is in order", self_evaluation(row(actual="50(家)", score="5"))),
    silent(
        "a cut-off score is in order when nothing tells how to round",
        self_evaluation(row(target="≥90%", actual="88%", weight="20", score="19.55")),
    ),
    undecided("different units have no score", self_evaluation(row(actual="90(家次)"))),
    skipped("a reached target is not this rule's", self_evaluation(row())),
]
