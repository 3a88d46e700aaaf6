from tests.plumbline.audit.builders import fund, self_evaluation, without_funds
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "F-04"
CASES = [
    fires(
        "a score that the rate does not give is found",
        self_evaluation(funds=[fund(score="10.00")]),
        at="funds[0].claimed_score",
        printed="10.00",
        expected="9.5",
    ),
    fires(
        "a score that follows from a wrong rate is found too",
        self_evaluation(funds=[fund(rate="98.00", score="9.80")]),
        at="funds[0].claimed_score",
        expected="9.5",
    ),
    silent("weight times rate is in order", self_evaluation()),
    silent(
        "spending above the budget earns the weight",
        self_evaluation(funds=[fund(executed="104.00", rate="104.00", score="10.00")]),
    ),
    silent(
        "a banded rulebook gives the points of the band",
        self_evaluation(funds=[fund(score="10.00")]),
        book="national-2021",
    ),
    undecided("without a budget there is no score", self_evaluation(funds=[fund(annual=None)])),
    skipped("no funds, nothing to score", without_funds()),
]
