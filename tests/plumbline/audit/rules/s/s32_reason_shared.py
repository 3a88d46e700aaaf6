from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped


def project(name: str, reason: str | None):
    return self_evaluation(row(actual="90(家)", score="9.00", deviation=reason), project_name=name)


PHRASE = "持续沟通以便优化满意度"
RULE = "S-32"
CASES = [
    fires(
        "a phrase in three projects is found in each",
        *(project(name, PHRASE) for name in ("甲项目", "乙项目", "丙项目")),
        at="indicators[0].deviation",
        times=3,
    ),
    silent("a phrase in two projects may be chance", project("甲项目", PHRASE), project("乙项目", PHRASE)),
    silent(
        "three reasons of three projects are in order",
        project("甲项目", "场地停用"),
        project("乙项目", "供应商违约"),
        project("丙项目", "人员变动"),
    ),
    skipped("no reasons, nothing to compare", project("甲项目", None), project("乙项目", None)),
]
