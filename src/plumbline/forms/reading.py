"""Bytes to forms: the one door through which everything else reads a file."""

import msgspec

from plumbline.forms.model import Form
from plumbline.forms.places import ReadingProblem


class Reading(msgspec.Struct, frozen=True):
    """What was read out of one file: its forms in order, and problems of the file as a whole."""

    file: str
    forms: tuple[Form, ...]
    problems: tuple[ReadingProblem, ...] = ()


def read_forms(data: bytes, file: str) -> Reading:
    """Read every official form in a file; `file` is the name by which places refer to it.

    Raises UnreadableFileError when the bytes cannot be read at all. A file without forms gives none.
    """
    from plumbline.forms.layouts.recognise import read_document_forms
    from plumbline.forms.sources import read_document

    document = read_document(data, file)
    forms, problems = read_document_forms(document)
    return Reading(file, tuple(forms), document.problems + problems)
