"""The way in: tell the kind of a file by its content and hand it to the room that reads it."""

from collections.abc import Callable
from importlib import import_module
from typing import cast

from plumbline.forms.grid import Document
from plumbline.forms.sources.limits import check_file_size
from plumbline.forms.sources.sniff import FileKind, file_kind

Reader = Callable[[bytes, str], Document]

_READERS: dict[FileKind, tuple[str, str]] = {
    "docx": ("docx", "read_docx"),
    "xlsx": ("xlsx", "read_xlsx"),
    "xls": ("xls", "read_xls"),
    "doc": ("office", "read_office"),
    "pdf": ("pdf", "read_pdf"),
    "html": ("html", "read_html"),
    "mht": ("html", "read_mht"),
    "csv": ("csv", "read_csv"),
    "text": ("text", "read_text"),
}


def read_document(data: bytes, file: str) -> Document:
    """Read a file of any known kind; `file` only names it in places and messages.

    Raises `UnreadableFileError` and nothing else when the bytes cannot be read.
    """
    check_file_size(data)
    module, function = _READERS[file_kind(data)]
    reader = cast("Reader", getattr(import_module(f"plumbline.forms.sources.{module}"), function))
    return reader(data, file)
