from tests.plumbline.audit.builders import monitoring_table, projected
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "M-02"
CASES = [
    fires(
        "less for the year than was spent by July is found",
        monitoring_table(funds=(projected("50.00"),)),
        at="funds[0].projected_executed",
        expected="≥58万元",
    ),
    fires(
        "more than the budget is found",
        monitoring_table(funds=(projected("120.00"),)),
        at="funds[0].projected_executed",
        expected="≤100万元",
    ),
    silent("between the two is in order", monitoring_table(funds=(projected("98.00"),))),
    skipped("no projection, nothing to check", monitoring_table()),
]
