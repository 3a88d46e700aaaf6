"""What the name of an indicator says about its direction and its kind, found once for each name."""

import re
from functools import lru_cache
from typing import NamedTuple

from plumbline.audit.indicator_names import BOUNDED_SHARE, UNBOUNDED_RATE
from plumbline.audit.wording import WordList, condensed

_LESS_IS_BETTER = WordList(
    "故障率", "故障次数", "故障数", "发生率", "投诉率", "投诉数", "投诉量", "投诉次数", "投诉件数",
    "有责投诉", "差错率", "差错数", "差错次数", "错误率", "失误率", "事故", "逾期率", "逾期数", "流失率",
    "失败率", "死亡率", "返工率", "退货率", "损耗率", "破损率", "缺勤率", "空置率", "违规次数", "违规率",
    "安全事件", "超支率", "调整率", "缺陷率", "不合格率", "辍学率", "失业率", "等待时间", "响应时间",
    "平均时限", "办理时限",
)  # fmt: skip
_TURNED_ROUND = WordList(
    "修复", "排除", "处理", "处置", "办结", "解决", "回复", "响应率", "响应及时", "及时率", "下降", "降低",
    "减少", "节约", "控制", "整改", "化解", "回访", "演练", "满意", "预防", "防范", "防控", "培训", "宣传",
    "检查", "排查", "研究", "分析", "核算", "达标率", "调查", "应急", "报告率", "保险", "赔付", "结案",
    "救助", "救援", "抢险", "隐患", "上报", "通报", "核查", "督办", "监测", "监控",
)  # fmt: skip
"""事故 is bad; 事故处置率, 投诉办结率 and 事故下降率 are good."""
_HELD = WordList(
    "举办", "召开", "开展", "组织", "编制", "编撰", "编印", "编发", "编辑", "出版", "发布", "印发", "培训班",
    "研修班", "论坛", "讲座", "演练", "座谈", "慰问", "走访", "巡查", "维护", "调研", "宣传", "服务企业",
    "培育", "活动",
)  # fmt: skip
_KEPT_DOWN = WordList(
    "控制",
    "压减",
    "压降",
    "精简",
    "三公",
    "公务",
    "出国",
    "缩短",
    "节约",
    "限额",
    "上限",
    "间隔",
    "误差",
    "费用",
    "支出",
    "会议次数", "会议场次", "会议数", "会议费",
    "占比", "接待", "超标", "积压", "存量", "库存", "欠", "负债", "耗", "排放", "污染", "罚", "伤亡", "死亡", "病例",
    "裁员", "失业", "退出", "成本", "单价", "时限", "用时", "耗时", "天数", "编制数", "在编",
)  # fmt: skip
_YEAR_ONLY = re.compile(
    r"(?:19|20)\d\d年?(?:度|全年|整年|上半年|下半年|年度)?|(?:本|当|全)?年度?|(?:第?[一二三四1-4])季度|[上下]半年|\d+|\d{1,2}月份?"
)
_LABELS = re.compile(
    r"(?:产出|效益|效果|成本|满意度|数量|质量|时效|经济效益|社会效益|生态效益|可持续影响|服务对象满意度|其他|绩效)?指标[一二三四五六七八九十\d]*|指标名称|三级指标"
)


class NameFacts(NamedTuple):
    """`bad`: the less the better. `held`: something to be held or made, the more the better. `share`: never above 100 %."""

    bad: bool
    held: bool
    share: bool
    names_nothing: bool


@lru_cache(maxsize=16_384)
def name_facts(name: str) -> NameFacts:
    """Find what a name says.

    >>> name_facts("系统故障率").bad, name_facts("系统故障排除率").bad, name_facts("2022年度").names_nothing
    (True, False, True)
    """
    text = condensed(name)
    bad = _LESS_IS_BETTER.first(text) is not None and _TURNED_ROUND.first(text) is None
    return NameFacts(
        bad=bad,
        held=not bad and _HELD.first(text) is not None and _KEPT_DOWN.first(text) is None,
        share=BOUNDED_SHARE.first(text) is not None and UNBOUNDED_RATE.first(text) is None,
        names_nothing=not text or _YEAR_ONLY.fullmatch(text) is not None or _LABELS.fullmatch(text) is not None,
    )


def kept_down(name: str) -> bool:
    """Say whether a name tells of something that is to stay small: a cost, a limit, official travel.

    >>> kept_down("公务接待次数"), kept_down("办理企业诉求量")
    (True, False)
    """
    return _KEPT_DOWN.first(condensed(name)) is not None


@lru_cache(maxsize=16_384)
def canonical(name: str) -> str:
    """Return a name in the spelling by which two forms are compared: without punctuation, 的 and different words for number.

    >>> canonical("服务企业的数量（家）") == canonical("服务企业数")
    True
    """
    text = re.sub(r"[（(][^（）()]{1,6}[）)]$", "", name.strip())
    text = condensed(text).replace("的", "")
    return re.sub(r"(?:数量|个数|总数|家数)$", "数", text) or condensed(name)
