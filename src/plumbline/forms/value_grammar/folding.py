"""The printed text made ready for reading.

Two strings of the same length come out: `letters`, the printed letters without blanks, from which units are cut to the letter;
and `text`, the same in half width with one sign for each meaning. Digits that belong to a name (第20届, ISO9001, 5G, 《…》) are
masked in `text`, so that nothing downstream takes them for a figure.
"""

import html
import re
from typing import NamedTuple

NAME = "\ue000"
EXPRESSION = "\ue001"

_HALF_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_SAME_SIGN = {
    "≥": "≧⩾≽⪰≥",
    "≤": "≦⩽≼⪯≤",
    ">": "》〉﹥›≫＞",
    "<": "《〈﹤‹≪＜",
    "-": "‐‑‒–—―─━﹣－−﹘",
    "~": "～〜∼˜∽",
    "%": "％﹪٪",
    "(": "（【〔［｛﹙[{",
    ")": "）】〕］｝﹚]}",
    '"': "“”„‟「」『』‘’＂'",
    ",": "，﹐",
    ";": "；﹔①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    ":": "：﹕∶",
    ".": "．﹒",
    "×": "✕✖╳",
    "¥": "￥",
    "*": "＊﹡∗⁎",
}
_FOLD = str.maketrans(
    {**_HALF_WIDTH, **{ord(letter): sign for sign, letters in _SAME_SIGN.items() for letter in letters}}
)

_TAG = re.compile(
    r"</?(?:p|br|div|span|font|b|i|u|em|strong|ol|ul|li|td|tr|table|sub|sup|o:p|st1:\w{1,20})(?:\s[^<>]{0,400}|/)?>",
    re.IGNORECASE,
)
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]+"
)
_LIST_MARKER = re.compile(
    r"(?:^|(?<=[\n;；。]))[^\S\n]*(?:[(（]?[0-9０-９]{1,2}[)）.、．]|[一二三四五六七八九十]{1,3}、)(?=\s?[\u4e00-\u9fff])"
)
_INNER_MARKER = re.compile(r"[(（][0-9]{1,2}[)）](?=[\u4e00-\u9fff])")
_NUMBER_IN_PARENTHESES = re.compile(r"(?:^|(?<=[≥≤<>=＞＜＝≧≦:：]))\s?[(（\[【]([0-9.]{1,20})[)）\]】](?!$)")
_BLANK_BETWEEN_DIGITS = re.compile(r"(?<=[0-9０-９])\s{1,99}(?=[0-9０-９])")
_BLANK = re.compile(r"[\s\u3164\u2800]+")
_TITLE = re.compile(r"《[^《》]{1,80}》")

_TIME = r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
_DAY_WITH_YEAR = rf"(?:19|20)[0-9]{{2}}[-/.年][0-9]{{1,2}}[-/.月][0-9]{{1,2}}(?:日?[ T]?{_TIME}|日)?(?![0-9.])"
_DATE_WITH_TIME = rf"[0-9]{{1,2}}月[0-9]{{1,2}}日{_TIME}|{_DAY_WITH_YEAR}"
_NUMBER = r"[0-9]{1,15}(?:\.[0-9]{1,6})?"
_CALCULATION = (
    rf"(?<![0-9.]){_NUMBER}(?:小时|天|日|人|家|个|%|月)?(?:[×:÷^]|[*xX](?=[0-9])|/(?=[0-9])|\+)\(?[0-9N][0-9.]{{0,12}}"
)
_ROUND_THE_CLOCK = r"(?<![0-9.])7天24小时|(?<![0-9.])24小时7天|(?<![0-9.])[0-9]{1,15}(?:\.[0-9]{1,6})?±[0-9]"
_NAMES = (
    r"\((?:19|20)[0-9]{2}\)第?[0-9]{0,5}号?|"
    r"第(?![0-9](?:[-~至到]第?[0-9])?季)[0-9]{1,6}[\u4e00-\u9fff]?|"
    r"(?<![A-Za-z0-9])(?!p[hH]|P[hH])[A-Za-z][A-Za-z./\-]{0,19}[0-9][A-Za-z0-9./\-:]{0,29}|"
    r"(?<![0-9A-Za-z.>=<≥≤])[0-9](?:G|A|D|K|V|X|R)(?![A-Za-z0-9%])|"
    r"(?<![0-9.])[0-9]{1,4}(?:周年|强(?!度)|佳(?!绩)|A级|星级)|"
    r"(?<![0-9.])[0-9]{1,2}次(?=性|验收|通过|合格|成功)|(?<![0-9.])1[^0-9年月季周天日]1[档策案议岗卡码证表册]|(?<![0-9A-Za-z])[A-Za-z]\+[0-9]|"
    r"(?<![0-9.])[0-9]级(?=[\u4e00-\u9fff](?!上|下|内))|等保[0-9]级?|"
    r"(?<![0-9.])[0-9]{1,5}号(?=[\u4e00-\u9fff])(?!前|之前|以前|底)|"
    r"(?<![0-9.])1234[5-8](?=热线|平台|市民|工单|政务|服务|转办)|热线1234[5-8]|"
    r"(?<![0-9.])[0-9]{1,4}(?:\.[0-9]{1,4}){2,6}"
)
_MASK = re.compile(
    rf"(?P<date>{_DATE_WITH_TIME})|(?P<calculation>{_CALCULATION}|{_ROUND_THE_CLOCK})|(?P<name>{_NAMES})"
)
_ASCII_DIGIT = re.compile("[0-9]")


class Folded(NamedTuple):
    """`letters` and `text` have the same length; a span in one is the span in the other."""

    letters: str
    text: str


def fold(raw: str) -> Folded:
    """Drop tags, entities, blanks and invisible characters, then fold signs and mask names."""
    letters = raw
    if "&" in letters:
        letters = html.unescape(html.unescape(letters))
    if "<" in letters:
        letters = _TAG.sub("\n", letters)
    letters = _INVISIBLE.sub("", letters).strip()
    if len(_INNER_MARKER.findall(letters)) > 1:
        letters = _INNER_MARKER.sub(";", letters)
    letters = _LIST_MARKER.sub(";", letters)
    letters = _NUMBER_IN_PARENTHESES.sub(r"\1", letters)
    letters = _BLANK_BETWEEN_DIGITS.sub("\x1c", letters)
    letters = _BLANK.sub("", letters.replace("\x1c", "\ue002")).replace("\ue002", " ")
    text = letters
    if "《" in text:
        text = _TITLE.sub(lambda match: NAME * len(match.group()), text)
    text = text.translate(_FOLD)
    if _ASCII_DIGIT.search(text):
        text = _MASK.sub(_mask, text)
    return Folded(letters, text)


def _mask(match: re.Match[str]) -> str:
    printed = match.group()
    if match.lastgroup == "date":
        return printed.replace(" ", "T")
    return (EXPRESSION if match.lastgroup == "calculation" else NAME) * len(printed)
