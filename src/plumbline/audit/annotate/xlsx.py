"""Excel workbooks: a note at each cell with findings, and its colour."""

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from plumbline.audit.annotate import AnnotatedCopy
from plumbline.audit.annotate.notes import Note, by_cell, worst
from plumbline.audit.annotate.package import EditedPackage
from plumbline.audit.annotate.sheet_cells import SheetCells, Styles
from plumbline.audit.annotate.sheet_notes import SheetNotes
from plumbline.errors import Lang
from plumbline.forms.grid import Document
from plumbline.forms.sources.package import WORKBOOK_MAIN, Package
from plumbline.forms.sources.xlsx import sheets_of

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_STYLES = "xl/styles.xml"
_AFTER_DRAWING = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
"""What follows the legacy drawing in a worksheet; the order is part of the format."""


def annotate_xlsx(data: bytes, document: Document, notes: Sequence[Note], lang: Lang) -> AnnotatedCopy:  # noqa: ARG001
    """Add the notes and colours. Notes of other people stay; those of an earlier call are replaced, with their colours."""
    package = EditedPackage(data)
    source = Package(data)
    paths = {f"sheet:{entry.name}": entry.path for entry in sheets_of(source, source.tree(WORKBOOK_MAIN))}
    styles = Styles(package.tree(_STYLES)) if package.has(_STYLES) else None
    grouped: dict[str, list[_Group]] = {part: [] for part in paths}
    for cell, members in by_cell(notes).items():
        part = cell.part if cell.part in paths else next(iter(paths))
        grouped[part].append(_Group((cell.row, cell.column), members, members[0].exact))
    is_changed = False
    for part, groups in grouped.items():
        is_changed |= _SheetMargin(package, paths[part], styles).rewrite(groups)
    if styles is not None and styles.is_changed:
        package.write(_STYLES, styles.root)
    return AnnotatedCopy(package.bytes(), package.suffix, len(notes), package.notices if is_changed else ())


class _Group(NamedTuple):
    """The notes of one cell."""

    place: tuple[int, int]
    notes: list[Note]
    exact: bool


class _SheetMargin:
    """One worksheet with its comments and its drawing."""

    def __init__(self, package: EditedPackage, path: str, styles: Styles | None) -> None:
        self._package, self._path, self._styles = package, path, styles
        self._relations = package.relations(path)
        part = self._relations.of_kind("comments")
        self._comments = part if part is not None and package.has(part) else None

    def rewrite(self, groups: Sequence[_Group]) -> bool:
        """Replace our notes on the sheet; say whether anything changed."""
        if not groups and self._comments is None:
            return False
        root = self._package.tree(self._path)
        namespace = root.tag[1 : root.tag.index("}")]
        drawing = self._drawing_of(root)
        notes = SheetNotes(
            self._package.tree(self._comments) if self._comments else SheetNotes.new(namespace),
            self._package.read(drawing) if drawing else None,
        )
        cells = SheetCells(root)
        cleared = notes.clear()
        if not groups and not cleared:
            return False
        for place in cleared:
            self._color(cells, place, None)
        for group in groups:
            notes.add(group.place, group.notes, cells)
            if group.exact:
                self._color(cells, group.place, group)
        self._save(root, notes, drawing, strict="purl.oclc.org" in namespace)
        return True

    def _color(self, cells: SheetCells, place: tuple[int, int], group: _Group | None) -> None:
        if self._styles is None:
            return
        style = cells.style_of(*place)
        if group is None:
            if self._styles.is_ours(style):
                cells.set_style(*place, self._styles.colored(style, None))
            return
        cells.set_style(*place, self._styles.colored(style, worst(group.notes)))

    def _drawing_of(self, root: etree._Element) -> str | None:
        namespace = root.tag[: root.tag.index("}") + 1]
        legacy = root.find(namespace + "legacyDrawing")
        if legacy is None:
            return None
        relation = next((value for key, value in legacy.attrib.items() if str(key).endswith("}id")), "")
        part = self._relations.named(str(relation))
        return part if part is not None and self._package.has(part) else None

    def _save(self, root: etree._Element, notes: SheetNotes, drawing: str | None, *, strict: bool) -> None:
        package = self._package
        base = (
            "http://purl.oclc.org/ooxml/officeDocument"
            if strict
            else "http://schemas.openxmlformats.org/officeDocument/2006"
        )
        if self._comments is None:
            self._comments = package.free_name("xl/comments{}.xml")
            package.write(self._comments, notes.comments)
            package.declare(self._comments, _COMMENTS_TYPE)
            self._relations.add(f"{base}/relationships/comments", self._comments)
        package.write(self._comments, notes.comments)
        if drawing is None:
            drawing = package.free_name("xl/drawings/vmlDrawing{}.vml")
            package.declare_suffix("vml", _DRAWING_TYPE)
            relation = self._relations.add(f"{base}/relationships/vmlDrawing", drawing)
            _insert_legacy_drawing(root, f"{base}/relationships", relation)
        package.write(drawing, notes.drawing)
        package.write(self._path, root)


def _insert_legacy_drawing(root: etree._Element, namespace: str, relation: str) -> None:
    n = root.tag[: root.tag.index("}") + 1]
    stale = root.find(n + "legacyDrawing")
    if stale is not None:
        root.remove(stale)
    element = etree.Element(n + "legacyDrawing", {f"{{{namespace}}}id": relation}, nsmap={"r": namespace})
    following = next((child for child in root if str(child.tag).removeprefix(n) in _AFTER_DRAWING), None)
    root.append(element) if following is None else following.addprevious(element)
