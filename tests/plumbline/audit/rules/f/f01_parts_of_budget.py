from tests.plumbline.audit.builders import fund, part, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent, skipped, undecided

RULE = "F-01"
CASES = [
    fires(
        "a total that was adjusted without its parts is found",
        self_evaluation(
            funds=[
                fund(initial="100.00", annual="80.00", executed="76.00"),
                part(executed="76.00"),
                part("其他资金", "0", "0", "0"),
            ]
        ),
        at="funds[0].annual_budget",
        printed="80.00",
        expected="100万元",
    ),
    silent("parts that make the total are in order", self_evaluation()),
    silent(
        "rows within a part are not added twice",
        self_evaluation(
            funds=[
                fund(),
                part("其中：财政拨款"),
                part("中央财政资金", "60", "60", "57"),
                part("市级财政资金", "40", "40", "38"),
            ]
        ),
    ),
    silent(
        "rows instead of a part are added",
        self_evaluation(funds=[fund(), part("中央财政资金", "60", "60", "57"), part("市级财政资金", "40", "40", "38")]),
    ),
    undecided(
        "a blank part may be the difference",
        self_evaluation(funds=[fund(), part(initial="90", annual="90"), part("其他资金", None, None, None)]),
    ),
    silent(
        "a declaration has a total for the medium term and one for the year",
        target_table(
            funds=(
                fund("中期资金总额", None, "960", None, weight=None, rate=None, score=None),
                part("其中：财政拨款", None, "960", None, rate=None),
                fund("年度资金总额", None, "320", None, weight=None, rate=None, score=None),
                part("其中：财政拨款", None, "300", None, rate=None),
                part("其他资金", None, "20", None, rate=None),
            )
        ),
    ),
    skipped("a total alone has no parts", self_evaluation(funds=[fund()])),
]
