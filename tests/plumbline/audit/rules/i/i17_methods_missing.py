from tests.plumbline.audit.builders import promised, row, target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "I-17"


def with_method(method: str, source: str):
    return promised(row(other_fields={"取值方式": method, "数据来源": source}))


GIVEN = with_method("情况统计法", "部门业务统计")
CASES = [
    fires(
        "a blank method is found",
        target_table(GIVEN, with_method("", "部门业务统计")),
        at="indicators[1].other_fields.取值方式",
    ),
    fires(
        "a row without the column is found",
        target_table(GIVEN, promised(row())),
        at="indicators[1].other_fields.取值方式",
    ),
    silent("method and source for every row are in order", target_table(GIVEN, GIVEN)),
    skipped("a form without such columns is not asked", target_table()),
]
