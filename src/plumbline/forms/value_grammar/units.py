"""Units: what is counted, and which kind of value that makes."""

import re

from plumbline.forms.value_grammar.lexicon import alternatives, listed
from plumbline.forms.values import ValueKind

PERCENT = "%"
PERCENT_WORDS = frozenset({"%", "百分数", "百分比", "百分率", "个百分比", "percent"})

DURATIONS = frozenset(
    listed(
        """
    个工作日 工作日 个日历天 日历天 个自然日 自然日 个日 天 日 个周 周 个星期 星期 个月 月 个季度 季度 年 年度 个年度
    学年 个学年 小时 个小时 工作小时 个工作小时 分钟 秒 秒钟 毫秒 h min s ms
    """
    )
)

_MONEY_BASES = listed("元 圆 美元 欧元 港元 港币 日元 英镑 人民币 元人民币 元整 元钱 角")

_COUNTS = listed(
    """
    个 家 次 人 人次 家次 户 户次 项 项次 件 件次 份 篇 篇次 期 场 场次 批 批次 套 套次 台 台套 台次 辆 辆次 座 栋 幢 间
    处 所 条 条次 名 位 只 头 匹 株 棵 亩 公顷 平方米 平米 ㎡ 平方公里 平方千米 km² km2 m² m2 m³ m3 立方米 立方 方 米
    公里 千米 厘米 毫米 延米 里 吨 千克 公斤 克 斤 毫克 升 毫升 度 瓦 千瓦 千瓦时 兆瓦 兆 块 张 本 册 卷 页 字 幅 面 支
    队 支队伍 组 班 门 门次 课时 学时 节 课 学分 讲 集 部 首 款 种 轮 轮次 遍 趟 步 分 分贝 倍 成 例 例次 宗 起 单 笔 则
    帖 站 站次 床 床位 席 岗 岗位 个岗位 枚 把 根 片 段 道 口 眼 盏 瓶 盒 箱 包 袋 桶 车 车次 艘 架 架次 列 班次 航次
    人天 人日 人月 人年 人份 人时 小时人 校 村 镇 县 区 市 对 双 副 台班 工时 机位 工位 车位 标段 节点 版次 版面 万字
    样本 点位 点 个百分点 百分点 个次 户数 家数 人数 次数 kg g t km m cm mm GB TB MB G M kW kWh kw kwh MW kV V W Hz MPa
    N Mbps dB db ℃ 摄氏度 mg/L mg/m3 μg/m3 微克/立方米 毫克/升 千卡 ‰ pct 周次 天次 课次 人课时 株次 号 级 类 届 版 代
    等 星 小类 大类 格 层 楼 里程
    """
)

STRICT = frozenset(
    listed(
        """
    号 级 类 届 版 代 等 星 层 楼 格 点 度 课 部 面 成 方 里 G g t m 市 区 县 校
    """
    )
)
"""Words that count only right after a figure that stands alone: 3级 is a value, 等保3级 and 2级等保 are names."""

_NOT_FOLLOWED_BY = {
    "次": "性日年数第要级生序",
    "家": "庭具电长园乡",
    "年": "期级轻龄均报检会薪化代前后底末初中",
    "人": "才员民均群大口力类社事工",
    "周": "年岁边围期末",
    "天": "然气津",
    "日": "常期均报程志游",
    "个": "人体性别",
    "分": "之类别期析公中配局会批项级布行",
    "点": "对击名亮评",
    "项": "目",
    "期": "间限货刊末初",
    "位": "居于置列次",
    "处": "理于罚置",
    "所": "有在",
    "间": "隔接",
    "条": "件例款",
    "部": "分门",
    "份": "额",
    "面": "向积",
    "组": "织成建",
    "支": "持付出撑",
    "本": "市级年地土单科",
    "起": "步草来到",
    "单": "位",
    "节": "约点能日",
    "元": "旦素",
    "站": "点",
    "对": "接外于口",
    "区": "域间级",
    "市": "场级",
    "段": "落",
    "种": "植子",
    "包": "括",
    "道": "路",
    "课": "题程",
    "件": "套",
}


_LATIN_UNIT = re.compile(r"[A-Za-z0-9]$")


def _measures() -> str:
    words = {*_COUNTS, *_MONEY_BASES, *DURATIONS, *PERCENT_WORDS}
    latin = {word for word in words if _LATIN_UNIT.search(word)}
    return alternatives(words, not_before={**_NOT_FOLLOWED_BY, **dict.fromkeys(latin, "A-Za-z0-9")})


MEASURE = _measures()
SCALE = "万亿|千万|百万|十万|万|亿|千(?![瓦米克卡])|百(?!分)|十(?=万|亿)"

_MONEY = re.compile(
    rf"(?:[十百千万亿]{{0,4}})(?:{'|'.join(sorted(_MONEY_BASES, key=len, reverse=True))})(?:人民币|整)?(?:[/每].{{1,12}})?"
)
_PER_POINT = re.compile("个?百分点")


def kind_of_unit(unit: str | None) -> ValueKind:
    """Tell what a figure with this unit is, when nothing else speaks of a change."""
    if not unit:
        return "number"
    if unit == PERCENT:
        return "percent"
    if unit in DURATIONS:
        return "duration"
    if _PER_POINT.fullmatch(unit):
        return "change"
    return "money" if _MONEY.fullmatch(unit) else "number"


SIMPLE_UNITS: dict[str, ValueKind] = {
    "": "number",
    **dict.fromkeys(
        listed(
            """
    次 家 个 人 人次 家次 家/次 场 场/次 场次 项 件 份 篇 期 条 套 台 卷 块 门 户 户次 批 批次 名 位 亩 平方米 万平方米
    公里 吨 万人次 万家次 万次 万家 万人 本 册 辆 座 栋 处 所 课时 学时 分 倍
    """
        ),
        "number",
    ),
    **dict.fromkeys(listed("元 万元 亿元"), "money"),
    **dict.fromkeys(listed("天 小时 分钟 秒 个月 个工作日 工作日 周"), "duration"),
    **dict.fromkeys(listed("% ％ 百分数 百分比"), "percent"),
}
"""Units that have one reading wherever they follow a plain number; the short way for the commonest cells."""
