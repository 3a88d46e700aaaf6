from tests.plumbline.audit.builders import monitored, monitoring_table
from tests.plumbline.audit.cases import fires, silent, skipped

from plumbline.forms.value_grammar import parse_actual

RULE = "M-05"
CASES = [
    fires(
        "fewer for the year than by July are found",
        monitoring_table(monitored("服务企业数", "≥120(家)", "70家", projected=parse_actual("60家"))),
        at="indicators[0].projected",
        printed="60家",
        expected="≥70家",
    ),
    silent(
        "as many are in order",
        monitoring_table(monitored("服务企业数", "≥120(家)", "70家", projected=parse_actual("70家"))),
    ),
    skipped("a rate may fall", monitoring_table(monitored("企业满意度", "≥90%", "96%", projected=parse_actual("95%")))),
    skipped("nothing expected, nothing to compare", monitoring_table(monitored())),
]
