"""A table as CSV, streamed: memory stays flat however long it is."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class _Echo:
    """A file whose write gives the text back, so that the csv writer can be streamed."""

    def write(self, text: str) -> str:
        return text


def as_csv(lines: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield UTF-8 with the mark that spreadsheet programs need, cells that look like formulas made harmless."""
    writer = csv.writer(_Echo())
    yield b"\xef\xbb\xbf"
    for line in lines:
        yield cast("str", writer.writerow([_harmless(cell) for cell in line])).encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell
