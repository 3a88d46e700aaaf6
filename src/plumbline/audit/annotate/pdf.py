"""PDF files: a highlight at each cell with findings, appended to the file, whose own bytes stay as they are."""

import io
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from plumbline.audit.annotate import AnnotatedCopy
from plumbline.audit.annotate.notes import AUTHOR, Note, by_cell, worst
from plumbline.audit.annotate.notices import PDF_AS_PAGE, SIGNED_PDF
from plumbline.audit.annotate.page import annotate_as_page
from plumbline.audit.model import Severity
from plumbline.errors import Lang
from plumbline.forms.grid import Box, Document, Grid, Line
from plumbline.forms.places import Cell
from plumbline.forms.sources.pdf.page_places import page_places

_PAGE = re.compile(r"page:(\d+)")
_COLORS: dict[Severity, tuple[float, float, float]] = {
    "error": (1.0, 0.76, 0.76),
    "warning": (1.0, 0.91, 0.6),
    "info": (0.68, 0.85, 0.96),
}
_NOTE_SIZE = 20.0
_NOTE_DISTANCE = 30.0
_PRINTED = 4
_SIGNED = re.compile(rb"/ByteRange\s*\[")


class _Mark(NamedTuple):
    """What is put on a page: the box in the page's own coordinates, and the notes of its cell."""

    box: Box
    notes: Sequence[Note]
    exact: bool


def annotate_pdf(data: bytes, document: Document, notes: Sequence[Note], lang: Lang) -> AnnotatedCopy:
    """Append the highlights. Annotations of other people stay; those of an earlier call are replaced.

    A file that nothing can be appended to, encrypted or badly damaged, gives an annotated page instead.
    """
    from pypdf.errors import PyPdfError

    marks = _marks(data, document, notes)
    try:
        copy = _appended(data, marks)
    except (PyPdfError, ValueError, KeyError, IndexError, AttributeError, TypeError, RecursionError, OSError):
        return annotate_as_page(data, document, notes, lang, PDF_AS_PAGE)
    if copy is None:
        return annotate_as_page(data, document, notes, lang, PDF_AS_PAGE)
    is_signed = copy != data and _SIGNED.search(data) is not None
    placed = sum(len(mark.notes) for members in marks.values() for mark in members)
    return AnnotatedCopy(copy, ".pdf", placed, (SIGNED_PDF,) if is_signed else ())


def _marks(data: bytes, document: Document, notes: Sequence[Note]) -> dict[int, list[_Mark]]:
    """Find the boxes of the notes, page by page; one without a box goes to the corner of its page."""
    groups = by_cell(notes)
    places = page_places(data, (_page_of(cell) for cell in groups))
    boxes = _boxes(document)
    marks: dict[int, list[_Mark]] = {}
    for cell, members in groups.items():
        number = _page_of(cell)
        place = places.get(number)
        if place is None:
            continue
        box = boxes.get((cell.part, cell.row, cell.column), (8.0, 8.0, 8.0 + _NOTE_SIZE, 8.0 + _NOTE_SIZE))
        marks.setdefault(number, []).append(_Mark(place.user_box(box), members, members[0].exact))
    return marks


def _page_of(cell: Cell) -> int:
    found = _PAGE.match(cell.part)
    return int(found[1]) if found else 1


def _boxes(document: Document) -> dict[tuple[str, int, int], Box]:
    boxes: dict[tuple[str, int, int], Box] = {}
    for block in document.blocks:
        if isinstance(block, Line) and block.box is not None:
            boxes[block.part, block.row, 1] = block.box
        elif isinstance(block, Grid):
            boxes.update(
                {(block.part, cell.row, cell.column): cell.box for cell in block.cells if cell.box is not None}
            )
    return boxes


def _appended(data: bytes, marks: dict[int, list[_Mark]]) -> bytes | None:
    """Append the annotations; None when the file is encrypted, the file itself when there is nothing to change."""
    from pypdf import PdfReader, PdfWriter

    if PdfReader(io.BytesIO(data)).is_encrypted:
        return None
    base = (
        data if data.endswith((b"\n", b"\r")) else data + b"\n"
    )  # what follows must not join the last line, a comment
    writer = PdfWriter(io.BytesIO(base), incremental=True)
    is_changed = False
    for number, page in enumerate(writer.pages, 1):
        kept, had_ours = _of_others(page)
        members = marks.get(number, [])
        if not members and not had_ours:
            continue
        is_changed = True
        ours = [reference for mark in members for reference in _annotations(writer, page, mark)]
        _set_annotations(page, [*kept, *ours])
    if not is_changed:
        return data
    out = io.BytesIO()
    writer.write(out)
    written = out.getvalue()
    return written if written.startswith(data) else None


def _of_others(page: Any) -> tuple[list[Any], bool]:
    """Return the annotations of a page that are not ours, and whether there were any of ours."""
    from pypdf.generic import ArrayObject

    listed = page.get("/Annots")
    entries = listed.get_object() if listed is not None else None
    if not isinstance(entries, ArrayObject):
        return [], False
    kept = [entry for entry in entries if not _is_ours(entry)]
    return kept, len(kept) < len(entries)


def _is_ours(entry: Any) -> bool:
    annotation = entry.get_object()
    return hasattr(annotation, "get") and str(annotation.get("/T", "")) == AUTHOR


def _set_annotations(page: Any, entries: Iterable[Any]) -> None:
    from pypdf.generic import ArrayObject, NameObject

    page[NameObject("/Annots")] = ArrayObject(entries)


def _annotations(writer: Any, page: Any, mark: _Mark) -> list[Any]:
    """Make the highlight of a cell, or for a finding without a cell a note icon, each with its window."""
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, NumberObject, TextStringObject

    left, bottom, right, top = mark.box
    severity = worst(mark.notes)
    common = {
        "/Type": NameObject("/Annot"),
        "/P": page.indirect_reference,
        "/T": TextStringObject(AUTHOR),
        "/Contents": TextStringObject("\r".join(note.text.replace("\n", "\r") for note in mark.notes)),
        "/C": _floats(_COLORS[severity]),
        "/F": NumberObject(_PRINTED),
    }
    if mark.exact:
        own: dict[str, Any] = {
            "/Subtype": NameObject("/Highlight"),
            "/Rect": _floats(mark.box),
            "/QuadPoints": _floats((left, top, right, top, left, bottom, right, bottom)),
            "/AP": DictionaryObject({NameObject("/N"): _appearance(writer, mark.box, severity)}),
        }
    else:
        start = max(left - _NOTE_DISTANCE, 0.0)
        icon = (start, top - _NOTE_SIZE, start + _NOTE_SIZE, top)
        own = {
            "/Subtype": NameObject("/Text"),
            "/Name": NameObject("/Comment"),
            "/Rect": _floats(icon),
            "/F": NumberObject(_PRINTED | 24),  # neither zoomed nor turned with the page
        }
    annotation = DictionaryObject({NameObject(key): value for key, value in (common | own).items()})
    reference = writer._add_object(annotation)  # noqa: SLF001 -- the library has no public way to add an object
    window = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Popup"),
            NameObject("/T"): TextStringObject(AUTHOR),
            NameObject("/Parent"): reference,
            NameObject("/Rect"): ArrayObject(
                [FloatObject(round(side, 2)) for side in (right, top - 200, right + 320, top)]
            ),
            NameObject("/F"): NumberObject(28),
        }
    )
    annotation[NameObject("/Popup")] = writer._add_object(window)  # noqa: SLF001
    return [reference, annotation["/Popup"].indirect_reference]


def _appearance(writer: Any, box: Box, severity: Severity) -> Any:
    """Draw the highlight: a light rectangle under which the text stays legible."""
    from pypdf.generic import DictionaryObject, NameObject, StreamObject

    left, bottom, right, top = box
    red, green, blue = _COLORS[severity]
    stream = StreamObject()
    stream.set_data(
        f"/G gs {red:.2f} {green:.2f} {blue:.2f} rg {left:.2f} {bottom:.2f} {right - left:.2f} {top - bottom:.2f} re f".encode()
    )
    state = DictionaryObject(
        {NameObject("/Type"): NameObject("/ExtGState"), NameObject("/BM"): NameObject("/Multiply")}
    )
    resources = DictionaryObject({NameObject("/ExtGState"): DictionaryObject({NameObject("/G"): state})})
    group = DictionaryObject({NameObject("/S"): NameObject("/Transparency"), NameObject("/Type"): NameObject("/Group")})
    for key, value in (
        ("/Type", NameObject("/XObject")),
        ("/Subtype", NameObject("/Form")),
        ("/BBox", _floats(box)),
        ("/Resources", resources),
        ("/Group", group),
    ):
        stream[NameObject(key)] = value
    return writer._add_object(stream)  # noqa: SLF001


def _floats(numbers: Iterable[float]) -> Any:
    from pypdf.generic import ArrayObject, FloatObject

    return ArrayObject([FloatObject(round(number, 2)) for number in numbers])
