"""The demonstration's projects: published figures, invented sentences. Money in 元."""

from dataclasses import dataclass
from decimal import Decimal

from servicecloud.demo.project_records import YEAR
from servicecloud.demo.words import (
    TOLD_FIRST,
    TOLD_FOCUS,
    TOLD_SECOND,
    TOLD_SERVICE,
    TOLD_SYSTEM,
    TOLD_THIRD,
    TOLD_UNIT,
)


@dataclass(frozen=True)
class Line:
    """One indicator with the register its value comes from; `share` names a dimension and the value that counts.

    `of` narrows the register to a value of a dimension; a register of several projects is narrowed to the own one anyway.
    """

    level1: str
    level2: str
    level3: str
    target: str
    weight: str
    register: str = ""
    how: str = "number"
    share: tuple[str, str] = ("", "")
    evidence: str = ""
    of: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Plan:
    """One project. `until` is how far it goes, as the steps of `projects.Run` name it.

    `opinion` is what the department's four-attribute review asks to improve; `is_late` says that it misses this year's deadline,
    `is_afterwards` that it was entered long after its year. Its self-evaluation is published so many days after approval, or was approved
    so many days ago. `told` is the narrative of its self-evaluation, `reasons` tell by indicator why a value differs where
    the usual reason is not the one.
    """

    name: str
    years_ago: int | None
    goal: str
    initial: str
    paid: str
    lines: tuple[Line, ...]
    until: str
    reasons: tuple[tuple[str, str], ...] = ()
    opinion: str = ""
    is_late: bool = False
    is_afterwards: bool = False
    published_after: int = 12
    approved_ago: int | None = None
    told: str = ""

    def year(self, today_year: int) -> int:
        """Return its year: a fixed one, or counted back from this year."""
        return YEAR if self.years_ago is None else today_year - self.years_ago

    @property
    def initial_yuan(self) -> Decimal:
        """The initial budget."""
        return Decimal(self.initial)

    @property
    def paid_yuan(self) -> Decimal:
        """What was paid in all."""
        return Decimal(self.paid)


_OUT, _GAIN, _SAT = "产出指标", "效益指标", "满意度指标"
_MANY, _GOOD, _ON_TIME = "数量指标", "质量指标", "时效指标"
_SOCIAL, _SERVED = "社会效益指标", "服务对象满意度指标"
_CONTENT = ("评价", "满意")

_SERVICE = (
    Line(_OUT, _MANY, "企业服务云完成服务订单量", "≥120000.00(次)", "5", "服务云订单"),
    Line(_OUT, _MANY, "处理各类企业诉求量", "≥1200(次)", "10", "企业诉求处理"),
    Line(_OUT, _MANY, "培育、服务创业企业", "≥400(家)", "5", "创业企业培育"),
    Line(_OUT, _MANY, "各类推动企业发展主题培训企业家次", "≥500(家次)", "10", "主题培训到场"),
    Line(_OUT, _MANY, "企业服务云用户访问量", "≥4000000.00(次)", "5", "服务云访问"),
    Line(_OUT, _MANY, "企业运行监测样本数", "≥4000(家)", "5", "运行监测样本"),
    Line(_OUT, _MANY, "各类惠企政策发布数", "≥1000(条)", "5", "惠企政策发布"),
    Line(_OUT, _GOOD, "服务云平台运行稳定性", "≥95(百分数)", "5", "服务云运行巡检", "share", ("巡检结果", "正常")),
    Line(_OUT, _GOOD, "项目开展有效性", "≥95(百分数)", "10", "专项任务", "share", ("验收结论", "通过")),
    Line(_OUT, _ON_TIME, "项目完成及时性", "≥95(百分比)", "5", "专项任务", "share", ("完成进度", "按期")),
    Line(_GAIN, "经济效益指标", "企业通过千家百亿授信计划获得融资担保金额", "2亿元", "5", "融资担保授信"),
    Line(_GAIN, _SOCIAL, "有效推动各类惠企政策法规覆盖企业数", "≥60000(家)", "10", "政策推送名单", "latest"),
    Line(_SAT, _SERVED, "服务企业满意度", "≥90(百分比)", "10", "服务满意度回访", "share", ("评价", "满意")),
)
_SYSTEM = (
    Line(_OUT, _MANY, "运维人员配备数", "3人", "10", "运维人员"),
    Line(_OUT, _MANY, "系统故障率", "≤5%", "10", "系统运行时段", "share", ("状态", "故障")),
    Line(_OUT, _GOOD, "运维人员胜任率", "≥90%", "10", "运维考核", "share", ("结论", "胜任")),
    Line(_OUT, _GOOD, "故障重复发生率", "≤5%", "10", "系统故障", "share", ("重复", "重复发生")),
    Line(_OUT, _ON_TIME, "系统故障排除率", "≥90%", "10", "系统故障", "share", ("处置", "已排除")),
    Line(_GAIN, _SOCIAL, "用户需求满足度", "≥90%", "20", "系统用户回访", "share", _CONTENT, of=("用户", "前台用户")),
    Line(
        _SAT, _SERVED, "管理后台使用用户满意度", "≥90%", "10", "系统用户回访", "share", _CONTENT, of=("用户", "管理后台用户"),
    ),
    Line(
        _SAT, _SERVED, "服务云入驻机构使用满意度", "≥90%", "10", "系统用户回访", "share", _CONTENT, of=("用户", "入驻机构"),
    ),
)  # fmt: skip
_UNIT = (
    Line(_OUT, _MANY, "单位文化宣传更新", "≥100.00(百分数)", "20", "单位建设任务", "share", ("更新", "已更新")),
    Line(_OUT, _GOOD, "建设任务质量合格率", "≥95.00(百分数)", "15", "单位建设任务", "share", ("质量", "合格")),
    Line(_OUT, _ON_TIME, "项目完成及时率", "≥95.00(百分数)", "15", "单位建设任务", "share", ("进度", "按期")),
    Line(
        _GAIN, _SOCIAL, "续创文明单位", "创建成功", "20",
        evidence="命名文件或公示页面",
    ),
    Line(_SAT, "服务对象满意度指标", "员工满意度", "≥90.00(百分数)", "20", "员工满意度", "share", ("评价", "满意")),
)  # fmt: skip
_FOCUS = (
    Line(_OUT, _MANY, "服务重点经营企业数", "≥90家", "20", "重点企业走访"),
    Line(_OUT, _GOOD, "走访问题办结率", "≥90%", "20", "重点企业走访", "share", ("办结", "已办结")),
    Line(_OUT, _ON_TIME, "年度任务按期完成率", "≥90%", "10", "重点企业走访", "share", ("进度", "按期")),
    Line(_GAIN, _SOCIAL, "新增融资担保金额", "≥1亿元", "30", "项目担保台账"),
    Line(_SAT, _SERVED, "中小企业满意度", "≥90%", "10", "企业满意度回访", "share", _CONTENT),
)

_GOAL_SERVICE = (
    "依托企业服务云，线上做强政策、诉求、专业三类服务，线下按需求组织培训、对接和融资服务，全年处理企业诉求不少于1200次，"
    "培训企业不少于500家次，政策覆盖企业不少于6万家，服务企业满意度不低于90%。"
)
_GOAL_SYSTEM = "保障企业服务云前台与后台稳定运行，系统故障率不高于5%，故障排除率不低于90%，用户满意度不低于90%。"
_GOAL_UNIT = "按计划完成单位文化宣传更新和制度建设任务，续创文明单位，员工满意度不低于90%。"
_GOAL_FOCUS = "走访服务重点企业不少于90家，问题办结率不低于90%，新增融资担保不少于1亿元，企业满意度不低于90%。"

_STARTUPS = "创业服务体系建设"
_TO_IMPROVE = "总体合理，可进入下一步。请在实施方案中补充成本测算，并把新增融资担保金额按季度分解。"
"""What the department asks to improve where it finds a target good."""


def _afterwards(
    name: str, goal: str, initial: str, paid: str, lines: tuple[Line, ...], until: str, *, told: str
) -> Plan:
    """Return a project of the year of the published figures that was entered long after it."""
    return Plan(name, None, goal, initial, paid, lines, until, told=told, is_afterwards=True)


PLANS = (
    Plan("企业服务专项", None, _GOAL_SERVICE, "7581100", "7543100", _SERVICE, "disclosed", told=TOLD_SERVICE),
    Plan(
        "企业融资服务", None, _GOAL_FOCUS, "480000", "468000", _FOCUS, "corrected", told=TOLD_FOCUS, published_after=33,
    ),
    _afterwards("信息化运维项目", _GOAL_SYSTEM, "377600", "377600", _SYSTEM, "evaluated", told=TOLD_SYSTEM),
    _afterwards("信息化建设项目", _GOAL_SYSTEM, "1376500", "1227500", _SYSTEM, "evaluation_department", told=TOLD_SYSTEM),
    _afterwards("事业发展专项", _GOAL_UNIT, "692600", "659300", _UNIT, "evaluating", told=TOLD_UNIT),
    _afterwards("重点企业服务", _GOAL_FOCUS, "650000", "600000", _FOCUS, "evaluation_unit", told=TOLD_FOCUS),
    _afterwards("融资对接服务", _GOAL_FOCUS, "880000", "862400", _FOCUS, "evaluated", told=TOLD_FOCUS),
    _afterwards("专精特新培育服务", _GOAL_FOCUS, "1650000", "1270500", _FOCUS, "evaluated", told=TOLD_FOCUS),
    _afterwards("企业走访服务", _GOAL_FOCUS, "320000", "318000", _FOCUS, "evaluated", told=TOLD_FOCUS),
    Plan(_STARTUPS, 3, _GOAL_FOCUS, "2150000", "2098000", _FOCUS, "disclosed", told=TOLD_FIRST),
    Plan(_STARTUPS, 2, _GOAL_FOCUS, "2280000", "2206000", _FOCUS, "disclosed", told=TOLD_SECOND, published_after=33),
    Plan(_STARTUPS, 1, _GOAL_FOCUS, "2390000", "2341000", _FOCUS, "evaluated", told=TOLD_THIRD, approved_ago=17),
    Plan("企业服务专项", 0, _GOAL_SERVICE, "7949600", "0", _SERVICE, "finance"),
    Plan("信息化运维项目", 0, _GOAL_SYSTEM, "377600", "188800", _SYSTEM, "running"),
    Plan("重点企业服务", 0, _GOAL_FOCUS, "650000", "0", _FOCUS, "running", opinion=_TO_IMPROVE),
    Plan("信息化建设项目", 0, _GOAL_SYSTEM, "1376500", "0", _SYSTEM, "returned"),
    Plan("事业发展专项", 0, _GOAL_UNIT, "702400", "0", _UNIT, "department"),
    Plan("促进企业发展", 0, _GOAL_FOCUS, "1307000", "0", _FOCUS, "unit", is_late=True),
    Plan("企业数字化诊断", 0, _GOAL_FOCUS, "560000", "280000", _FOCUS, "adjusting"),
    Plan("企业家沙龙", 0, _GOAL_FOCUS, "180000", "0", _FOCUS, "declined"),
    Plan("政策宣讲进园区", 0, _GOAL_FOCUS, "240000", "0", _FOCUS, "withdrawn"),
    Plan(_STARTUPS, 0, _GOAL_FOCUS, "2490000", "0", (_FOCUS[0], _FOCUS[2], _FOCUS[4]), "draft", is_late=True),
)  # fmt: skip
