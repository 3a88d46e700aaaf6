"""The words by which the official forms are recognised, in the form that `label_key` gives."""

import re
from functools import lru_cache

TITLE = re.compile(
    r"绩效.{0,10}(?:自评|自我评价|目标|监控|申报).{0,8}表$|绩效(?:自我评价|自评价|自评)$|(?:项目|支出|专项|资金)自评表$"
)
"""The end of a line that is the title of a form, behind which only the year may stand in brackets."""

TITLE_YEAR = re.compile(r"[（(][^（()）]{0,12}[）)]$")
ATTACHMENT = re.compile(r"^附[件表录]?[0-9一二三四五六七八九十\-]*[:：.、]?")
SENTENCE = re.compile(r"[，。；！？,;!?：:]")

YEAR = re.compile(r"(?<!\d)(20\d{2}|19\d{2})\s*年")

HEADER_FIELDS = {
    "项目名称": "project_name",
    "具体项目名称": "project_name",
    "专项名称": "project_name",
    "专项资金名称": "project_name",
    "项目": "project_name",
    "主管部门": "supervising_department",
    "主管部门及代码": "supervising_department",
    "主管单位": "supervising_department",
    "预算主管部门": "supervising_department",
    "市级主管部门": "supervising_department",
    "实施单位": "implementing_unit",
    "项目实施单位": "implementing_unit",
    "项目单位": "implementing_unit",
    "具体实施单位": "implementing_unit",
    "申报单位": "declaring_unit",
    "申报单位名称": "declaring_unit",
    "填报单位": "declaring_unit",
    "填报单位名称": "declaring_unit",
    "预算单位": "declaring_unit",
    "项目类别": "project_category",
    "项目属性": "project_category",
    "计划开始日期": "plan_start",
    "项目开始时间": "plan_start",
    "计划完成日期": "plan_end",
    "项目完成时间": "plan_end",
    "是否含有政府购买服务": "has_government_purchase",
    "是否含政府购买服务": "has_government_purchase",
    "绩效类型": "performance_type",
    "项目概况": "overview",
    "立项依据": "basis",
    "项目设立的必要性": "necessity",
    "项目必要性": "necessity",
    "保证项目实施的制度、措施": "safeguards",
    "保证项目实施的制度和措施": "safeguards",
    "项目实施计划": "plan",
    "总目标及阶段性目标": "overall_goal",
    "项目总目标": "overall_goal",
    "项目总体目标": "overall_goal",
    "项目绩效总目标": "overall_goal",
    "项目总预算": "budget_total",
    "项目当年预算": "budget_current_year",
    "同名项目上年预算额": "budget_prior_year_budget",
    "同名项目上年预算执行数": "budget_prior_year_executed",
    "评价等级": "grade",
    "评分等级": "grade",
    "自评等级": "grade",
    "绩效等级": "grade",
}

OTHER_FIELDS = frozenset(
    """
        项目负责人 财务负责人 联系人 联系电话 填报日期 填报时间 填表人 填报人 报表编号 项目编码 项目代码
        项目编号 项目期 项目起止时间 起止时间 项目类型 资金来源 评价结论 存在问题 改进措施 主要问题
        主要绩效 自评时间 单位负责人 审核人 预算单位编码 资金用途 项目周期 项目等级 单位主要负责人签批
        备注说明 自评结论 偏差大或目标未完成原因分析 改进措施及结果应用方案 下一步改进措施 存在的问题 主要经验及做法 结果应用
        绩效自评结论 总体评价 填报单位负责人 自评结论说明 其他需要说明的问题 预算执行偏差原因
        """.split()
)

FUND_COLUMNS = {
    "年初预算数": "initial_budget",
    "年初预算": "initial_budget",
    "年初预算金额": "initial_budget",
    "全年预算数": "annual_budget",
    "全年预算": "annual_budget",
    "调整后预算数": "annual_budget",
    "预算数": "annual_budget",
    "全年执行数": "executed",
    "全年执行": "executed",
    "执行数": "executed",
    "实际执行数": "executed",
    "分值": "weight",
    "分数": "weight",
    "权重": "weight",
    "执行率": "execution_rate",
    "预算执行率": "execution_rate",
    "得分": "score",
    "自评得分": "score",
    "全年预计执行数": "projected_executed",
    "预计执行数": "projected_executed",
    "全年预计执行": "projected_executed",
}

_FUND_PATTERNS = (
    (re.compile(r"^(?:年初|期初)(?:部门)?预?算?(?:安排|批复)?(?:数|额|金额|资金|资金数)?$"), "initial_budget"),
    (
        re.compile(r"^(?:调整后?的?|全年|当年|年度|本年|最终|实际到位)(?:财政)?(?:预算)?(?:安排|资金)?(?:数|额|金额|资金)$|^预算(?:安排)?(?:数|额|金额)$"),
        "annual_budget",
    ),
    (
        re.compile(r"^(?:预算|全年|年度|当年|本年|实际|资金|累计|财政)*(?:执行|支出|使用)(?:数|额|金额|资金数)$"),
        "executed",
    ),
    (re.compile(r"^(?:预算|资金|全年|支出)*执行率$"), "execution_rate"),
    (re.compile(r"^(?:预算|资金)?(?:执行|执行率)?(?:自评)?得分$"), "score"),
)  # fmt: skip

PERIOD_EXECUTED = re.compile(r"^(?:\d{1,2}月?[\-—~～至–－]+(\d{1,2})月|上半年)(?:累计)?(?:预算)?执行(?:数|情况)$")
PERIOD_RATE = re.compile(r"^(?:\d{1,2}月?[\-—~～至–－]+(\d{1,2})月|上半年)(?:累计)?(?:预算)?执行率$")
PERIOD_ACTUAL = re.compile(
    r"^(?:\d{1,2}月?[\-—~～至–－]+(\d{1,2})月|上半年)(?:累计)?(?:目标|指标)?(?:实际)?(?:执行|完成)(?:情况|值|数)?$"
)
PERIOD = re.compile(r"(\d{1,2})\s*月?\s*[\-—~～至–－]+\s*(\d{1,2})\s*月")

FUND_ROW = re.compile(
    r"^(?:项目|年度|中期|本年|全年|实施期|预算)?(?:年度|中期)?(?:财政)?(?:资金总额|资金总数|总额|总投资|预算资金总额|预算总额)$"
    r"|^(?:其中[:：]?)?(?:\d[.、])?(?:当年|本年|年度|上级|本级|上年|中央|省级|市级|市本级|区级|县级|一般公共)?(?:一般公共预算|政府性基金|财政专户|国有资本经营|地方)?(?:预算)?"
    r"(?:财政|专项)?(?:拨款|补助|资金|财政资金|预算拨款|预算资金|管理资金)$"
    r"|^(?:其中[:：]?)?(?:\d[.、])?(?:上年|年初|以前年度)?(?:财政)?(?:拨款)?(?:结转|结余|结转结余|结转和结余|结转与结余)(?:资金|结余资金)?$"
    r"|^(?:其中[:：]?)?(?:\d[.、])?(?:其他|其它|单位|自有|自筹|社会)(?:资金|来源资金)$"
)
"""The name of a row of the fund block."""

FUND_BLOCK = frozenset(
    {"项目资金", "资金情况", "项目资金情况", "项目预算", "预算执行情况", "预算资金", "项目支出预算", "资金总额"}
)

FUND_TOTALS = frozenset({"总额", "合计", "小计", "总计", "预算总额"})
"""Names of the first fund row that say nothing outside of a fund block."""

GOAL_NUMBER = re.compile(r"(?<=目标)[\d一二三四五六七八九十]{1,2}$")
GOAL_BLOCK = frozenset(
    {
        "项目年度目标",
        "年度总体目标",
        "总体目标",
        "年度目标",
        "年度绩效目标",
        "绩效目标",
        "年度总目标",
        "项目绩效目标",
        "年度总体绩效目标",
    }
)
EXPECTED_GOAL = frozenset(
    """
        预期目标 项目年度目标 年初预期目标 年初绩效目标 年初设定目标 年度预期目标 预期绩效目标 年初目标
        预期总体目标 总体目标预期
        """.split()
)
ACTUAL_COMPLETION = frozenset(
    {
        "实际完成情况",
        "年度目标完成情况",
        "项目年度目标完成情况",
        "年度绩效目标完成情况",
        "绩效目标完成情况",
        "目标完成情况",
        "总体目标完成情况",
        "目标实际完成情况",
        "全年实际完成情况",
        "年度总体目标完成情况",
        "总体目标实际完成情况",
        "完成情况",
        "年度总体目标完成情况综述",
        "实际完成目标",
    }
)
LONG_TERM_GOAL = frozenset(
    {"中期目标", "中长期目标", "实施期目标", "总体目标", "实施期总目标", "中期总体目标", "项目总体目标"}
)
ANNUAL_GOAL = frozenset({"年度目标", "年度绩效目标", "当年目标", "年度总体目标", "本年度目标"})

INDICATOR_COLUMNS = {
    "一级指标": "level1",
    "一级目标": "level1",
    "二级指标": "level2",
    "二级目标": "level2",
    "三级指标": "level3",
    "三级目标": "level3",
    "三级指标名称": "level3",
    "指标名称": "level3",
    "绩效指标名称": "level3",
    "指标内容": "level3",
    "指标目标值": "target",
    "年度指标值": "target",
    "指标值": "target",
    "目标值": "target",
    "年初指标值": "target",
    "全年目标值": "target",
    "年度目标值": "target",
    "绩效指标值": "target",
    "预期指标值": "target",
    "全年指标值": "target",
    "预期值": "target",
    "实际完成值": "actual",
    "全年实际完成值": "actual",
    "实际完成情况": "actual",
    "完成值": "actual",
    "实际值": "actual",
    "全年完成值": "actual",
    "分值": "weight",
    "权重": "weight",
    "分值权重": "weight",
    "指标权重": "weight",
    "权重分值": "weight",
    "得分": "score",
    "自评得分": "score",
    "偏差原因分析": "deviation",
    "偏差原因分析及改进措施": "deviation",
    "偏差原因及改进措施": "deviation",
    "偏差原因": "deviation",
    "未完成原因分析": "deviation",
    "未完成原因和改进措施": "deviation",
    "未完成原因及拟采取的改进措施": "deviation",
    "原因分析": "deviation",
    "原因说明": "deviation",
    "指标性质": "operator",
    "指标方向": "operator",
    "运算符号": "operator",
    "计算符号": "operator",
    "符号": "operator",
    "方向": "operator",
    "性质": "operator",
    "数值": "target",
    "度量单位": "unit",
    "计量单位": "unit",
    "单位": "unit",
    "指标单位": "unit",
    "全年预计完成情况": "projected",
    "全年预计完成值": "projected",
    "预计完成情况": "projected",
    "完成目标可能性": "likelihood",
    "备注": "remark",
    "经费保障": "cause_funding",
    "制度保障": "cause_institution",
    "人员保障": "cause_staff",
    "硬件条件保障": "cause_hardware",
    "硬件保障": "cause_hardware",
    "其他": "cause_other",
    "其它": "cause_other",
    "确定能": "likelihood_certain",
    "有可能": "likelihood_possible",
    "完全不可能": "likelihood_impossible",
    "不可能": "likelihood_impossible",
}

OTHER_INDICATOR_COLUMNS = frozenset(
    """
        指标解释 指标说明 评分标准 评分规则 赋分规则 指标值说明 指标来源 历史参考值 指标值设定依据
        指标完成值取值方式 完成值取值方式 完成值数据来源 数据来源 佐证资料 佐证资料要求 完成率 指标类型
        上年完成值 上年实际值 序号 评价标准 审核意见 指标编码 指标类别 自评说明 评分依据 评分说明 扣分原因 得分率
        """.split()
)

_INDICATOR_PATTERNS = (
    (re.compile(r"^(?:中期|中长期|长期|实施期|总体)(?:绩效)?(?:指标|目标){1,2}值$"), "long_term_target"),
    (
        re.compile(r"^(?:\d{4})?(?:年度|年初|年|全年|预期|计划|当年|本年度?|设定|调整后|预设|三级)*(?:绩效)?(?:指标|目标){1,2}值$"),
        "target",
    ),
    (
        re.compile(r"^(?:\d{4})?(?:年度|年|全年|实际|当年|本年度?|自评|指标|目标)*(?:完成|实现|达成)(?:值|情况|指标值|结果)$"),
        "actual",
    ),
    (re.compile(r"^(?:自评|评价|单项|指标|实际)*(?:得分|评分|评价分)$"), "score"),
    (re.compile(r"^(?:指标|标准|目标|权重)*(?:分值|分数|满分|标准分)(?:权重)?$"), "weight"),
    (
        re.compile(
            r"^(?:未完成|存在|产生|偏差|未达标|偏离|指标|目标|较大)*(?:原因|偏差)"
            r".{0,4}(?:分析|说明|原因|改进|整改|措施).{0,12}$"
        ),
        "deviation",
    ),
)  # fmt: skip

_LEVEL1_NATIONAL = (
    "产出指标",
    "效益指标",
    "满意度指标",
    "成本指标",
    "决策指标",
    "过程指标",
    "管理指标",
    "投入指标",
    "绩效产出指标",
    "绩效效益指标",
    "预算执行",
)
_LEVEL1_SHANGHAI = (
    "投入与管理",
    "投入和管理",
    "投入和管理目标",
    "产出目标",
    "效果目标",
    "影响力目标",
    "投入与管理目标",
    "效益目标",
)
LEVEL1 = frozenset(_LEVEL1_NATIONAL) | frozenset(_LEVEL1_SHANGHAI)

_LEVEL2_OF = {
    "产出指标": (
        """
            数量指标 质量指标 时效指标 成本指标 产出数量 产出质量 产出时效 产出成本 产出数量指标
            产出质量指标 产出时效指标
            """.split()
    ),
    "成本指标": ("经济成本指标", "社会成本指标", "生态环境成本指标"),
    "效益指标": (
        """
            经济效益指标 社会效益指标 生态效益指标 可持续影响指标 可持续发展指标 环境效益指标
            可持续性影响指标 经济效益指标等 社会公众效益指标
            """.split()
    ),
    "满意度指标": (
        "服务对象满意度指标",
        "服务对象满意度",
        "服务对象满意度标",
        "满意度指标",
        "社会公众满意度指标",
        "受益对象满意度指标",
    ),
    "投入与管理": ("投入管理", "财务管理", "实施管理"),
    "产出目标": ("数量", "质量", "时效", "成本"),
    "效果目标": ("经济效益", "社会效益", "环境效益", "生态效益", "满意度", "可持续影响"),
    "影响力目标": ("长效管理", "人力资源", "部门协助", "配套设施", "信息共享", "其它", "其他"),
}
LEVEL1_OF_LEVEL2 = {level2: level1 for level1, words in _LEVEL2_OF.items() for level2 in words}
LEVEL2 = frozenset(LEVEL1_OF_LEVEL2)

TOTAL = frozenset(
    {"总分", "合计", "总计", "总得分", "自评总分", "合计得分", "总分值", "分值合计", "评价总分", "自评得分合计"}
)
GRADE_LABEL = frozenset(
    {"评分等级", "评价等级", "自评等级", "绩效等级", "等级", "评价结果", "自评结果", "自评结果等级"}
)
GRADES = frozenset({"优", "良", "中", "差", "优秀", "良好", "合格", "不合格", "一般", "较差", "较好"})

MONEY_UNIT = re.compile(
    r"[（(]\s*(?:单位\s*[:：]?\s*)?(?:人民币)?\s*(万元|元|千元|亿元)\s*[）)]|单位\s*[:：]\s*(?:人民币)?\s*(万元|元|千元|亿元)"
)
POINTS_AT_END = re.compile(r"(?<=.)[（(]\s*(\d{1,3}(?:\.\d+)?)\s*分\s*[）)]$")
LEVEL_WEIGHT = re.compile(r"[（(]\s*(?:权重\s*)?(\d{1,3}(?:\.\d+)?)\s*(?:分|%|％)?\s*[）)]")
NOTE = re.compile(
    r"^(?:注|备注|说明|填表说明|填报说明|填表人|填报人|审核人|单位负责人|填报日期|备注说明)\d?[:：.、]|^[一二三四五六七八九]、.{20,}"
)


@lru_cache(maxsize=4096)
def indicator_role(key: str) -> str | None:
    """Return the role of a column of the indicator grid, None when the heading is not one."""
    role = INDICATOR_COLUMNS.get(key)
    if role is None and key not in OTHER_INDICATOR_COLUMNS:
        role = next((name for pattern, name in _INDICATOR_PATTERNS if pattern.match(key)), None)
    if role is None and PERIOD_ACTUAL.match(key):
        return "actual"
    if role is None and key in OTHER_INDICATOR_COLUMNS:
        return "other"
    return role


@lru_cache(maxsize=4096)
def fund_role(key: str) -> str | None:
    """Return the role of a column of the fund block, None when the heading is not one."""
    role = FUND_COLUMNS.get(key)
    if role is None:
        role = next((name for pattern, name in _FUND_PATTERNS if pattern.match(key)), None)
    if role is None and PERIOD_EXECUTED.match(key):
        return "executed"
    if role is None and PERIOD_RATE.match(key):
        return "execution_rate"
    return role


@lru_cache(maxsize=4096)
def is_fund_row(key: str) -> bool:
    """Whether a key names a row of the fund block."""
    return 3 < len(key) < 24 and FUND_ROW.match(key) is not None


@lru_cache(maxsize=4096)
def is_title(line: str) -> bool:
    """Whether a whole line, without blanks, is the title of an official form."""
    if not 6 <= len(line) <= 48 or ("绩效" not in line and "自评表" not in line):
        return False
    name = TITLE_YEAR.sub("", ATTACHMENT.sub("", line))
    return SENTENCE.search(name) is None and TITLE.search(name) is not None
