from tests.plumbline.audit.builders import monitored, monitoring_table, row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-20"
RED = monitoring_table(
    monitored("服务企业数", "≥100(家)", "12(家)", likelihood="impossible", deviation="场地停用，活动无法举办。")
)
GREEN = monitoring_table(monitored("服务企业数", "≥100(家)", "70(家)", likelihood="certain"))
REASON = "九月起改为线上服务，全年补足一百家。"
CASES = [
    fires("full points after a red light are found", RED, self_evaluation(row()), at="indicators[0].claimed_score"),
    silent("with a word on how it was done they are in order", RED, self_evaluation(row(deviation=REASON))),
    silent("fewer points are in order", RED, self_evaluation(row(actual="80(家)", score="8.00", deviation=REASON))),
    silent("a green light asks nothing", GREEN, self_evaluation(row())),
    skipped("other indicators were not monitored", GREEN, self_evaluation(row("举办论坛"))),
]
