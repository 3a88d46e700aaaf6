from tests.plumbline.audit.builders import promised, row, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent


def named(*names: str):
    return target_table(*(promised(row(name)) for name in names))


RULE = "I-10"
CASES = [
    fires("a deadline in the name is found", named("12月底前完成杂志编辑"), at="indicators[0].level3"),
    fires("a percentage in the name is found", named("满意度达到90%的企业数"), at="indicators[0].level3"),
    fires("a bound in the name is found", named("培训人数不少于300人"), at="indicators[0].level3"),
    fires("two counts in one name are found", named("会议次数和参会人数"), at="indicators[0].level3"),
    fires(
        "three kinds of meetings in one name are found",
        named("召开主席会议、常委会议、执委会议"),
        at="indicators[0].level3",
    ),
    fires(
        "three papers in one name are found",
        named("编发《江情专报》、《调研摘编》、《民意速递》"),
        at="indicators[0].level3",
    ),
    silent(
        "a number that belongs to the thing is in order",
        named("编撰《2022澜川民营经济》", "12345热线办理", "5G工厂", "促进“两个健康”活动"),
    ),
    silent(
        "two channels of one count are in order",
        named("网站、微信公众号发布消息数量", "课题和专项调研报告验收合格率", "培育、服务创业企业"),
    ),
    silent(
        "words that hold a joint are in order",
        named("活动参与率", "和谐劳动关系企业数", "项目完成及时率", "与会代表人数"),
    ),
    fires(
        "a number with its unit at the end of a name is found",
        self_evaluation(row("办理企业诉求800件", "≥800(件)", "812(件)")),
        at="indicators[0].level3",
    ),
    fires("schools are counted like enterprises", named("供餐学校数60所"), at="indicators[0].level3"),
    fires(
        "two things that can be counted are found",
        self_evaluation(row("道路养护里程和设备采购数量", "≥80(公里)", "82(公里)")),
        at="indicators[0].level3",
    ),
    fires("an amount of updates is a count as well", named("数字资源更新量及设备采购数量"), at="indicators[0].level3"),
    silent("an index is no number of things", self_evaluation(row("发展指数和信心指数研究", "≥2(期)", "2(期)"))),
]
