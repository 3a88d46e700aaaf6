"""Words and signs that bound a figure, and what they make of it together."""

import re
from typing import Literal, NamedTuple

from plumbline.forms.value_grammar.lexicon import alternatives, listed
from plumbline.forms.values import Operator

Bound = Literal[">=", "<=", ">", "<", "="]

_SIGNS: dict[Bound, tuple[str, ...]] = {
    ">=": listed(">= => ≥= =≥ ≥ >≥ ≥≥ ≥>"),
    "<=": listed("<= =< ≤= =≤ ≤ <≤ ≤≤ ≤<"),
    ">": listed("> >>"),
    "<": listed("< <<"),
    "=": listed("= =="),
}
_BEFORE: dict[Bound, tuple[str, ...]] = {
    ">=": listed(
        """
        大于等于 大于或等于 大等于 高于等于 高于或等于 多于等于 多于或等于 超过等于 不低于 不少于 不小于 不得低于 不得少于
        不得小于 不能低于 不能少于 不短于 不早于 不差于 不下于 不弱于 不亚于 不劣于 未低于 未少于 至少 最少 最低 起码 下限
        达到 达成 达 完成 实现 超额完成 圆满完成 全面完成 保底
        """
    ),
    "<=": listed(
        """
        小于等于 小于或等于 小等于 低于等于 低于或等于 少于等于 少于或等于 不超过 不超 不超出 不高于 不大于 不多于 不长于
        不得超过 不得高于 不得大于 不得多于 不能超过 不能高于 未超过 未超出 未超 没超过 没有超过 未高于 未突破 不突破 不晚于
        不迟于 不得晚于 不得迟于 最多 至多 最高 最大 最长 上限 控制在 控制到 限制在 前
        """
    ),
    ">": listed("大于 高于 多于 超过 超出 超 突破 优于 长于 逾 超额"),
    "<": listed("小于 低于 少于 不足 不到 不满 未达到 未达 未满 短于 早于 未到 未完成 未实现"),
}
_AFTER: dict[Bound, tuple[str, ...]] = {
    ">=": listed("以上 及以上 或以上 含以上 及其以上 之上 起 及更多 或更多 +"),
    "<=": listed("以内 之内 内 以下 及以下 或以下 之下 及其以下 为限 为上限 封顶 及以内"),
}
_NO_BOUND_BEFORE = {
    "达": "标成产人能意",
    "达成": "率度指目年预情协",
    "完成": "率度情时及质量进值后比的数",
    "实现": "率度情值",
    "前": "提期后端台沿瞻述景",
    "超": "级前时期高额支出标载大范",
    "超额": "完",
    "内": "容部外控涵网地资审训设",
    "起": "步草来到诉点",
    "逾": "期",
    "最低": "生价工",
    "最高": "价限法检",
}

OF_SIGN: dict[str, Bound] = {sign: bound for bound, signs in _SIGNS.items() for sign in signs}
OF_WORD_BEFORE: dict[str, Bound] = {word: bound for bound, words in _BEFORE.items() for word in words}
_OF_WORD_AFTER: dict[str, Bound] = {word: bound for bound, words in _AFTER.items() for word in words}

SIGN = alternatives(OF_SIGN)
WORD_BEFORE = alternatives(OF_WORD_BEFORE, not_before=_NO_BOUND_BEFORE)
_AFTER_FIGURE = re.compile(
    rf"(?:\((?P<first>不?含)[^()]{{0,20}}\))?(?P<word>{alternatives(_OF_WORD_AFTER, not_before=_NO_BOUND_BEFORE)})?"
    r"(?P<about>左右|上下|不等)?(?:\((?P<how>不?含)[^()]{0,20}\))?"
)
REACHED = frozenset(listed("达到 达成 达 完成 实现 超额完成 圆满完成 全面完成"))
"""Verbs that report a figure; a bound word or sign beside them says more."""


class After(NamedTuple):
    """The bound words behind a figure: where they end, the bound, whether its edge counts (含, 不含), and 左右."""

    end: int
    bound: Bound | None
    includes_edge: bool | None
    approximate: bool


def read_after(text: str, position: int) -> After:
    """Read 以上, 以内, 左右, （含）… behind a figure."""
    match = _AFTER_FIGURE.match(text, position)
    if match is None or match.end() == position:
        return After(position, None, includes_edge=None, approximate=False)
    bound = _OF_WORD_AFTER[match["word"]] if match["word"] else None
    how = match["how"] or match["first"]
    return After(match.end(), bound, None if how is None else how == "含", match["about"] is not None)


class Agreed(NamedTuple):
    """One bound out of everything printed around a figure."""

    bound: Bound
    contradicts: bool


def agree(sign: Bound | None, before: Bound | None, after: Bound | None) -> Agreed:
    """Put together what a sign, a word before and a word behind say; a printed sign outweighs words, and = is no bound.

    达到90%以下 is at most: the word behind limits, the verb only reports.
    """
    said = [bound for bound in (sign, before, after) if bound is not None and bound != "="]
    if not said:
        return Agreed("=", contradicts=False)
    contradicts = len({bound[0] for bound in said}) > 1
    return Agreed(said[0], contradicts)


def with_edge(bound: Bound, *, includes_edge: bool | None) -> Bound:
    """Make a bound include or exclude its edge as （含） or （不含） says."""
    if includes_edge is None or bound == "=":
        return bound
    if bound[0] == ">":
        return ">=" if includes_edge else ">"
    return "<=" if includes_edge else "<"


def bounds_of(bound: Bound, number: str) -> tuple[Operator, str | None, str | None]:
    """Return operator, low and high of a bounded number."""
    if bound == "=":
        return "=", number, number
    return (bound, number, None) if bound[0] == ">" else (bound, None, number)
