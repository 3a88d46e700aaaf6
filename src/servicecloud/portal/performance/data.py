"""Open data of what is public: CSV with its Table Schema, JSON, and the catalogue that leads to both."""

from collections.abc import Iterator

import msgspec
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from servicecloud.performance.selectors import open_data
from servicecloud.portal.performance import catalogue
from servicecloud.streamed_csv import as_csv


@login_not_required
@require_safe
def data_csv(_request: HttpRequest) -> StreamingHttpResponse:
    """Every indicator of everything disclosed, as CSV; `datapackage.json` describes the columns."""
    response = StreamingHttpResponse(as_csv(_csv_lines()), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="disclosed-self-evaluations.csv"'
    return response


@login_not_required
@require_safe
def data_json(_request: HttpRequest) -> StreamingHttpResponse:
    """The same as JSON, numbers as text to the digit."""
    return StreamingHttpResponse(_json_pieces(), content_type="application/json")


@login_not_required
@require_safe
def data_package(_request: HttpRequest) -> JsonResponse:
    """The Data Package with the Table Schema of the CSV."""
    return JsonResponse(open_data.resource(path="data.csv"), json_dumps_params={"ensure_ascii": False})


@login_not_required
@require_safe
def data_catalogue(request: HttpRequest) -> HttpResponse:
    """The catalogue of all open data of the site as JSON-LD in the terms of DCAT 3."""

    def address(name: str) -> str:
        return request.build_absolute_uri(reverse(name))

    body = msgspec.json.format(msgspec.json.encode(catalogue.catalogue(address)), indent=2)
    return HttpResponse(body, content_type="application/ld+json")


def _csv_lines() -> Iterator[list[str]]:
    yield [name for name, _kind, _title, _text in open_data.FIELDS]
    for row in open_data.rows():
        yield ["" if value is None else str(value) for value in row.values()]


def _json_pieces() -> Iterator[bytes]:
    before = b"["
    for row in open_data.rows():
        yield before + msgspec.json.encode(row)
        before = b","
    yield b"]" if before == b"," else b"[]"
