from tests.plumbline.audit.builders import fund, monitored, monitoring_table, projected
from tests.plumbline.audit.cases import fires, silent, undecided

RULE = "M-03"
BEHIND = fund(executed="20.00", rate="20.00", weight=None, score=None)
CASES = [
    fires(
        "spending of 20 % by July is found",
        monitoring_table(funds=(BEHIND,)),
        at="funds[0].executed",
        printed="20%",
        expected="≥58.33%",
    ),
    fires(
        "30 of 120 enterprises by July are found",
        monitoring_table(monitored("服务企业数", "≥120(家)", "30(家)")),
        at="indicators[0].actual",
        printed="30(家)",
    ),
    silent("70 of 120 are in order", monitoring_table(monitored("服务企业数", "≥120(家)", "70(家)"))),
    silent("a rate holds at any time", monitoring_table(monitored("企业满意度", "≥90(%)", "0(%)"))),
    silent("of two events a year none is due by July", monitoring_table(monitored("论坛", "≥2(场)", "0(场)"))),
    undecided("without the period nothing can be said", monitoring_table(period_end_month=None)),
    undecided(
        "words so far are no number",
        monitoring_table(monitored("服务企业数", "≥120(家)", "正常推进"), funds=(projected(None),)),
    ),
]
