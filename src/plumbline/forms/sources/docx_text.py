"""The text of a Word paragraph as a person sees it with all tracked changes accepted."""

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from plumbline.forms.sources.symbols import is_symbol_font, symbol_text

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

P, TABLE, ROW, CELL = W + "p", W + "tbl", W + "tr", W + "tc"
VAL = W + "val"
_TEXT_BOX = W + "txbxContent"
_RUN, _RUN_PROPERTIES = W + "r", W + "rPr"
_TEXTS = frozenset({W + "t", _M + "t"})
_FIXED = {W + "tab": "\t", W + "ptab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
_REMOVED = frozenset({W + "del", W + "moveFrom"})
_INSERTED = frozenset({W + "ins", W + "moveTo"})
_SKIPPED = _REMOVED | {
    W + "pPr",
    _RUN_PROPERTIES,
    W + "sdtPr",
    W + "rt",
    W + "instrText",
    W + "object",
    _MC + "Fallback",
}
_WRAPPERS = _INSERTED | {
    W + "sdt",
    W + "sdtContent",
    W + "customXml",
    W + "smartTag",
    _MC + "AlternateContent",
    _MC + "Choice",
}
_OFF = frozenset({"0", "false", "off", "none"})


class ParagraphText(NamedTuple):
    """The text of a paragraph and the text boxes anchored in it."""

    text: str
    boxes: list[etree._Element]


def children(container: etree._Element, *wanted: str) -> Iterator[etree._Element]:
    """Yield the wanted child elements in order, seen through content controls and insertions, without deletions."""
    waiting = list(reversed(container))
    while waiting:
        node = waiting.pop()
        if node.tag in wanted:
            yield node
        elif node.tag in _WRAPPERS:
            waiting.extend(reversed(node))


def has_tracked_changes(root: etree._Element) -> bool:
    """Tell whether changes are waiting to be accepted."""
    return next(root.iter(*_REMOVED, *_INSERTED), None) is not None


def paragraph_text(paragraph: etree._Element) -> ParagraphText:
    """Return the text of a paragraph: breaks as line ends, tabs as TAB, symbols as Unicode."""
    parts: list[str] = []
    boxes: list[etree._Element] = []
    waiting = [(node, "") for node in reversed(paragraph)]
    while waiting:
        node, font = waiting.pop()
        tag = node.tag
        if tag == _RUN:
            properties = node.find(_RUN_PROPERTIES)
            if properties is not None:
                if is_on(properties.find(W + "vanish")):
                    continue
                font = _symbol_font(properties)
            waiting.extend((child, font) for child in reversed(node))
        elif tag in _TEXTS:
            parts.append(symbol_text(node.text or "", font) if font else node.text or "")
        elif tag in _FIXED:
            parts.append(_FIXED[tag])
        elif tag == W + "sym":
            parts.append(_symbol(node))
        elif tag == W + "checkBox":
            parts.append(_check_box(node))
        elif tag == _TEXT_BOX:
            boxes.append(node)
        elif tag not in _SKIPPED:
            waiting.extend((child, font) for child in reversed(node))
    return ParagraphText("".join(parts), boxes)


def is_on(switch: etree._Element | None) -> bool:
    """Read a switch: present without a value means on."""
    return switch is not None and switch.get(VAL, "1") not in _OFF


def _symbol_font(properties: etree._Element) -> str:
    fonts = properties.find(W + "rFonts")
    if fonts is None:
        return ""
    font = fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""
    return font if is_symbol_font(font) else ""


def _symbol(node: etree._Element) -> str:
    try:
        character = chr(int(node.get(W + "char") or "", 16))
    except (ValueError, OverflowError):
        return ""
    return symbol_text(character, node.get(W + "font") or "")


def _check_box(node: etree._Element) -> str:
    """Show the state of a form field, which has no text of its own."""
    checked = node.find(W + "checked")
    return "☑" if is_on(checked if checked is not None else node.find(W + "default")) else "☐"
