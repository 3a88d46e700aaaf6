from tests.plumbline.audit.builders import promised, satisfaction, target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "I-18"


def asked(method: str):
    return target_table(promised(satisfaction(other_fields={"取值方式": method})))


CASES = [
    fires(
        "satisfaction from the office's own statistics is found",
        asked("情况统计法"),
        at="indicators[0].other_fields.取值方式",
        expected="问卷调查法",
    ),
    silent("a survey is in order", asked("问卷调查法")),
    silent("feedback is in order", asked("电话回访")),
    skipped("no method, nothing to check", target_table()),
]
