from tests.plumbline.audit.builders import benefit, promised, row, target_table
from tests.plumbline.audit.cases import fires, silent, skipped


def under(level2: str, name: str, target: str = "≥90(%)", level1: str = "产出指标"):
    return target_table(promised(row(name, target, level1=level1, level2=level2)))


RULE = "I-11"
CASES = [
    fires(
        "satisfaction under quality is found",
        under("质量指标", "课程满意度"),
        at="indicators[0].level2",
        expected="满意度指标",
    ),
    fires(
        "satisfaction under social benefit is found",
        under("社会效益指标", "用户满意率", level1="效益指标"),
        at="indicators[0].level2",
        expected="满意度指标",
    ),
    fires(
        "timeliness under social benefit is found",
        under("社会效益指标", "信息共享及时性", level1="效益指标"),
        at="indicators[0].level2",
        expected="时效指标",
    ),
    fires(
        "a fault rate under quantity is found",
        under("数量指标", "系统故障率", "≤5(%)"),
        at="indicators[0].level2",
        expected="质量指标",
    ),
    fires(
        "a head count under quality is found",
        under("质量指标", "交流活动参加人数", "≥80(人次)"),
        at="indicators[0].level2",
        expected="数量指标",
    ),
    fires(
        "how much of the money was spent is no quality of what was got for it",
        under("质量指标", "资金使用率", "=100%"),
        at="indicators[0].level2",
        expected="资金管理情况",
    ),
    silent(
        "among the management rows of a declaration it has its place",
        under("投入管理", "资金到位率", "=100%", level1="投入与管理目标"),
        under("质量指标", "课程合格率"),
    ),
    silent("everything in its place is in order", target_table()),
    silent("a count of prizes tells quality", under("质量指标", "获奖企业数", "≥8(家)")),
    silent("few complaints tell quality", under("质量指标", "来访投诉人次", "≤5(人次)")),
    silent("clean water is a benefit", under("生态效益指标", "水质达标率", level1="效益指标")),
    skipped("without level 2 there is no place", target_table(promised(benefit(level2=None)))),
]
