"""A table as a workbook, written row by row to a temporary file."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path


def as_xlsx(lines: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """Yield the workbook; every cell is text, so that nothing is taken for a formula or a number."""
    import xlsxwriter

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(path, options) as book:
            sheet = book.add_worksheet()
            sheet.set_column(0, 30, 18)
            for number, line in enumerate(lines):
                for column, cell in enumerate(line):
                    sheet.write_string(number, column, cell)
        with path.open("rb") as stream:
            yield from iter(lambda: stream.read(64 * 1024), b"")
