"""The user's own file back, with each finding at its cell: comments in Word, notes and colour in Excel, highlights in PDF.

Files that have no margins to write into (text, web pages, CSV, old Word and Excel) give an annotated copy as a web page.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from plumbline.audit.annotate.notes import Note, notes_of
from plumbline.audit.annotate.notices import Notice
from plumbline.audit.model import FormAudit
from plumbline.errors import Lang
from plumbline.forms.grid import Document


class AnnotatedCopy(NamedTuple):
    """The bytes of the copy and the suffix its name should have (``.docx``). `notes` counts the findings written into it."""

    data: bytes
    suffix: str
    notes: int = 0
    notices: tuple[Notice, ...] = ()


class Annotator(Protocol):
    """Writes notes into the bytes of one kind of file."""

    def __call__(self, data: bytes, document: Document, notes: Sequence[Note], lang: Lang) -> AnnotatedCopy:
        """Return the copy."""


_ANNOTATORS: dict[str, tuple[str, str]] = {
    "docx": ("docx", "annotate_docx"),
    "xlsx": ("xlsx", "annotate_xlsx"),
    "pdf": ("pdf", "annotate_pdf"),
}


def annotate(data: bytes, file: str, audits: Sequence[FormAudit], *, lang: Lang = "zh") -> AnnotatedCopy:
    """Write the findings of a file's audits into a copy of it.

    Everything else stays as it is; notes that an earlier call wrote are replaced. Raises UnreadableFileError for bytes that cannot be
    read. A finding without a place stands at the title of its form.
    """
    from plumbline.forms.layouts.recognise import forms_of
    from plumbline.forms.sources import read_document
    from plumbline.forms.sources.sniff import file_kind

    document = read_document(data, file)
    forms = tuple(forms_of(document))
    notes = notes_of(audits, forms, document, lang)
    module, function = _ANNOTATORS.get(file_kind(data), ("page", "annotate_as_page"))
    annotator = cast("Annotator", getattr(import_module(f"{__name__}.{module}"), function))
    return annotator(data, document, notes, lang)


__all__ = ["AnnotatedCopy", "Notice", "annotate"]
