"""Comma-separated files: one grid, one row a record. Delimiters are comma, semicolon, vertical bar and TAB."""

import csv
import itertools
from collections import Counter
from collections.abc import Iterator

from plumbline.forms.grid import Document, Grid, GridCell
from plumbline.forms.sources.encoding import damaged_characters, decode
from plumbline.forms.sources.limits import Budget
from plumbline.forms.sources.refusals import damaged

PART = "csv"
_SAMPLE_CHARACTERS = 1 << 16
_SAMPLE_RECORDS = 200


def looks_like_csv(data: bytes) -> bool:
    """Tell whether the records of a text have the same number of fields under some delimiter.

    TAB-separated lines are plain text (`text.py` keeps their line numbers) unless their fields are quoted, as spreadsheets do.
    """
    return _delimiter(decode(data).text) is not None


def read_csv(data: bytes, file: str) -> Document:
    """Read a comma-separated file as one grid."""
    decoded = decode(data)
    budget = Budget()
    cells: list[GridCell] = []
    try:
        for row, record in enumerate(_records(decoded.text, _delimiter(decoded.text) or ","), 1):
            budget.take(len(record))
            cells += [GridCell(row, column, field) for column, field in enumerate(record, 1)]
    except csv.Error as error:
        raise damaged("引号不成对或某个字段过长", "an unbalanced quote or an overlong field") from error
    return Document(file, "csv", (Grid(PART, tuple(cells)),), damaged_characters(decoded, file, PART))


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(text.splitlines(keepends=True) if "\0" not in text else [], delimiter=delimiter)


def _delimiter(text: str) -> str | None:
    sample = text[:_SAMPLE_CHARACTERS]
    if len(sample) < len(text):
        sample = sample[: sample.rfind("\n") + 1]
    candidates = [delimiter for delimiter in ",;|\t" if delimiter in sample]
    agreeing = [(agreement, delimiter) for delimiter in candidates if (agreement := _agreement(sample, delimiter))]
    return max(agreeing)[1] if agreeing else None


def _agreement(sample: str, delimiter: str) -> int:
    """Return the number of fields on which nearly all records agree, 0 when they do not."""
    if delimiter == "\t" and '\t"' not in sample and '\n"' not in sample:
        return 0
    try:
        records = [record for record in itertools.islice(_records(sample, delimiter), _SAMPLE_RECORDS) if record]
    except csv.Error:
        return 0
    if len(records) < 2:
        return 0
    width, count = Counter(map(len, records)).most_common(1)[0]
    tolerated = 0 if delimiter == "\t" else len(records) // 10
    return width if width > 1 and count >= len(records) - tolerated else 0
