"""Word files: a comment for each finding, anchored at the text of its cell."""

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from plumbline.audit.annotate import AnnotatedCopy
from plumbline.audit.annotate.notes import AUTHOR, INITIALS, Note
from plumbline.audit.annotate.package import EditedPackage
from plumbline.errors import Lang
from plumbline.forms.grid import Document
from plumbline.forms.sources.docx import docx_elements
from plumbline.forms.sources.package import WORD_MAIN

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def annotate_docx(data: bytes, document: Document, notes: Sequence[Note], lang: Lang) -> AnnotatedCopy:  # noqa: ARG001
    """Add the comments. Comments of other people stay; those of an earlier call are replaced unless somebody answered them."""
    package = EditedPackage(data)
    main = package.tree(WORD_MAIN)
    elements = list(main.iter("*"))
    places = docx_elements(data)
    margin = _Margin(package, main)
    margin.clear()
    placed = 0
    for note in notes:
        number = places.get((note.cell.part, note.cell.row, note.cell.column))
        if number is None:
            number = min(places.values(), default=None)
        if number is not None:
            margin.add(note, elements[number])
            placed += 1
    margin.save()
    return AnnotatedCopy(package.bytes(), package.suffix, placed, package.notices if margin.is_changed else ())


class _Span(NamedTuple):
    """The paragraphs between which a comment hangs."""

    first: etree._Element
    last: etree._Element


class _Margin:
    """The comments of a document and their anchors."""

    def __init__(self, package: EditedPackage, main: etree._Element) -> None:
        self._package, self._main = package, main
        namespace = _STRICT_W if main.tag.startswith(f"{{{_STRICT_W}}}") else _W
        self._w = f"{{{namespace}}}"
        base = (
            "purl.oclc.org/ooxml/officeDocument"
            if namespace == _STRICT_W
            else "schemas.openxmlformats.org/officeDocument/2006"
        )
        self._relation_type = f"http://{base}/relationships/comments"
        self._relations = package.relations(WORD_MAIN)
        part = self._relations.of_kind("comments")
        self._part = part if part is not None and package.has(part) else None
        self._root = (
            package.tree(self._part) if self._part else etree.Element(self._w + "comments", nsmap={"w": namespace})
        )
        ids = [
            self._id(one)
            for one in (*self._root, *main.iter(self._w + "commentReference", self._w + "commentRangeStart"))
        ]
        self._next = max(ids, default=-1) + 1
        self.is_changed = False

    def clear(self) -> None:
        """Take out the comments of an earlier call that nobody answered."""
        answered = self._answered()
        gone = {
            self._id(one): one
            for one in self._root
            if one.get(self._w + "author") == AUTHOR and not answered & {p.get(_W14 + "paraId") for p in one}
        }
        if not gone:
            return
        self.is_changed = True
        for comment in gone.values():
            self._root.remove(comment)
        marks = (self._w + "commentRangeStart", self._w + "commentRangeEnd", self._w + "commentReference")
        for mark in [mark for mark in self._main.iter(*marks) if self._id(mark) in gone]:
            parent = mark.getparent()
            if parent is None:
                continue
            parent.remove(mark)
            holds_nothing = all(child.tag == self._w + "rPr" for child in parent)
            above = parent.getparent()
            if mark.tag == marks[2] and parent.tag == self._w + "r" and holds_nothing and above is not None:
                above.remove(parent)

    def add(self, note: Note, element: etree._Element) -> None:
        """Hang a comment on a cell or paragraph."""
        span = self._span(element)
        if span is None or self._is_there(note):
            return
        self.is_changed = True
        number = str(self._next)
        self._next += 1
        self._root.append(self._comment(note, number))
        start = etree.Element(self._w + "commentRangeStart", {self._w + "id": number})
        properties = span.first.find(self._w + "pPr")
        span.first.insert(0 if properties is None else span.first.index(properties) + 1, start)
        etree.SubElement(span.last, self._w + "commentRangeEnd", {self._w + "id": number})
        run = etree.SubElement(span.last, self._w + "r")
        etree.SubElement(run, self._w + "commentReference", {self._w + "id": number})

    def save(self) -> None:
        """Write the parts that changed."""
        if not self.is_changed:
            return
        if self._part is None:
            self._part = (
                self._package.free_name("word/comments{}.xml")
                if self._package.has("word/comments.xml")
                else "word/comments.xml"
            )
            self._package.declare(self._part, _COMMENTS_TYPE)
            self._relations.add(self._relation_type, self._part)
        self._package.write(self._part, self._root)
        self._package.write(WORD_MAIN, self._main)

    def _comment(self, note: Note, number: str) -> etree._Element:
        w = self._w
        comment = etree.Element(w + "comment", {w + "id": number, w + "author": AUTHOR, w + "initials": INITIALS})
        for index, text in enumerate((note.heading, *note.paragraphs)):
            paragraph = etree.SubElement(comment, w + "p")
            if index == 0:
                etree.SubElement(etree.SubElement(paragraph, w + "r"), w + "annotationRef")
            run = etree.SubElement(paragraph, w + "r")
            if index == 0:
                etree.SubElement(etree.SubElement(run, w + "rPr"), w + "b")
            for at, line in enumerate(text.split("\n")):
                if at:
                    etree.SubElement(run, w + "br")
                words = etree.SubElement(run, w + "t", {_SPACE: "preserve"})
                words.text = line
        return comment

    def _is_there(self, note: Note) -> bool:
        """Whether an answered comment of an earlier call says the same."""
        return any(
            one.get(self._w + "author") == AUTHOR
            and self._text(one) == note.text.replace("\n", "")
            and self._id(one) < self._next
            for one in self._kept
        )

    @property
    def _kept(self) -> list[etree._Element]:
        answered = self._answered()
        return [one for one in self._root if answered & {p.get(_W14 + "paraId") for p in one}] if answered else []

    def _text(self, comment: etree._Element) -> str:
        return "".join(piece.text or "" for piece in comment.iter(self._w + "t"))

    def _answered(self) -> set[str | None]:
        """Name the paragraphs whose comments have answers."""
        part = self._relations.of_kind("commentsExtended")
        if part is None or not self._package.has(part):
            return set()
        return {one.get(_W15 + "paraIdParent") for one in self._package.tree(part)} - {None}

    def _span(self, element: etree._Element) -> _Span | None:
        """Find the paragraphs of a cell; a text box holds no comments, so the paragraph it hangs on stands for it."""
        box = next((one for one in element.iterancestors() if one.tag.rpartition("}")[2] == "txbxContent"), None)
        if box is not None:
            outer = next((one for one in reversed(list(box.iterancestors(self._w + "p")))), None)
            return None if outer is None else _Span(outer, outer)
        if element.tag == self._w + "p":
            return _Span(element, element)
        paragraphs = element.findall(self._w + "p") or list(element.iter(self._w + "p"))[:1]
        return _Span(paragraphs[0], paragraphs[-1]) if paragraphs else None

    def _id(self, element: etree._Element) -> int:
        text = element.get(self._w + "id") or ""
        return int(text) if text.isdecimal() else -1
