from tests.plumbline.audit.builders import monitored, monitoring_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "M-01"
CASES = [
    fires(
        "“possible” without a reason is found",
        monitoring_table(monitored(likelihood="possible")),
        at="indicators[0].likelihood",
        printed="有可能",
    ),
    fires(
        "a ticked cause is no reason",
        monitoring_table(monitored(likelihood="impossible", deviation_causes=("funding",))),
        at="indicators[0].likelihood",
    ),
    silent(
        "a reason is in order",
        monitoring_table(monitored(likelihood="possible", deviation="经费十月到位，剩余活动移至四季度。")),
    ),
    silent("a remark will do", monitoring_table(monitored(likelihood="possible", remark="四季度补办两场。"))),
    silent("certain needs none", monitoring_table(monitored(likelihood="certain"))),
    skipped("no likelihood, nothing to explain", monitoring_table(monitored(likelihood=None))),
]
