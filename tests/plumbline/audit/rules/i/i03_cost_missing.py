from tests.plumbline.audit.builders import promised, row, rows_of_90, target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "I-03"
BUILDING = {"project_name": "澜川孵化楼装修工程"}
COST = promised(row("单位面积造价", "≤1500(元)", level1="成本指标", level2="经济成本指标"))
CASES = [
    fires("a renovation without a cost is found", target_table(**BUILDING), at="indicators", expected="成本指标"),
    silent(
        "a renovation that limits its cost is in order", target_table(COST, *map(promised, rows_of_90()), **BUILDING)
    ),
    skipped("a service project needs none", target_table()),
    skipped("nor does software", target_table(project_name="信息系统购置与运维")),
    fires(
        "equipment is bought, also for information technology",
        target_table(project_name="信息化设备购置项目"),
        at="indicators",
        expected="成本指标",
    ),
]
