"""A table as a file to take away, written line by line."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from django.http import Http404, StreamingHttpResponse
from django.utils.http import content_disposition_header

from servicecloud.streamed_csv import as_csv

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def table_response(lines: Iterable[Sequence[str]], *, kind: str, name: str) -> StreamingHttpResponse:
    """Return lines as CSV or as a workbook. The lines are read now, while the scope is open."""
    if kind not in KINDS:
        raise Http404
    pieces = list(as_csv(lines) if kind == "csv" else _as_xlsx(lines))
    response = StreamingHttpResponse(pieces, content_type=KINDS[kind])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}") or ""
    return response


def _as_xlsx(lines: Iterable[Sequence[str]]) -> Iterator[bytes]:
    import xlsxwriter

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.xlsx"
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(path, options) as book:
            sheet = book.add_worksheet()
            sheet.set_column(0, 1, 28)
            for row, line in enumerate(lines):
                for column, cell in enumerate(line):
                    sheet.write_string(row, column, cell)
        with path.open("rb") as stream:
            yield from iter(lambda: stream.read(64 * 1024), b"")
