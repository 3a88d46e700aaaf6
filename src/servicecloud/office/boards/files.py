"""A table as a file to take away, written line by line."""

from collections.abc import Iterable, Sequence

from django.http import Http404, StreamingHttpResponse
from django.utils.http import content_disposition_header

from servicecloud.streamed_csv import as_csv
from servicecloud.streamed_xlsx import as_xlsx

KINDS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def table_response(lines: Iterable[Sequence[str]], *, kind: str, name: str) -> StreamingHttpResponse:
    """Return lines as CSV or as a workbook. The lines are read now, while the scope is open."""
    if kind not in KINDS:
        raise Http404
    pieces = list(as_csv(lines) if kind == "csv" else as_xlsx(lines))
    response = StreamingHttpResponse(pieces, content_type=KINDS[kind])
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{name}.{kind}") or ""
    return response
