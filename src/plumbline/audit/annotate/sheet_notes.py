"""Cell notes of a worksheet: the comments part and the drawing that Excel, WPS and LibreOffice show them by."""

import re
from collections.abc import Sequence

from lxml import etree

from plumbline.audit.annotate.notes import AUTHOR, Note
from plumbline.audit.annotate.sheet_cells import SheetCells, position
from plumbline.audit.reports.words import column_letters
from plumbline.forms.writers.text_width import line_count

_WIDTH, _MOST_HEIGHT, _LINE_PIXELS = 380, 640, 18
_BELOW = "—— 准绳 Plumbline ——"
"""Stands between somebody else's note and ours in one cell, which can have but one note."""

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SHAPE = re.compile(rb"<v:shape\b(?:(?!</v:shape>).)*</v:shape>", re.DOTALL)
_END = re.compile(rb"</xml>\s*$")
_SPACES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_SHAPE_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>\n'
)
_DRAWING = (
    b"<xml" + _SPACES.encode() + b">\n"
    b'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>\n' + _SHAPE_TYPE + b"</xml>\n"
)


class SheetNotes:
    """The notes of one sheet: `comments` is the comments part, `drawing` the bytes of the legacy drawing."""

    def __init__(self, comments: etree._Element, drawing: bytes | None) -> None:
        self.comments = comments
        self.drawing = drawing or _DRAWING
        self._n = comments.tag[: comments.tag.index("}") + 1]
        self._authors = self._child("authors", 0)
        self._list = self._child("commentList", 1)

    @staticmethod
    def new(namespace: str) -> etree._Element:
        """Make an empty comments part."""
        return etree.fromstring(f'<comments xmlns="{namespace}"/>')

    def clear(self) -> list[tuple[int, int]]:
        """Take out what an earlier call wrote and say where it stood."""
        places: list[tuple[int, int]] = []
        for comment in list(self._list):
            place = position(comment.get("ref") or "")
            if place is None:
                continue
            if self._author_of(comment) == AUTHOR:
                self._list.remove(comment)
                self._remove_shape(*place)
                places.append(place)
            elif self._cut(comment):
                places.append(place)
        return places

    def add(self, place: tuple[int, int], notes: Sequence[Note], cells: SheetCells) -> tuple[int, int]:
        """Write notes at a cell, below the note that is there; return where they stand.

        A cell with a conversation shows nothing else, so its notes stand at the next free cell of the row.
        """
        known = self._comment_at(place)
        if known is not None and self._author_of(known).startswith("tc="):
            told = place
            while self._comment_at(place) is not None:
                place = place[0], place[1] + 1
            notes = [note._replace(heading=f"{column_letters(told[1])}{told[0]} {note.heading}") for note in notes]
            known = None
        if known is not None:
            text = known.find(self._n + "text")
            if text is not None:
                self._make_rich(text)
                self._run(text, f"\n{_BELOW}\n", bold=True)
                self._write(text, notes)
                return place
        comment = etree.SubElement(
            self._list,
            self._n + "comment",
            ref=f"{column_letters(place[1])}{place[0]}",
            authorId=str(self._our_author()),
        )
        self._write(etree.SubElement(comment, self._n + "text"), notes)
        self._add_shape(place, notes, cells)
        return place

    def _write(self, text: etree._Element, notes: Sequence[Note]) -> None:
        for index, note in enumerate(notes):
            self._run(text, ("\n\n" if index else "") + note.heading + "\n", bold=True)
            self._run(text, "\n".join(note.paragraphs), bold=False)

    def _run(self, text: etree._Element, words: str, *, bold: bool) -> None:
        n = self._n
        run = etree.SubElement(text, n + "r")
        looks = etree.SubElement(run, n + "rPr")
        if bold:
            etree.SubElement(looks, n + "b")
        etree.SubElement(looks, n + "sz", val="9")
        etree.SubElement(looks, n + "rFont", val="宋体")
        etree.SubElement(looks, n + "charset", val="134")
        piece = etree.SubElement(run, n + "t", {_SPACE: "preserve"})
        piece.text = words

    def _make_rich(self, text: etree._Element) -> None:
        """Turn a plain text into a run, so that another can follow."""
        plain = text.find(self._n + "t")
        if plain is not None:
            run = etree.Element(self._n + "r")
            plain.addprevious(run)
            run.append(plain)
            plain.set(_SPACE, "preserve")

    def _cut(self, comment: etree._Element) -> bool:
        """Cut our part off somebody else's note."""
        text = comment.find(self._n + "text")
        runs = [] if text is None else text.findall(self._n + "r")
        for index, run in enumerate(runs):
            if _BELOW in "".join(piece.text or "" for piece in run.iter(self._n + "t")):
                for ours in runs[index:]:
                    text.remove(ours) if text is not None else None
                return True
        return False

    def _comment_at(self, place: tuple[int, int]) -> etree._Element | None:
        return next((one for one in self._list if position(one.get("ref") or "") == place), None)

    def _author_of(self, comment: etree._Element) -> str:
        number = comment.get("authorId") or ""
        names = [name.text or "" for name in self._authors]
        return names[int(number)] if number.isdecimal() and int(number) < len(names) else ""

    def _our_author(self) -> int:
        names = [name.text or "" for name in self._authors]
        if AUTHOR not in names:
            etree.SubElement(self._authors, self._n + "author").text = AUTHOR
            return len(names)
        return names.index(AUTHOR)

    def _child(self, name: str, at: int) -> etree._Element:
        child = self.comments.find(self._n + name)
        if child is None:
            child = etree.Element(self._n + name)
            self.comments.insert(at, child)
        return child

    def _remove_shape(self, row: int, column: int) -> None:
        marks = (b"<x:Row>%d</x:Row>" % (row - 1), b"<x:Column>%d</x:Column>" % (column - 1))
        for found in _SHAPE.finditer(self.drawing):
            tight = re.sub(rb"\s+", b"", found[0])
            if all(mark in tight for mark in marks):
                self.drawing = self.drawing[: found.start()] + self.drawing[found.end() :]
                return

    def _add_shape(self, place: tuple[int, int], notes: Sequence[Note], cells: SheetCells) -> None:
        row, column = place
        lines = line_count("\n\n".join(note.text for note in notes), ems=_WIDTH / 13)
        height = min(_MOST_HEIGHT, _LINE_PIXELS * (lines + 1))
        top = max(row - 1, 1)
        to_column, dx, to_row, dy = cells.extent(top, column + 1, width=_WIDTH, height=height)
        anchor = f"{column}, 12, {top - 1}, 4, {to_column - 1}, {dx}, {to_row - 1}, {dy}"
        number = 1025 + len(_SHAPE.findall(self.drawing))
        while b'"_x0000_s%d"' % number in self.drawing:
            number += 1
        spaces = "" if b"xmlns:x=" in self.drawing else _SPACES
        shape = (
            f'<v:shape{spaces} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;width:{_WIDTH * 0.75:.0f}pt;'
            f'height:{height * 0.75:.0f}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
            '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
            '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
            '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
            f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column>"
            "</x:ClientData></v:shape>\n"
        ).encode()
        kind = (
            b""
            if b'id="_x0000_t202"' in self.drawing
            else _SHAPE_TYPE.replace(b"<v:shapetype", b"<v:shapetype" + spaces.encode())
        )
        self.drawing = _END.sub(lambda end: kind + shape + end[0], self.drawing)
