from tests.plumbline.audit.builders import promised, row, target_table
from tests.plumbline.audit.cases import fires, silent

RULE = "I-09"
CASES = [
    fires(
        "the same name twice is found",
        target_table(promised(row()), promised(row(target="≥200(家)"))),
        at="indicators[1].level3",
    ),
    fires(
        "数 and 数量 are one word",
        target_table(promised(row("服务企业数")), promised(row("服务企业数量（家）"))),
        at="indicators[1].level3",
    ),
    fires(
        "a long name with 工作 in it is the same name",
        target_table(
            promised(row("专精特新中小企业数字化转型诊断服务覆盖企业数")),
            promised(row("专精特新中小企业数字化转型诊断服务工作覆盖企业数")),
        ),
        at="indicators[1].level3",
    ),
    silent(
        "in a short name 工作 may tell two things apart",
        target_table(promised(row("服务企业数")), promised(row("服务工作企业数"))),
    ),
    silent(
        "another district is another indicator",
        target_table(promised(row("市级培训班数")), promised(row("区级培训班数"))),
    ),
    silent(
        "another unit is another indicator",
        target_table(promised(row("培训服务", "≥10(场)")), promised(row("培训服务", "≥300(人次)"))),
    ),
    silent(
        "a benefit may share the name of an output",
        target_table(promised(row("融资对接")), promised(row("融资对接", level1="效益指标", level2="经济效益指标"))),
    ),
]
