from tests.plumbline.audit.builders import fund, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "F-11"
CUT = fund(initial="100.00", annual="60.00", executed="57.00")
CASES = [
    fires(
        "a budget cut by 40 % without a word is found",
        self_evaluation(funds=[CUT]),
        at="funds[0].initial_budget",
        printed="100.00",
    ),
    fires(
        "a unit mix of the spending does not hide it",
        self_evaluation(funds=[fund(initial="80.00", annual="95.00", executed="940,000.00", rate="989473.68")]),
        at="funds[0].initial_budget",
    ),
    silent(
        "a word about the change will do",
        self_evaluation(funds=[CUT], other_fields={"备注": "9月财政统筹收回活动经费40万元。"}),
    ),
    silent(
        "a reason in the deviation will do",
        self_evaluation(funds=[CUT], actual_completion="因预算调整，活动减为六场。"),
    ),
    silent("a change of 5 % is in order", self_evaluation(funds=[fund(annual="105.00")])),
    skipped("no initial budget, no change", self_evaluation(funds=[fund(initial=None)])),
    fires(
        "a change of something else in midyear explains nothing",
        self_evaluation(funds=[fund(initial="60.00")], actual_completion="年中调整了两个标段的进场顺序。"),
        at="funds[0].initial_budget",
    ),
]
