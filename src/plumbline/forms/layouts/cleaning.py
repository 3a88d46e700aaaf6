"""Printed text without what the conversion left in it: tags, entities, line wraps, blanks."""

import html
import re
from functools import lru_cache

TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>|<!--.*?-->", re.DOTALL)
BLOCK_TAG = re.compile(r"<(?:/p|/div|/li|/ol|/ul|/tr|br|p|div|li|ol|ul|tr)\b[^<>]*>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
BLANK = re.compile(r"[\s\u200b-\u200f\u2028\u2029\ufeff\u00ad\x00-\x1f]+")
MAX_LABEL = 60
BRACKETED = re.compile(r"[（(【\[][^（()）】\]]*[）)】\]]")

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_LABEL_FORM = str.maketrans(_FULL_WIDTH | {ord("："): ":", ord("、"): "、", 0x3000: " "})


def has_markup(text: str) -> bool:
    """Whether HTML was left in the text."""
    return "<" in text and TAG.search(text) is not None


def strip_markup(text: str) -> str:
    """Return the text without tags; the ends of paragraphs become line ends."""
    if "<" in text:
        text = TAG.sub("", BLOCK_TAG.sub("\n", text))
    if "&" in text and ENTITY.search(text):
        text = html.unescape(text)
    return text


def clean_text(text: str) -> str:
    """Return running text without line wraps, blanks and tags."""
    return BLANK.sub("", strip_markup(text))


def lines_of(text: str) -> list[str]:
    """Return the paragraphs of a cell without tags, empty ones left out."""
    return [line for line in (part.strip() for part in strip_markup(text).splitlines()) if line]


def label_key(text: str) -> str:
    """Bring a label to the form in which labels are compared: half width, no blanks, no bracketed unit, no colon.

    >>> label_key("项目 资金（万元）：")
    '项目资金'
    """
    return "" if len(text) > MAX_LABEL else _label_key(text)


@lru_cache(maxsize=16384)
def _label_key(text: str) -> str:
    text = BLANK.sub("", strip_markup(text)).translate(_LABEL_FORM)
    text = BRACKETED.sub("", text)
    return text.strip(":*＊ 　")


def or_none(text: str | None) -> str | None:
    """Return stripped text, None for a blank."""
    if text is None:
        return None
    return text.strip() or None
