"""Anybody reads what was disclosed: the form, the scores and why, how every number was counted, and where to check it."""

from collections.abc import Iterator

import msgspec
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.errors import Lang
from plumbline.forms.writers import write
from servicecloud.ledger.selectors.figures import sentence_of
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing
from servicecloud.performance.selectors import open_data
from servicecloud.performance.selectors.projects import disclosed as disclosures
from servicecloud.performance.selectors.published import published
from servicecloud.streamed_csv import as_csv

COLUMNS = (
    Column("name", gettext_lazy("项目名称"), ("project__name",)),
    Column("year", gettext_lazy("年度"), ("project__year",), is_number=True),
    Column("owner", gettext_lazy("实施单位"), ("project__owner__name_zh",)),
    Column("score", gettext_lazy("自评得分"), ("project__evaluation__total_score",), is_number=True),
    Column("published", gettext_lazy("公开时间"), ("published_at",)),
)
KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
}


class DisclosedFilterForm(FilterForm):
    """Which publications to list."""

    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)


@login_not_required
@require_safe
def disclosed(request: HttpRequest) -> HttpResponse:
    """Everything disclosed."""
    filters = DisclosedFilterForm(request.GET)
    chosen = filters.chosen()
    rows = disclosures()
    if chosen.get("q"):
        rows = rows.filter(project__name__icontains=chosen["q"])
    if chosen.get("year"):
        rows = rows.filter(project__year=chosen["year"])
    listing = build_listing(rows, columns=COLUMNS, query=request.GET, default="-year")
    return render(request, "portal/performance/disclosed.html", {"filters": filters, "listing": listing})


@login_not_required
@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One disclosed project."""
    found = published(pk)
    lines = [
        (row, row.reason_en if _lang() == "en" else row.reason_zh, sentence_of(row.rule) if row.rule else "")
        for row in found.rows
    ]
    context = {
        "published": found,
        "project": found.disclosure.project,
        "form": found.form,
        "lines": lines,
        "funds_explanation": found.reasons["funds"][_lang()],
    }
    return render(request, "portal/performance/project.html", context)


@login_not_required
@require_safe
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The disclosed form as a file."""
    if kind not in KINDS:
        raise Http404
    found = published(pk)
    content = found.content
    footer = [
        _("实际完成值截至 %(day)s，取自存证台账；链首（%(algorithm)s）%(digest)s，共 %(count)s 条记录。")
        % {
            "day": content.as_of.isoformat(),
            "algorithm": content.algorithm.upper(),
            "digest": content.head_digest,
            "count": content.head_count,
        },
        _("查验：%(address)s") % {"address": request.build_absolute_uri(reverse("portal:proof"))},
    ]
    data = write(found.form, to=kind, footer=footer if content.head_digest and kind != "json" else ())  # type: ignore[arg-type]
    response = HttpResponse(data, content_type=KINDS[kind])
    name = f"{found.form.project_name}-{found.form.year}.{kind}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


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


def _lang() -> Lang:
    return "en" if (get_language() or "").startswith("en") else "zh"
