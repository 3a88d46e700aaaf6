"""Web pages, also those that Word, Excel and WPS saved or that were given a name in .doc or .xls, and MHT archives of them.

Every table is a grid; the tables within it come after it. Text outside tables becomes lines, counted from 1 without blank ones.
"""

import re

from lxml import etree

from plumbline.forms.grid import Document, Grid, Line
from plumbline.forms.places import Cell, ReadingProblem
from plumbline.forms.sources.encoding import Decoded, damaged_characters, decode_page
from plumbline.forms.sources.html_text import SKIPPED, flow, is_hidden
from plumbline.forms.sources.limits import MAX_COLUMN_SPAN, MAX_NESTED_TABLES, MAX_PAGE_MARKUP, Budget
from plumbline.forms.sources.problems import clamped_span, cut_short, empty_document, nested_table
from plumbline.forms.sources.refusals import damaged, refusal
from plumbline.forms.sources.spans import SpanLayout

_DECLARED = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE)
_APART = frozenset({"caption", "table"})
_CELLS = frozenset({"td", "th"})


def read_html(data: bytes, file: str) -> Document:
    """Read a web page."""
    declared = _DECLARED.search(data[:4096])
    return _read(decode_page(data, declared[1].decode("ascii") if declared else None), file)


def read_mht(data: bytes, file: str) -> Document:
    """Read the first web page of an MHT archive."""
    from email import message_from_bytes

    try:
        pages = (part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html")
        page = next(pages, None)
        content = None if page is None else page.get_payload(decode=True)
        charset = None if page is None else page.get_content_charset()
    except (ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        raise damaged("网页归档结构有误", "the structure of the web archive is wrong") from error
    if not isinstance(content, bytes) or not content.strip():
        raise damaged("网页归档中没有网页", "the web archive holds no page")
    return _read(decode_page(content, charset), file)


def _read(decoded: Decoded, file: str) -> Document:
    root = _parse(decoded.text)
    reader = _Reader(file)
    reader.problems += damaged_characters(decoded, file, "body")
    lowered = decoded.text.lower()
    if lowered.count("<table") > lowered.count("</table"):
        reader.problems.append(cut_short())
    body = root if root.tag == "body" else next(root.iter("body"), root)
    reader.read_flow(body, depth=0)
    if not reader.blocks:
        reader.problems.append(empty_document())
    return Document(file, "html", tuple(block for block in reader.blocks if block is not None), tuple(reader.problems))


def _parse(text: str) -> etree._Element:
    markup = text.count("<") + text.count("=")
    if markup > MAX_PAGE_MARKUP:
        raise refusal("too_large", f"有 {markup} 个标记", f"{markup} tags")
    # An HTML parser expands no entities; the depth it allows stays bounded, but unclosed tags may reach the small default.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except etree.XMLSyntaxError as error:
        raise damaged("网页中没有内容", "the page has no content") from error
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise refusal("too_deep")
    if root is None:
        raise damaged("网页中没有内容", "the page has no content")
    return root


class _Reader:
    def __init__(self, file: str) -> None:
        self.file = file
        self.blocks: list[Grid | Line | None] = []
        self.problems: list[ReadingProblem] = []
        self._budget = Budget()
        self._lines = 0
        self._tables = 0

    def read_flow(self, container: etree._Element, *, depth: int) -> None:
        """Read text and tables outside of any table."""
        for item in flow(container):
            if not isinstance(item, str):
                self._read_table(item, depth=depth + 1)
            elif item:
                self._add_line(item)

    def _add_line(self, text: str) -> None:
        self._lines += 1
        self._budget.take(1, characters=len(text))
        self.blocks.append(Line("body", self._lines, text))

    def _read_table(self, table: etree._Element, *, depth: int) -> None:
        if depth > MAX_NESTED_TABLES:
            raise refusal("too_deep")
        rows, strays = _structure(table)
        for stray in strays:
            self._read_stray(stray, depth=depth)
        self._tables += 1
        part, slot = f"table:{self._tables}", len(self.blocks)
        self.blocks.append(None)  # the tables within this one come after it
        layout = SpanLayout(self._budget)
        held: list[tuple[Cell, int]] = []
        for row in rows:
            layout.start_row()
            for element in row:
                column_span = _span(element, "colspan")
                cell = Cell(self.file, part, *layout.reserve(_span(element, "rowspan"), column_span))
                if column_span > MAX_COLUMN_SPAN:
                    self.problems.append(clamped_span(cell, column_span))
                first = self._tables + 1
                layout.fill(self._cell_text(element, depth=depth))
                if self._tables >= first:
                    held.append((cell, first))
        cells = layout.cells()
        if any(cell.text for cell in cells):
            self.problems += [nested_table(cell, number) for cell, number in held]
        self.blocks[slot] = Grid(part, cells)

    def _read_stray(self, stray: str | etree._Element, *, depth: int) -> None:
        """Read what stands in a table but in no cell, captions first of all; a browser shows it above the table."""
        if isinstance(stray, str):
            self._add_line(" ".join(stray.split()))
        elif stray.tag == "table":
            self._read_table(stray, depth=depth + 1)
        else:
            self.read_flow(stray, depth=depth)

    def _cell_text(self, element: etree._Element, *, depth: int) -> str:
        lines: list[str] = []
        for item in flow(element):
            if isinstance(item, str):
                lines.append(item)
            else:
                self._read_table(item, depth=depth + 1)
        text = "\n".join(lines).strip("\n")
        self._budget.take(0, characters=len(text))
        return text


def _structure(table: etree._Element) -> tuple[list[list[etree._Element]], list[str | etree._Element]]:
    """Return the cells of a table by rows, seen through sections and whatever was wrapped around them, and what is in no cell."""
    rows: list[list[etree._Element]] = []
    strays: list[str | etree._Element] = [table.text] if table.text and not table.text.isspace() else []
    waiting: list[tuple[etree._Element, bool]] = [(node, True) for node in reversed(table)]
    while waiting:
        node, entering = waiting.pop()
        if not entering:
            if node.tail and not node.tail.isspace():
                strays.append(node.tail)
            continue
        waiting.append((node, False))
        if node.tag in _CELLS:
            if not rows:
                rows.append([])
            rows[-1].append(node)
        elif node.tag in _APART:
            strays.append(node)
        elif node.tag not in SKIPPED and not is_hidden(node):
            if node.tag == "tr":
                rows.append([])
            if node.text and not node.text.isspace():
                strays.append(node.text)
            waiting.extend((child, True) for child in reversed(node))
    return rows, strays


def _span(element: etree._Element, name: str) -> int:
    digits = re.match(r"\s*(\d{1,12})", element.get(name) or "")
    return int(digits[1]) if digits else 1
