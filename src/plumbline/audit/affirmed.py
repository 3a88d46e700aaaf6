"""Answers in words that say a promise in words was kept: 已通过验收 for 通过验收, 未发生事故 for 无事故."""

import re
from functools import lru_cache

from plumbline.audit.wording import condensed

_WEAKER = re.compile("部分|基本|有所|尚|较差|一般|初步|正在|拟|待|推进中|不够|不足|欠")
_NEGATION = re.compile("不|未|无|没有?|零|非")
_FILLING = re.compile(
    "已经?|均|都|得到|全部|全面|全年|年内|按照|实现|达到|完成|进一步|稳步|逐步|不断|持续|情况|工作|作用|有序|制度|机制|发挥|发生|出现|了|的|并|按"
)
_DEGREES = re.compile("明显|显著|大幅|有效|较大|切实|很|较")
_GRADES = {
    "中": 0,
    "合格": 0,
    "较高": 1,
    "较好": 1,
    "良": 1,
    "良好": 1,
    "高": 2,
    "好": 2,
    "优": 2,
    "优秀": 2,
    "优良": 2,
    "很好": 2,
    "很高": 2,
}


@lru_cache(maxsize=4096)
def affirms(promise: str, answer: str) -> bool:
    """Say whether an answer repeats its promise as kept, in other words perhaps; a weaker word is no repetition.

    >>> affirms("通过验收", "已通过验收"), affirms("无事故", "未发生事故"), affirms("明显改善", "有所改善"), affirms("良好", "优")
    (True, True, False, True)
    """
    aimed, done = condensed(promise), condensed(answer)
    if aimed == done:
        return True
    if aimed in _GRADES and done in _GRADES:
        return _GRADES[done] >= _GRADES[aimed]
    if _WEAKER.search(done) and not _WEAKER.search(aimed):
        return False
    if bool(_NEGATION.search(aimed)) != bool(_NEGATION.search(done)):
        return False
    if _DEGREES.search(aimed) and not _DEGREES.search(done):
        return False
    return _same_matter(_core(aimed), _core(done), both_filling=_is_filling(aimed) and _is_filling(done))


def _core(text: str) -> str:
    return _DEGREES.sub("", _FILLING.sub("", _NEGATION.sub("", text)))


def _is_filling(text: str) -> bool:
    return not _core(text)


def _same_matter(aimed: str, done: str, *, both_filling: bool) -> bool:
    """The words that are left are the same, in any order, or one is the end or the whole of the other (通过 for 验收通过)."""
    if both_filling:
        return True
    if not aimed or not done:
        return False
    return aimed in done or (len(done) > 1 and aimed.endswith(done)) or sorted(aimed) == sorted(done)
