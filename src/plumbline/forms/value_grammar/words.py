"""Values in words: levels, words without a figure, cells that do not apply, and cells nobody filled in."""

import re

from plumbline.forms.value_grammar.folding import NAME
from plumbline.forms.value_grammar.lexicon import listed
from plumbline.forms.values import ValueKind, ValueNote

_OBJECT = "(?:年度|全年|年初|预期|预定|既定|设定)*(?:绩效)?(?:指标|目标)值?"
_LEVEL = re.compile(
    rf"(?:已|已经|全部|完全|基本)?达成(?:{_OBJECT})?|"
    rf"部分达成(?:{_OBJECT})?(?:[并且,;]{{0,2}}具?有一定(?:的)?效果)?|"
    rf"(?:未|没有|未能)达成(?:{_OBJECT})?(?:[并且,;]{{0,2}}效果(?:较|很)?差)?|"
    rf"(?:基本|部分|全部|完全)实现(?:{_OBJECT})|(?:基本|全部|完全)达成{_OBJECT}|实现{_OBJECT}程度(?:较|很)?低|"
    "优|良|中|差|优秀|良好|中等|较差|很差|合格|不合格|优良"
)
_NOT_APPLICABLE_WORDS = frozenset(
    listed(
        """
    不适用 暂不适用 不涉及 无此项 无此项目 无此指标 无该项 无该指标 本年不涉及 本年度不涉及 未涉及 不考核 不作考核 不设
    未设置 未设定 N/A NA n/a na N.A. / // \\ NotApplicable notapplicable 不适用本项目 本项目不涉及
    """
    )
)
_PLACEHOLDER_WORDS = frozenset(
    listed(
        """
    待定 待填 待填写 待填报 待补充 待补 待确定 待核定 待明确 待完善 待统计 待汇总 待上报 待核实 待测算 待审定
    未填 未填写 未定 TBD tbd null NULL None none NaN nan
    undefined 请填写 请输入
    """
    )
)
_SPREADSHEET_ERROR = re.compile(rf"#(?:REF!|DIV/0!|N/A|VALUE!|NAME\?|NUM!|NULL!|SPILL!|{NAME}+!?|#{{2,}})")
_DASHES = re.compile(r"[-/~]{1,99}")
_MARKS = "<>=≥≤"
_EDGES = '"()。.,;、:!'
_FILL = re.compile(r"[*×_?…□○◯●#^\"().。·xX-]+")
_BLANK_TO_FILL = re.compile(
    r"\*{2,}|×{2,}|_{2,}|(?<![A-Za-z])[xX]{2,}(?![A-Za-z])|[<>=≥≤][*×](?![0-9])|[0-9]\*(?=[%\u4e00-\u9fff])|[*_][0-9]|"
    r"(?<![A-Za-z0-9)])[xX×*](?=%|次|家|个|人|月|日|年|万|元|项|天|场|份|期|名|篇)"
)
_LONGEST_TEMPLATE = 60
_ONLY_UNIT = re.compile(
    r"[<>=≥≤]+(?:万|亿|千)?(?:%|个|家|次|人|人次|家次|项|件|份|篇|期|场|天|元|亩|户|名|条|套|台|小时|个月|年|分|平方米|公里|吨)?|"
    r"%|年月日?前?|月日前?"
)


def classify(text: str) -> tuple[ValueKind, ValueNote | None]:
    """Tell the kind of folded text in which no figure was read."""
    word = text.strip(_EDGES + _MARKS)
    if _SPREADSHEET_ERROR.fullmatch(text):
        return "placeholder", "spreadsheet_error"
    if text.lstrip(_MARKS).strip('"()') in _NOT_APPLICABLE_WORDS or word in _NOT_APPLICABLE_WORDS:
        return "not_applicable", None
    bare = text.strip('"()').lstrip(_MARKS)
    if bare and _DASHES.fullmatch(bare):
        return "not_applicable", None
    if is_placeholder(text) or word in _PLACEHOLDER_WORDS:
        return "placeholder", None
    return ("qualitative_level" if _LEVEL.fullmatch(word) else "qualitative_text"), None


def is_placeholder(text: str) -> bool:
    """Tell a cell that a template left to be filled in: ≥**%, XX, ____, 20XX年, or an operator with nothing behind it."""
    if not text or _ONLY_UNIT.fullmatch(text) or _FILL.fullmatch(text.lstrip(_MARKS) or "?"):
        return True
    return len(text) <= _LONGEST_TEMPLATE and _BLANK_TO_FILL.search(text) is not None
