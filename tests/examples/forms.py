"""The bundled example forms as values. City, units, projects and persons are invented; some forms have faults on purpose."""

from decimal import Decimal

from plumbline.forms.model import (
    Budgets,
    DeviationCause,
    EmptyRow,
    FundRow,
    Indicator,
    Likelihood,
    MonitoringIndicator,
    MonitoringTable,
    PrintedFund,
    PrintedIndicator,
    SelfEvaluation,
    TargetTable,
)
from plumbline.forms.places import Cell
from plumbline.forms.values import ActualValue, TargetValue

CITY = "澜川市"
CENTRE = f"{CITY}企业服务中心"
BUREAU = f"{CITY}中小企业发展局"

_NOWHERE = Cell("", "", 0, 0)


def _target(level1: str, level2: str, level3: str, target: str) -> Indicator:
    return Indicator(level1, level2, level3, False, _NOWHERE, PrintedIndicator(target=target))


def _evaluated(level1: str, level2: str, level3: str, figures: str, deviation: str | None = None) -> Indicator:
    """`figures` are target, actual value, weight and score, divided by blanks."""
    target, actual, weight, score = figures.split()
    printed = PrintedIndicator(target, actual, weight, score, deviation)
    return Indicator(level1, level2, level3, False, _NOWHERE, printed)


def _declared(level1: str, level2: str, level3: str, long_term: str | None, annual: str) -> Indicator:
    weight = {"产出指标": Decimal(50), "效益指标": Decimal(30), "满意度指标": Decimal(10)}[level1]
    return Indicator(
        level1,
        level2,
        level3,
        False,
        _NOWHERE,
        PrintedIndicator(target=annual),
        long_term_target=None if long_term is None else TargetValue(long_term, "qualitative"),
        level1_weight=weight,
    )


def _monitored(
    levels: tuple[str, str, str],
    figures: str,
    likelihood: Likelihood,
    causes: tuple[DeviationCause, ...] = (),
    deviation: str | None = None,
) -> MonitoringIndicator:
    """`figures` are target, value reached and value expected, divided by blanks."""
    target, actual, projected = figures.split()
    printed = PrintedIndicator(target=target, actual=actual, deviation=deviation)
    return MonitoringIndicator(
        *levels,
        False,
        _NOWHERE,
        printed,
        projected=ActualValue(projected, "qualitative"),
        deviation_causes=causes,
        likelihood=likelihood,
    )


def _funds(*rows: tuple[str, str]) -> tuple[FundRow, ...]:
    """Each row is a name and its figures: initial budget, annual budget, executed, weight, rate, score."""
    return tuple(FundRow(name, _NOWHERE, PrintedFund(*figures.split())) for name, figures in rows)


SHANGHAI_TARGET = TargetTable(
    source="",
    ordinal=1,
    layout="shanghai-target-2020",
    title_printed="财政项目支出绩效目标表",
    year=2023,
    project_name="企业服务专项",
    money_unit_label="元",
    declaring_unit=CENTRE,
    project_category="经常性专项业务费",
    plan_start="2023-01-01",
    plan_end="2023-12-31",
    has_government_purchase=True,
    performance_type="事业/专业类",
    overview=(
        "本项目面向全市中小企业提供公共服务，分为线上和线下两部分。线上运行企业服务平台，办理诉求，发布惠企政策，撮合服务订单；"
        "线下开展主题培训、供需对接和走访，并对重点企业按月监测。项目由服务中心组织实施，专业机构按合同承担其中的培训和测评。"
    ),
    basis="《中小企业促进法》；《澜川市惠企服务办法》（临企发〔2021〕7号）；《澜川市企业服务体系建设三年行动方案》。",
    necessity="企业获取政策和服务的渠道分散，办理诉求平均需要跑三个部门。统一平台和统一窗口可以缩短办理时间，减少重复提交材料。",
    safeguards="执行中心合同管理、采购管理和经费报销制度；每季度核对台账与支付记录；培训和测评按合同验收后付款。",
    plan="第一季度完成采购和年度计划；第二、三季度组织培训、对接和走访；第四季度开展满意度调查并验收。",
    overall_goal="全年办理诉求不少于1200件，完成服务订单12万单，培训企业500家次以上，企业满意度达到90%以上。",
    budgets=Budgets("7,580,000", "7,580,000", "7,120,000", "7,015,600"),
    indicators=(
        _target("投入与管理", "投入管理", "预算执行率", ">=95%"),
        _target("投入与管理", "投入管理", "预算编制合理性", "合理"),
        _target("投入与管理", "财务管理", "财务管理制度健全性", "健全"),
        _target("投入与管理", "财务管理", "资金使用规范性", "规范"),
        _target("投入与管理", "实施管理", "合同管理完备性", "完备"),
        _target("产出目标", "数量", "平台完成服务订单量", ">=120000单"),
        _target("产出目标", "数量", "办理企业诉求量", ">=1200件"),
        _target("产出目标", "数量", "主题培训企业家次", ">=500家次"),
        _target("产出目标", "数量", "供需对接活动", "=24场"),
        _target("产出目标", "质量", "平台运行稳定率", ">=95%"),
        _target("产出目标", "时效", "诉求按时办结率", "100%"),
        _target("产出目标", "时效", "全年任务完成时间", "12月底前"),
        _target("效果目标", "社会效益", "惠企政策覆盖企业数", ">=60000家"),
        _target("效果目标", "满意度", "企业满意度", ">=90%"),
        _target("影响力目标", "长效管理", "回访机制", "建立"),
    ),
)

# The weights of the indicators add up to 90 with the funds' 10; 年度总体目标 and the indicators agree. Nothing is wrong here.
GOOD_SELF_EVALUATION = SelfEvaluation(
    source="",
    ordinal=1,
    layout="shanghai-self-evaluation",
    title_printed="财政项目支出绩效自评表",
    year=2023,
    project_name="企业服务专项",
    money_unit_label="万元",
    supervising_department=BUREAU,
    implementing_unit=CENTRE,
    expected_goal="全年办理诉求不少于1200件，完成服务订单12万单，培训企业500家次以上，企业满意度达到90%以上。",
    actual_completion=(
        "全年办理诉求1386件，全部在承诺时限内办结；平台完成服务订单123,408单；举办主题培训31期，培训企业612家次；"
        "开展供需对接24场。年末抽样调查显示，企业满意度为93.5%。"
    ),
    funds=_funds(
        ("年度资金总额", "758.00 758.00 743.22 10.00 98.05% 9.81"),
        ("其中：当年财政拨款", "758.00 758.00 743.22 - 98.05% -"),
        ("上年结转资金", "0.00 0.00 0.00 - - -"),
        ("其他资金", "0.00 0.00 0.00 - - -"),
    ),
    total_weight_printed="100",
    total_score_printed="99.81",
    grade_printed="优",
    indicators=(
        _evaluated("产出指标", "数量指标", "平台完成服务订单量", "≥120000(单) 123408(单) 10.00 10.00"),
        _evaluated("产出指标", "数量指标", "办理企业诉求量", "≥1200(件) 1386(件) 10.00 10.00"),
        _evaluated("产出指标", "数量指标", "主题培训企业家次", "≥500(家次) 612(家次) 10.00 10.00"),
        _evaluated("产出指标", "质量指标", "平台运行稳定率", "≥95% 99.2% 10.00 10.00"),
        _evaluated("产出指标", "时效指标", "诉求按时办结率", "100% 100% 10.00 10.00"),
        _evaluated("效益指标", "社会效益指标", "惠企政策覆盖企业数", "≥60000(家) 71250(家) 20.00 20.00"),
        _evaluated("效益指标", "可持续影响指标", "服务长效机制", "健全 健全 10.00 10.00"),
        _evaluated("满意度指标", "服务对象满意度指标", "企业满意度", "≥90% 93.5% 10.00 10.00"),
    ),
    empty_rows=(EmptyRow("产出指标", "成本指标", _NOWHERE), EmptyRow("效益指标", "生态效益指标", _NOWHERE)),
)

# The executed amount is in yuan among ten thousands, and a promised number is answered with words.
UNIT_MIX = SelfEvaluation(
    source="",
    ordinal=1,
    layout="shanghai-self-evaluation",
    title_printed="财政项目支出绩效自我评价",
    year=2023,
    project_name="信息化运维项目",
    money_unit_label="万元",
    supervising_department=BUREAU,
    implementing_unit=CENTRE,
    expected_goal="保障企业服务平台全年稳定运行，故障率不超过5%，故障排除率不低于90%，完成等保二级测评。",
    actual_completion="保障企业服务平台全年稳定运行，故障率不超过5%，故障排除率不低于90%，完成等保二级测评。",
    funds=_funds(
        ("年度资金总额", "86.40 82.15 794,200.00 10.00 966767.49 10.00"),
        ("其中：当年财政拨款", "86.40 82.15 794,200.00 - 966767.49 -"),
        ("上年结转资金", "0.00 0.00 0.00 - 0.00 -"),
        ("其他资金", "0.00 0.00 0.00 - 0.00 -"),
    ),
    total_weight_printed="100",
    total_score_printed="100",
    grade_printed="优",
    indicators=(
        _evaluated("产出指标", "数量指标", "运维人员配备数", "=4(人) 4(人) 15.00 15.00"),
        _evaluated("产出指标", "质量指标", "系统故障率", "≤5% 达成指标 15.00 15.00"),
        _evaluated("产出指标", "质量指标", "等保测评（二级）通过率", "100% 100% 10.00 10.00"),
        _evaluated("产出指标", "时效指标", "故障排除率", "≥90% 达成指标 10.00 10.00"),
        _evaluated("效益指标", "社会效益指标", "用户需求满足度", "≥90% 88% 30.00 30.00"),
        _evaluated("满意度指标", "服务对象满意度指标", "平台用户满意度", "≥90% 91% 10.00 10.00"),
    ),
)

# National layout: two shortfalls with reasons, scored in proportion.
NATIONAL_SELF_EVALUATION = SelfEvaluation(
    source="",
    ordinal=1,
    layout="national-self-evaluation",
    title_printed="项目支出绩效自评表",
    year=2024,
    project_name="专精特新企业培育项目",
    money_unit_label="万元",
    supervising_department=BUREAU,
    implementing_unit=CENTRE,
    other_fields={"项目负责人": "陆望舒"},
    expected_goal="培育专精特新企业200家，举办专题对接12场，带动企业研发投入持续增长，服务对象满意度不低于90%。",
    actual_completion="全年新增专精特新企业188家，举办专题对接12场，入库企业研发投入同比增长8.6%，服务对象满意度为92%。",
    funds=_funds(
        ("年度资金总额", "320.00 300.00 285.00 10 95.00% 9.5"),
        ("其中：当年财政拨款", "300.00 280.00 265.00 — 94.64% —"),
        ("上年结转资金", "20.00 20.00 20.00 — 100.00% —"),
        ("其他资金", "0 0 0 — — —"),
    ),
    total_weight_printed="100",
    total_score_printed="97.7",
    indicators=(
        _evaluated(
            "产出指标",
            "数量指标",
            "新增专精特新企业数",
            "≥200家 188家 20 18.8",
            "部分企业认定材料跨年提交，下年度提前两个月组织预审。",
        ),
        _evaluated("产出指标", "数量指标", "专题对接活动", "12场 12场 10 10"),
        _evaluated("产出指标", "质量指标", "培育企业复核通过率", "≥95% 96.5% 10 10"),
        _evaluated("产出指标", "时效指标", "认定组织完成时间", "10月底前 2024年10月25日 5 5"),
        _evaluated("产出指标", "成本指标", "单场活动成本", "≤3万元 2.8万元 5 5"),
        _evaluated("效益指标", "经济效益指标", "入库企业研发投入增长率", "≥8% 8.6% 15 15"),
        _evaluated(
            "效益指标",
            "社会效益指标",
            "培育工作知晓度",
            "显著提升 部分达成指标并具有一定效果 15 14.4",
            "街镇宣讲场次偏少，将增加上门宣讲。",
        ),
        _evaluated("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90% 92% 10 10"),
    ),
)

NATIONAL_TARGET = TargetTable(
    source="",
    ordinal=1,
    layout="national-target",
    title_printed="项目支出绩效目标申报表",
    year=2024,
    project_name="专精特新企业培育项目",
    money_unit_label="万元",
    supervising_department=BUREAU,
    implementing_unit=CENTRE,
    project_category="延续项目",
    long_term_goal="三年内培育专精特新企业600家，形成覆盖各街镇的梯度培育体系，入库企业研发投入年均增长不低于8%。",
    annual_goal="培育专精特新企业200家，举办专题对接12场，带动企业研发投入持续增长，服务对象满意度不低于90%。",
    funds=tuple(
        FundRow(name, _NOWHERE, PrintedFund(annual_budget=amount))
        for name, amount in (
            ("中期资金总额", "960.00"),
            ("其中：财政拨款", "900.00"),
            ("其他资金", "60.00"),
            ("年度资金总额", "320.00"),
            ("其中：财政拨款", "300.00"),
            ("其他资金", "20.00"),
        )
    ),
    indicators=(
        _declared("产出指标", "数量指标", "新增专精特新企业数", "≥600家", "≥200家"),
        _declared("产出指标", "数量指标", "专题对接活动", "36场", "12场"),
        _declared("产出指标", "质量指标", "培育企业复核通过率", "≥95%", "≥95%"),
        _declared("产出指标", "时效指标", "认定组织完成时间", None, "10月底前"),
        _declared("产出指标", "成本指标", "单场活动成本", "≤3万元", "≤3万元"),
        _declared("效益指标", "经济效益指标", "入库企业研发投入增长率", "≥8%", "≥8%"),
        _declared("效益指标", "社会效益指标", "培育工作知晓度", "显著提升", "显著提升"),
        _declared("满意度指标", "服务对象满意度指标", "服务对象满意度", "≥90%", "≥90%"),
    ),
)

MONITORING = MonitoringTable(
    source="",
    ordinal=1,
    layout="monitoring",
    title_printed="项目支出绩效目标执行监控表",
    year=2024,
    project_name="专精特新企业培育项目",
    money_unit_label="万元",
    supervising_department=BUREAU,
    implementing_unit=CENTRE,
    period_start_month=1,
    period_end_month=7,
    expected_goal="培育专精特新企业200家，举办专题对接12场，带动企业研发投入持续增长，服务对象满意度不低于90%。",
    funds=tuple(
        FundRow(
            name,
            _NOWHERE,
            PrintedFund(initial_budget=initial, executed=executed, execution_rate=rate, projected_executed=projected),
        )
        for name, initial, executed, rate, projected in (
            ("年度资金总额", "320.00", "121.60", "38.00%", "290.00"),
            ("其中：本年一般公共预算拨款", "300.00", "111.60", "37.20%", "270.00"),
            ("其他资金", "20.00", "10.00", "50.00%", "20.00"),
        )
    ),
    indicators=(
        _monitored(
            ("产出指标", "数量指标", "新增专精特新企业数"),
            "≥200家 92家 190家",
            "possible",
            ("staff", "other"),
            "认定材料集中在下半年提交，审核人手不足；已增派两名审核员。",
        ),
        _monitored(("产出指标", "数量指标", "专题对接活动"), "12场 7场 12场", "certain"),
        _monitored(("产出指标", "质量指标", "培育企业复核通过率"), "≥95% 97% 96%", "certain"),
        _monitored(("产出指标", "时效指标", "认定组织完成时间"), "10月底前 未到期 10月底前", "certain"),
        _monitored(
            ("产出指标", "成本指标", "单场活动成本"),
            "≤3万元 3.4万元 3.2万元",
            "impossible",
            ("funding",),
            "场地费上涨，已改用自有场地。",
        ),
        _monitored(("效益指标", "经济效益指标", "入库企业研发投入增长率"), "≥8% 7.9% 8.2%", "possible"),
        _monitored(("满意度指标", "服务对象满意度指标", "服务对象满意度"), "≥90% 93% 92%", "certain"),
    ),
)
