from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped, undecided


def told(text: str, name: str = "平台完成服务订单量", actual: str = "120722.00(次)"):
    return self_evaluation(row(name, "≥100(次)", actual), actual_completion=text)


RULE = "S-27"
CASES = [
    fires(
        "47,000 orders in words against 120,722 in the table are found",
        told("平台撮合服务订单超4.7万个，累计超131万个。"),
        at="indicators[0].actual",
        printed="120722.00(次)",
        expected="超4.7万个",
    ),
    fires(
        "another plain figure is found",
        told("全年处理各类企业诉求量1145件。", "处理各类企业诉求量", "2145.00(次)"),
        at="indicators[0].actual",
    ),
    silent(
        "a rounded figure agrees",
        told("企业服务平台新增访问量超1057万，累计逾6780万。", "企业服务平台用户访问量", "10578089.00(次)"),
    ),
    silent("“more than 2145” is 2145", told("全年处理各类企业诉求量超2145件。", "处理各类企业诉求量", "2145.00(次)")),
    silent("15万 is 150,000", told("政策法规覆盖企业数达15万家。", "惠企政策法规覆盖企业数", "150000.00(家)")),
    silent("“400 and some” is 400", told("培育创业企业400多家。", "培育创业企业", "400.00(家)")),
    silent("one figure that agrees is enough", told("线上服务订单4.7万个，全部服务订单120722个。")),
    undecided("a part says nothing of the whole", told("线上服务订单4.7万个。")),
    undecided(
        "a neighbour of the thing is not the thing", told("快速检测样品8400批次。", "定量检测样品数", "1660(批次)")
    ),
    skipped(
        "what another indicator is called by is that one's",
        self_evaluation(
            row("定量检测样品数", "≥1000(批次)", "达成指标"),
            row("快速检测样品数", "≥8000(批次)", "45450(批次)"),
            actual_completion="定量检测样品1090批次。",
        ),
    ),
    skipped("running totals are not the year's", told("累计撮合服务订单131万个。")),
    skipped("enterprises are not visits", told("培育创业企业300家次。", "培育创业企业", "400.00(家)")),
    skipped("other things are not compared", told("聚焦民营五百强企业，走访企业120家。")),
    silent(
        "at least so many is no other figure",
        told("全年处理各类企业诉求不少于1200件。", "处理各类企业诉求量", "2145.00(次)"),
    ),
    fires(
        "the words of the name in another order name the same thing",
        told("修复岸线13公里。", "岸线修复长度", "29(公里)"),
        at="indicators[0].actual",
    ),
    fires(
        "a course is counted in its hours",
        told("共开设专题辅导140课时。", "专题辅导课程", "90(课时)"),
        at="indicators[0].actual",
    ),
    fires(
        "both words of a short name stand apart in the text",
        told("巡查生产基地676家次。", "基地巡查家次", "1690(家次)"),
        at="indicators[0].actual",
    ),
    fires(
        "a word of doing within the name makes no other thing of it",
        told("平台完成服务订单16,430单。", "平台服务订单量", "10600.00(单)"),
        at="indicators[0].actual",
    ),
    fires(
        "key units are a part only where the indicator does not count just them",
        told("检查重点单位528家次。", "重点单位检查家次", "1320(家次)"),
        at="indicators[0].actual",
    ),
    fires(
        "a word of the indicator's own name does not make the figure a part",
        told("全年走访企业744家次。", "走访企业家次", "480(家次)"),
        at="indicators[0].actual",
    ),
    fires(
        "a name of two characters is named where it stands alone",
        told("完成巡河400次。", "巡河次数", "1000次"),
        at="indicators[0].actual",
    ),
    undecided("beside other words it may be another thing", told("组织巡河宣传400次。", "巡河次数", "1000次")),
    fires(
        "springs are counted in places",
        told("检查消防水源629处。", "消防水源检查处数", "406处"),
        at="indicators[0].actual",
    ),
    fires(
        "whom a training covers is whom it trains",
        told("举办主题培训覆盖企业1,156家次。", "主题培训企业家次", "642.00(家次)"),
        at="indicators[0].actual",
    ),
]
