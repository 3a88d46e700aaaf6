"""The words and signs a figure is made of, found in one pass over a piece."""

import re

from plumbline.forms.value_grammar import bounds
from plumbline.forms.value_grammar.lexicon import alternatives, listed
from plumbline.forms.value_grammar.numerals import NUMERAL_CHARACTERS

_ARABIC = (
    r"(?:[0-9]{1,3}(?:[, ][0-9]{3})+(?![0-9])(?:\.[0-9]+)?|"
    r"[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3}(?![0-9A-Za-z]))?|\.[0-9]+)"
)
_CHINESE = f"[{NUMERAL_CHARACTERS}]{{1,16}}(?:点[{NUMERAL_CHARACTERS}]{{1,8}})?"
_CHANGE_WORDS = listed(
    """
    同比增长 同比增加 环比增长 增长 提高 提升 增加 上升 增幅 涨幅 净增 下降 降低 减少 降幅 压减 压降 缩短 上涨 回升 提速
    增速 同比 环比
    """
)
_NO_CHANGE_BEFORE = {"增加": "值", "增长": "点极", "提升": "班工行类", "提高": "班"}
CHANGE = alternatives(_CHANGE_WORDS, not_before=_NO_CHANGE_BEFORE)
_VERBS = listed(
    """
    举办 召开 开展 组织 编制 编印 编写 出版 发布 发放 建设 建立 新建 新增 培育 培训 服务 走访 调研 形成 完成 引进 支持
    扶持 资助 采购 购置 制作 改造 修缮 维修 检查 抽查 评选 推荐 认定 撰写 提交 报送 受理 办理 处理 接待 拍摄 刊登 印制
    印发 举行 参加 参与 出具 推送 更新 维护 招聘 录用 巡查 巡检 演练 审核 审计 评审 验收 申报 获得 获 取得 入库 落地
    实施 覆盖 惠及 投放 种植 建成 组建 成立 实现 累计 共 约 全年 每
    """
)
VERB = alternatives(_VERBS)
PARTICLE = "[的了并且和与在为是对将被已应须能可有无不完成达按]"
_APPROXIMATE = frozenset(listed("约 大约 近 将近 接近 大概 大致"))
_CURRENCIES = {"¥": "元", "人民币": "元", "$": "美元"}
_FILLERS = (
    *_APPROXIMATE,
    *listed(
        """
        为 是 在 到 至 共 共计 合计 总计 累计 总数 计 了 的 于 : ( " ¥ $ 人民币 应 须 需 均 各 已 已经 将 率 幅 幅度 比例 数量
        数 额 实际 全年 年均 月均 日均 每次 每期 每家 每场 每人 每户 每项 每批 每个 每年度 本年 本年度 当年 并 且 而 或 值 即
        平均 人均 户均 达标
        """
    ),
)
_NO_FILLER_BEHIND = {"约": "节合集条签契公制", "近": "附最临靠亲"}
_PERIOD = (
    "(?<![0-9.])(?:每[0-9一二两三四五六半]{0,2}|[一二两三四半1-9])个?(?:年度?|季度|月|周|天|日|学期)"
    "(?=[0-9]{1,5}(?!个?月|天|小时|日|年|周|[0-9.])|[一二两三四五六七八九十]{1,3}(?!个?月|天|小时|日|年|周)|"
    "不少于|不低于|至少|不超过|[<>=≥≤]|举办|开展|召开|组织|更新)"
)

TOKEN = re.compile(
    rf"(?P<period>{_PERIOD})|(?P<number>(?:(?<![0-9A-Za-z])(?:[-+±]|正负))?{_ARABIC})|"
    r"(?P<half>[一二两三四五六七八九十]个半(?=月|小时|学期|季度)|[一二两三四五六七八九十](?:年|天|倍)半)|"
    rf"(?P<fraction>百分百|百分之(?:{_ARABIC}|{_CHINESE})|千分之(?:{_ARABIC}|{_CHINESE}))|(?P<chinese>{_CHINESE}|半)|"
    rf"(?P<sign>{bounds.SIGN})|(?P<bound>{bounds.WORD_BEFORE})|(?P<change>{CHANGE})|"
    rf"(?P<filler>{alternatives(_FILLERS, not_behind=_NO_FILLER_BEHIND)})"
)


class Lead:
    """What stands directly before a number, gathered while scanning."""

    __slots__ = (
        "approximate",
        "before",
        "before_is_report",
        "change",
        "currency",
        "is_empty",
        "raised_to",
        "sign",
        "start",
    )

    def __init__(self, start: int) -> None:
        self.start = start
        self.is_empty = True
        self.sign: bounds.Bound | None = None
        self.before: bounds.Bound | None = None
        self.before_is_report = False
        self.change: str | None = None
        self.approximate = False
        self.currency: str | None = None
        self.raised_to = False

    def take(self, group: str, word: str) -> None:
        """Add one token that touches the number or another token before it."""
        self.is_empty = False
        if group == "sign":
            sign = bounds.OF_SIGN[word]
            self.sign = sign if self.sign in {None, "="} else self.sign
        elif group == "bound":
            is_report = word in bounds.REACHED
            if self.before is None or not is_report:
                self.before, self.before_is_report = bounds.OF_WORD_BEFORE[word], is_report
        elif group == "change":
            self.change, self.raised_to = word, False
        elif word in {"到", "至"} and self.change:
            self.raised_to = True
        elif word in _CURRENCIES:
            self.currency = _CURRENCIES[word]
        elif word in _APPROXIMATE:
            self.approximate = True
