"""Opens a PDF: cross references, encryption, page tree; mends a damaged table of objects."""

import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

from pdfminer.pdfdocument import PDFBaseXRef, PDFDocument, PDFEncryptionError, PDFNoValidXRef, PDFXRef
from pdfminer.pdfexceptions import PDFObjectNotFound
from pdfminer.pdfpage import LITERAL_PAGE, LITERAL_PAGES, PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1

from plumbline.errors import UnreadableFileError
from plumbline.forms.sources.limits import check_file_size
from plumbline.forms.sources.pdf.limits import LIBRARY_FAULTS, MAX_FILE_BYTES, Budget
from plumbline.forms.sources.pdf.streams import BoundedParser
from plumbline.forms.sources.refusals import damaged, refusal

_START = re.compile(rb"startxref\s+(\d{1,10})")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})[ \t\r\n]+(\d{1,5})[ \t\r\n]+obj\b")
_ROOT = re.compile(rb"/Root\s+(\d{1,8})\s+\d{1,5}\s+R")
_CATALOG = re.compile(rb"/Type\s*/Catalog\b")
_OBJECT_STREAM = re.compile(rb"/Type\s*/ObjStm\b")
_HEAD_BYTES = 1024
_MAX_OBJECTS = 500_000
_MAX_SEARCHED = 50_000
_MAX_TABLES = 512
_MAX_TREE_NODES = 100_000
A4 = (0.0, 0.0, 595.0, 842.0)
_INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")


class RecoveredTable(PDFXRef):
    """Objects found by looking for them, where the file's own table is missing or wrong."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.object_streams: list[int] = []
        starts = [(int(found[1]), found.start(), found.end()) for found in islice(_OBJECT.finditer(data), _MAX_OBJECTS)]
        catalog = None
        for number, start, end in starts:
            self.offsets[number] = (None, start, 0)
            head = data[end : end + _HEAD_BYTES].partition(b"endobj")[0].partition(b"stream")[0]
            if _OBJECT_STREAM.search(head):
                self.object_streams.append(number)
            elif _CATALOG.search(head):
                catalog = number
        roots = _ROOT.findall(data)
        self.root = int(roots[-1]) if roots else catalog

    def expand(self, document: PDFDocument) -> None:
        """Add the objects packed in object streams, and the root."""
        for container in self.object_streams:
            try:
                stream = document.getobj(container)
                if not isinstance(stream, PDFStream):
                    continue
                header = stream.get_data()[: int(resolve1(stream["First"]))].split()
                for index, number in enumerate(header[0::2]):
                    self.offsets.setdefault(int(number), (container, index, 0))
            except LIBRARY_FAULTS:
                continue
        root = self.root if self.root in self.offsets else self._find_catalog(document)
        if root is not None:
            self.trailer["Root"] = PDFObjRef(document, root)

    def _find_catalog(self, document: PDFDocument) -> int | None:
        for number in islice(list(self.offsets), _MAX_SEARCHED):
            try:
                value = document.getobj(number)
            except LIBRARY_FAULTS:
                continue
            if isinstance(value, dict) and "Pages" in value:
                return number
        return None


class Document(PDFDocument):
    """A document that ends: no loops of references or tables, no unbounded search for its tables."""

    def __init__(self, parser: BoundedParser, *, budget: Budget, recover: bool) -> None:
        self.budget = budget
        self._content = parser.content
        self._recover = recover
        self._tables_read: set[int] = set()
        super().__init__(parser, fallback=False)

    @property
    def recovered(self) -> bool:
        """Whether the table of objects had to be rebuilt."""
        return any(isinstance(table, RecoveredTable) for table in self.xrefs)

    def find_xref(self, parser: PDFParser) -> int:  # noqa: ARG002 - the library's signature
        """Give the position of the last table, -1 when the file names none."""
        at = self._content.rfind(b"startxref")
        found = _START.match(self._content, at) if at >= 0 else None
        return int(found[1]) if found else -1

    def read_xref_from(self, parser: PDFParser, start: int, xrefs: list[PDFBaseXRef]) -> None:
        """Read a table and those before it, each once."""
        if self._tables_read:
            if start not in self._tables_read and len(self._tables_read) < _MAX_TABLES:
                self._tables_read.add(start)
                super().read_xref_from(parser, start, xrefs)
            return
        self._tables_read.add(start)
        if not self._recover:
            try:
                if not 0 <= start < len(self._content):
                    raise PDFNoValidXRef(f"no table at {start}")
                super().read_xref_from(parser, start, xrefs)
            except LIBRARY_FAULTS:
                xrefs.clear()
            else:
                return
        table = RecoveredTable(self._content)
        xrefs.append(table)
        table.expand(self)

    def getobj(self, objid: int) -> object:
        """Give an object; a reference that leads to itself is not found."""
        value = super().getobj(objid)
        seen = {objid}
        while isinstance(value, PDFObjRef):
            if value.objid in seen:
                raise PDFObjectNotFound(objid)
            seen.add(value.objid)
            value = super().getobj(value.objid)
        return value

    def release(self) -> None:
        """Empty the caches, so that memory does not grow with the number of pages."""
        self._cached_objs.clear()
        self._parsed_objs.clear()
        self.budget.release()

    def iterate_pages(self) -> Iterator[PDFPage | None]:
        """Walk the page tree without recursion; None stands for a page that cannot be read."""
        stack: list[tuple[object, dict[str, object]]] = [(self.catalog.get("Pages"), {})]
        seen: set[int] = set()
        while stack and len(seen) < _MAX_TREE_NODES:
            reference, inherited = stack.pop()
            number = reference.objid if isinstance(reference, PDFObjRef) else 0
            if number and number in seen:
                continue
            is_root = not seen
            seen.add(number or -len(seen) - 1)
            try:
                node = {**inherited, **dict_value(reference)}
                if "Kids" in node:
                    passed_on = {key: node[key] for key in _INHERITED if key in node}
                    stack.extend((kid, passed_on) for kid in reversed(list_value(node["Kids"])))
                elif node.get("Type") is not LITERAL_PAGES:
                    yield PDFPage(self, number, _tidied(node), None)
            except LIBRARY_FAULTS:
                if not is_root:
                    yield None

    def iterate_loose_pages(self) -> Iterator[PDFPage | None]:
        """Give every page object of a recovered file, for when its page tree is lost."""
        for table in self.xrefs:
            for number in islice(list(table.get_objids()), _MAX_SEARCHED) if isinstance(table, RecoveredTable) else ():
                try:
                    node = self.getobj(number)
                    if isinstance(node, dict) and node.get("Type") is LITERAL_PAGE:
                        yield PDFPage(self, number, _tidied(node), None)
                except LIBRARY_FAULTS:
                    continue


def _tidied(node: dict[str, Any]) -> dict[str, Any]:
    """Drop a page's size and turn where they are not what they must be, so that the defaults apply."""
    tidied = dict(node)
    for key in ("MediaBox", "CropBox"):
        box = resolve1(tidied.get(key))
        sides = [resolve1(side) for side in box] if isinstance(box, list) else []
        if len(sides) == 4 and all(isinstance(side, (int, float)) for side in sides):
            tidied[key] = sides
        else:
            tidied.pop(key, None)
    turn = resolve1(tidied.get("Rotate"))
    tidied["Rotate"] = turn if isinstance(turn, int) and turn % 90 == 0 else 0
    tidied.setdefault("MediaBox", list(A4))
    return tidied


def open_document(data: bytes) -> tuple[Document, Iterator[PDFPage | None]]:
    """Open the file and find its pages, None for those that cannot be read; raise `UnreadableFileError` where that is impossible."""
    check_file_size(data, MAX_FILE_BYTES)
    if not data.strip():
        raise refusal("empty_file")
    for recover in (False, True):
        document = _opened(data, recover=recover)
        if document is None:
            continue
        for pages in (document.iterate_pages(), document.iterate_loose_pages()):
            leading: list[PDFPage | None] = []
            for page in pages:
                leading.append(page)
                if page is not None:
                    return document, chain(leading, pages)
        if document.recovered:
            break
    raise no_page()


def _opened(data: bytes, *, recover: bool) -> Document | None:
    budget = Budget(len(data))
    try:
        return Document(BoundedParser(data, budget), budget=budget, recover=recover)
    except PDFEncryptionError as fault:
        raise refusal("encrypted") from fault
    except LIBRARY_FAULTS:
        return None


def no_page() -> UnreadableFileError:
    """Refuse a file without a readable page."""
    return damaged("找不到可读的页面", "it has no readable page")
