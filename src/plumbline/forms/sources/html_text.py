"""Running text of a web page the way a browser shows it: blanks collapsed, blocks and `<br>` as line ends."""

import re
from collections.abc import Iterator

from lxml import etree

SKIPPED = frozenset(
    {"script", "style", "head", "template", "noscript", "object", "svg", "title", "meta", "link", "iframe"}
)
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "summary", "td", "th", "tr", "ul",
})  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f\xa0]+")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_WRAP_WITHIN_CHINESE = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n]\s*(?=[{_WIDE}])")
_CHOSEN = frozenset({"checkbox", "radio"})


def flow(container: etree._Element) -> Iterator[str | etree._Element]:
    """Yield the lines of text in a container, and its outermost tables where they stand. An empty line was a `<br>`."""
    line: list[str] = [container.text or ""]
    # An entry is a node to enter, or a node that was left: its tail follows.
    waiting: list[tuple[etree._Element, bool]] = [(node, True) for node in reversed(container)]
    while waiting:
        node, entering = waiting.pop()
        tag = node.tag
        if not entering:
            if tag in _BLOCKS:
                yield from _end_of_block(line)
            line.append(node.tail or "")
            continue
        if tag == "table" or tag in _BLOCKS:
            yield from _end_of_block(line)
        waiting.append((node, False))
        if tag == "table":
            yield node
        elif tag == "br":
            yield _collapsed(line)
            line.clear()
        elif tag == "pre":
            yield from "".join(map(str, node.itertext())).splitlines()
        elif tag in {"input", "option"}:
            line.append(_control_text(node, tag))
        elif tag not in SKIPPED and not is_hidden(node):
            line.append(node.text or "")
            waiting.extend((child, True) for child in reversed(node))
    yield from _end_of_block(line)


def is_hidden(node: etree._Element) -> bool:
    """Tell what a page does not show."""
    style = node.get("style")
    return style is not None and "display:none" in style.replace(" ", "").lower()


def _end_of_block(line: list[str]) -> Iterator[str]:
    text = _collapsed(line)
    line.clear()
    if text:
        yield text


def _collapsed(line: list[str]) -> str:
    return _BLANKS.sub(" ", _WRAP_WITHIN_CHINESE.sub("", "".join(line))).strip()


def _control_text(node: etree._Element, tag: str) -> str:
    """Return what a control of a web form shows: ticks, typed values, the chosen option."""
    if tag == "option":
        return (node.text or "") if node.get("selected") is not None else ""
    kind = (node.get("type") or "text").lower()
    if kind in _CHOSEN:
        return "☐" if node.get("checked") is None else "☑"
    return (node.get("value") or "") if kind in {"text", "number", "date"} else ""
