from tests.plumbline.audit.builders import fund, monitoring_table, part, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "U-01"
IN_YUAN = {"executed": "950,000.00", "rate": "950000.00"}
CASES = [
    fires(
        "yuan beside ten thousand yuan is one finding, with the true rate and score",
        self_evaluation(funds=[fund(score="10.00", **IN_YUAN), part(**IN_YUAN)]),
        at="funds[0].executed",
        printed="950,000.00",
        expected="95万元，执行率95%，得分9.5分",
    ),
    fires(
        "the budget can be the odd one",
        self_evaluation(funds=[fund(annual="1000000.00", rate="0.01", score="0.00")]),
        at="funds[0].annual_budget",
        printed="1000000.00",
    ),
    fires(
        "a monitoring table can mix them too",
        monitoring_table(funds=(fund(executed="580,000", rate=None, weight=None, score=None),)),
        at="funds[0].executed",
    ),
    fires(
        "an initial budget of ten thousand times the annual one is found",
        self_evaluation(funds=[fund(initial="1000000.00"), part(initial="1000000.00")]),
        at="funds[0].initial_budget",
        expected="100万元",
    ),
    silent("one unit is in order", self_evaluation()),
    silent(
        "an overspent budget is no mix", self_evaluation(funds=[fund(executed="180.00", rate="180.00", score="10.00")])
    ),
    skipped("a target table has nothing spent", target_table()),
]
