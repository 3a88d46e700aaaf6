from tests.plumbline.audit.builders import promised, row, rows_of_90, target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "I-04"
BUYING = {"project_name": "检测设备购置项目"}
LIFE = promised(row("设备使用年限", "≥8(年)", level1="效益指标", level2="可持续影响指标"))
CASES = [
    fires("a purchase that does not say how long it serves is found", target_table(**BUYING), at="indicators"),
    silent("a service life is in order", target_table(LIFE, *map(promised, rows_of_90()), **BUYING)),
    silent(
        "the life may stand in the target",
        target_table(promised(row("设备性能", "使用寿命不少于8年", level2="质量指标")), **BUYING),
    ),
    skipped("a service project needs none", target_table()),
]
