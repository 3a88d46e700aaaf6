from tests.plumbline.audit.builders import benefit, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped


def project(name: str, indicator: str, actual: str, target: str = ">0.7%", **changes: str | int):
    return self_evaluation(benefit(indicator, target, actual), project_name=name, **changes)


GROWTH = "中小企业营业收入提高情况"
FIRST = project("甲项目", GROWTH, "0.3%")
RULE = "S-33"
CASES = [
    fires(
        "0.3 % here and 0.6 % there are found",
        FIRST,
        project("乙项目", GROWTH, "0.6%"),
        at="indicators[0].actual",
        printed="0.6%",
        expected="0.3%",
    ),
    fires(
        "a level here and another there are found",
        project("甲项目", GROWTH, "达成指标"),
        project("乙项目", GROWTH, "部分达成指标并具有一定效果"),
        at="indicators[0].actual",
    ),
    silent("one value is in order", FIRST, project("乙项目", GROWTH, "0.3%")),
    skipped(
        "another unit counts for itself", FIRST, project("乙项目", GROWTH, "0.6%", implementing_unit="澜川市园区办")
    ),
    skipped("another year counts for itself", FIRST, project("乙项目", GROWTH, "0.6%", year=2022)),
    skipped("another target is another matter", FIRST, project("乙项目", GROWTH, "0.6%", target=">0.5%")),
    skipped(
        "names that fit any project are not compared",
        project("甲项目", "项目完成及时率情况", "0.3%"),
        project("乙项目", "项目完成及时率情况", "0.6%"),
    ),
]
