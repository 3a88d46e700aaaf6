"""Figures in running text, and which indicator they speak of.

A figure is read with what bounds it: 超4.7万 means from 47,000 to a little more, 近120万 a little less, 400多 from 400 up to 500. Running
totals (累计, 总计), parts (其中) and other years are left out. A figure speaks of an indicator when the two share the thing that is counted
(the last word of the name) and a piece of four characters, and count in units that can be compared.
"""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from plumbline.audit.wording import WordList
from plumbline.scoring.units import reconcile_units

_SEGMENT = re.compile(r"[，。；;！!\n：:]|,(?!\d)")
_SCALES = {"百": 100, "千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}
_UNIT = (
    "(?:家|人|户|场|件|项|批|篇|期|台|辆|车|站)/?次|个百分点|%|％|美元|元|学时|课时|人日|人天|[个家人户次件条份项篇期场批笔单套台辆座处所名位张本册版门节课讲轮宗起株棵亩吨"
    "年月日号级届代等星层楼类字款种面天]|平方米|公里|公顷|小时|分钟|公斤|季度"
)
"""The units of running text; those of dates and names stand here so that they are known for what they are."""
_FIGURE = re.compile(
    r"(?P<before>不少于|不低于|不小于|至少|超过|超出|超|逾|突破|高于|将近|接近|近|不足|不到|约|大约)?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?P<scale>千万|百万|亿|万|千|百)?(?P<more>多|余|来)?(?P<unit>{_UNIT})?(?P<behind>以上|多|余|左右|上下)?"
)
_ABOVE = frozenset({"超过", "超出", "超", "逾", "突破", "高于", "多", "余", "来", "以上"})
_AT_LEAST = frozenset({"不少于", "不低于", "不小于", "至少"})
_BELOW = frozenset({"将近", "接近", "近", "不足", "不到"})
_NOT_A_COUNT = frozenset(
    {"年", "月", "日", "号", "级", "届", "年度", "季度", "版", "条例", "代", "等", "星", "层", "楼", "类", "号楼"}
)
_NOT_THIS_YEAR = WordList(
    "累计", "总计", "共计", "合计", "总数", "总量", "历年", "以来", "截至", "截止", "目前", "现有", "上年",
    "去年", "同比", "环比", "比上", "较上", "目标", "计划", "预计", "其中", "包括", "平均", "月均", "日均",
    "每", "首批", "第一批",
)  # fmt: skip
"""Words that make a figure something else than the year's result."""
_NARROWS = WordList(
    "新增",
    "重点",
    "示范",
    "线上",
    "线下",
    "走访",
    "调研",
    "优秀",
    "外地",
    "部分",
    "专场",
    "市级",
    "区级",
    "国家级",
    "一期",
    "二期",
    "上半年",
    "下半年",
    "季度",
)
_DOING = (
    "完成",
    "处理",
    "办理",
    "举办",
    "开展",
    "组织",
    "提供",
    "实现",
    "达到",
    "发布",
    "推送",
    "新增",
    "各类",
    "全年",
    "年度",
    "日常",
    "覆盖",
    "实际",
    "本年度",
    "共",
    "推动",
    "的",
)
_DOING_WORD = re.compile("|".join(_DOING))
_SUFFIX = re.compile(
    r"(?:总)?(?:课程(?:数量|数|课时)?|[处座件篇套条份项台辆个批期班所盏株册宗起]数|数量|次数|人数|家数|户数|长度|面积|里程|金额|总额|额度|总数|家次|人次|场次|完成量|完成数|数|量|额)$"
)
_IN_BRACKETS = re.compile(r"（[^（）]*）|\([^()]*\)")
_GENERIC_HEADS = frozenset("企业 人员 活动 服务 项目 工作 对象 单位 意度 意率 机构 完成 情况 人士 干部 培训".split())
_FITS_MANY = _GENERIC_HEADS | frozenset("信息 政策 数据 资料 材料 业务 设备 重点 群众 居民".split())
_SAME_COUNT = frozenset({"个", "次", "件", "条", "份", "项", "篇", "笔", "单", None})
_ULP_SHARE = Decimal("0.1")
_SHORTEST_TURNED = 4
_SHORTEST_CORE = 2
"""A name of two characters (巡河) is spoken of only where nothing else stands beside it."""
_NO_END = Decimal("1E+40")


class TextFigure(NamedTuple):
    """A figure of a text: the words of its clause, the printed letters, the band it stands for, and its unit."""

    clause: str
    printed: str
    low: Decimal
    high: Decimal
    unit: str | None

    def may_be_a_part(self, name: str) -> bool:
        """Whether a word of the clause narrows what is counted; the indicator's own words do not."""
        core = key_of(name).core
        rest = self.clause.replace(core, "")
        own = _NARROWS.first(core)
        return _NARROWS.first(rest.replace(own, "") if own else rest) is not None


@lru_cache(maxsize=1024)
def figures_of(text: str) -> tuple[TextFigure, ...]:
    """Return the figures of a text that can be a year's results.

    >>> [(figure.printed, int(figure.low), int(figure.high)) for figure in figures_of("撮合订单超4.7万个，累计超131万个")]
    [('超4.7万个', 47000, 51700)]
    """
    found = []
    for segment in _SEGMENT.split(text):
        if _NOT_THIS_YEAR.first(segment):
            continue
        for clause, match in _clauses(segment):
            figure = _figure(clause, match)
            if figure is not None:
                found.append(figure)
    return tuple(found)


def _clauses(segment: str) -> list[tuple[str, re.Match[str]]]:
    """Each figure with the words before it (up to the figure before) and, for the last one, those behind it."""
    matches = list(_FIGURE.finditer(segment))
    clauses = []
    for index, match in enumerate(matches):
        start = matches[index - 1].end() if index else 0
        end = len(segment) if index + 1 == len(matches) else match.end()
        clauses.append((segment[start : match.start()] + "\x00" + segment[match.end() : end], match))
    return clauses


def _figure(clause: str, match: re.Match[str]) -> TextFigure | None:
    unit = match["unit"]
    if unit in _NOT_A_COUNT or (unit is None and match["scale"] is None and match["before"] is None):
        return None
    number = Decimal(match["number"].replace(",", ""))
    scale = _SCALES.get(match["scale"] or "", 1)
    step = _step(match["number"]) * scale
    value = number * scale
    words = {match["before"], match["more"], match["behind"]}
    if words & _AT_LEAST:
        low, high = value, _NO_END
    elif words & _ABOVE:
        low, high = value, max(value + step, value * (1 + _ULP_SHARE))
    elif words & _BELOW:
        low, high = min(value - step, value * (1 - _ULP_SHARE)), value
    elif words & {"约", "大约", "左右", "上下"}:
        margin = max(step, value * _ULP_SHARE)
        low, high = value - margin, value + margin
    else:
        margin = step / 2 if match["scale"] else Decimal(0)
        low, high = value - margin, value + margin
    return TextFigure(clause, match[0], low, high, unit)


def _step(number: str) -> Decimal:
    """The value of the last digit that says something: 0.1 of 4.7, 100 of 400."""
    if "." in number:
        return Decimal(1).scaleb(-len(number.partition(".")[2]))
    digits = number.replace(",", "")
    zeros = len(digits) - len(digits.rstrip("0"))
    return Decimal(1).scaleb(min(zeros, len(digits) - 1))


class NameKey(NamedTuple):
    """What a text must share with the name of an indicator to speak of it."""

    core: str
    head: str
    pieces: tuple[str, ...]


@lru_cache(maxsize=8192)
def key_of(name: str) -> NameKey:
    """Return the core of a name (without its counting word), its last word, and its pieces of four characters."""
    core = _SUFFIX.sub("", _IN_BRACKETS.sub("", name)) or name
    head = core[-2:]
    if head in _GENERIC_HEADS:
        return NameKey(core, core[-4:], (core[-4:],) if len(core) >= 4 else (core,))
    return NameKey(core, head, tuple(core[index : index + 4] for index in range(len(core) - 3)))


def may_speak_of(text: str, name: str) -> bool:
    """Say whether a text has the words of an indicator at all; saves reading the figures of most texts."""
    key = key_of(name)
    if key.head in text and len(key.core) >= 3 and (key.core in text or any(piece in text for piece in key.pieces)):
        return True
    if len(key.core) == _SHORTEST_CORE:
        return key.core in text
    return key.core in _bare(text) or _turned_round(key.core, text) or _in_halves(key.core, text)


@lru_cache(maxsize=2048)
def _bare(text: str) -> str:
    """Take the words of doing out of a text: 平台完成服务订单 as 平台服务订单."""
    return _DOING_WORD.sub("", text)


def _in_halves(core: str, text: str) -> bool:
    """Say whether both words of a name of four characters stand in a text, apart: 基地巡查 and 巡查生产基地.

    >>> _in_halves("基地巡查", "巡查生产基地676家次"), _in_halves("企业走访", "走访入库企业900家次")
    (True, False)
    """
    halves = core[:2], core[2:]
    return len(core) == _SHORTEST_TURNED and all(half in text and half not in _FITS_MANY for half in halves)


@lru_cache(maxsize=8192)
def _characters(text: str) -> frozenset[str]:
    """The characters of a text, each once."""
    return frozenset(text)


def _turned_round(core: str, text: str) -> bool:
    """Say whether the words of a name stand in a text in another order: 岸线修复 and 修复岸线.

    >>> _turned_round("食堂从业人员培训", "全年培训食堂从业人员406人次")
    True
    """
    length = len(core)
    if length < _SHORTEST_TURNED or not _characters(core) <= _characters(text):
        return False
    letters = sorted(core)
    return any(
        text[start] in core and text[start + length - 1] in core and sorted(text[start : start + length]) == letters
        for start in range(len(text) - length + 1)
    )


def speaks_of(figure: TextFigure, name: str, unit: str | None) -> bool:
    """Say whether a figure of a text is about an indicator."""
    if not may_speak_of(figure.clause, name):
        return False
    if figure.unit in _SAME_COUNT and unit in _SAME_COUNT:
        return True
    return reconcile_units(unit, figure.unit).relation != "mismatch"


def names_the_same(figure: TextFigure, name: str) -> bool:
    """Say whether a clause names just what an indicator counts, and not a neighbour of it (快速检测样品, 定量检测样品).

    Either the whole core of the name stands in the clause, or what the name has before the shared words is only a word of doing.
    """
    core = key_of(name).core
    if len(core) <= _SHORTEST_CORE:
        return _bare(figure.clause).strip("\x00") == core
    if core in figure.clause or core in _bare(figure.clause) or _turned_round(core, figure.clause):
        return True
    if figure.unit not in _SAME_COUNT and _in_halves(core, figure.clause):
        return True
    for length in range(len(core) - 1, 3, -1):
        for start in range(len(core) - length + 1):
            if core[start : start + length] in figure.clause:
                return start == 0 or core[:start].endswith(_DOING)
    return False


def in_band(figure: TextFigure, value: Decimal, unit: str | None) -> bool:
    """Say whether a table's value is what the text says, as finely as the text says it."""
    factor = reconcile_units(unit, figure.unit).factor
    return figure.low * factor <= value <= figure.high * factor
