from tests.plumbline.audit.builders import fund, part, row, rows_of_90, self_evaluation, without_funds
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "S-13"
MIXED = {"executed": "950,000.00", "rate": "950000.00"}
CASES = [
    fires(
        "a total that is not the sum is found",
        self_evaluation(total="95.00"),
        at="total_score_printed",
        printed="95.00",
        expected="99.39",
    ),
    fires(
        "under a unit mix the true score of the funds counts",
        self_evaluation(funds=[fund(score="95000.00", **MIXED), part(**MIXED)], total="100"),
        at="total_score_printed",
        expected="99.39",
    ),
    silent("the sum is in order", self_evaluation()),
    silent(
        "a total without decimals may be rounded",
        self_evaluation(row(score="9.8", actual="98(家)"), funds=[fund(score="9.50")], total="19"),
    ),
    undecided("a missing score leaves the sum open", self_evaluation(row(), row("参训人数", score=None), total="30")),
    skipped("no total is another rule's", self_evaluation(total=None)),
    silent(
        "the total of a flat table counts the funds, whose score it does not print",
        self_evaluation(funds=[fund(weight=None, score=None)], layout="flat-table", total="99.39"),
    ),
    fires(
        "a wrong total of a flat table is found",
        self_evaluation(funds=[fund(weight=None, score=None)], layout="flat-table", total="96"),
        at="total_score_printed",
        printed="96",
        expected="99.39",
    ),
    undecided(
        "without budget and without score the sum stays open",
        self_evaluation(funds=[fund(annual=None, weight=None, rate=None, score=None)], total="96"),
    ),
    undecided(
        "the lower half of a cut form leaves the points of execution open",
        without_funds(*rows_of_90(), total="98.73"),
    ),
    fires(
        "more than a missing part can hold is wrong all the same",
        without_funds(row(weight="95", score="90"), total="97"),
        at="total_score_printed",
        expected="90",
    ),
]
