"""Importing enterprises: upload, see every row's verdict, confirm, undo."""

import csv
import hashlib
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.directory import policies, selectors
from servicecloud.directory.enums import ImportState, Verdict
from servicecloud.directory.models import ImportRun
from servicecloud.directory.problems import in_words
from servicecloud.directory.reading import is_table
from servicecloud.directory.services.imports import confirm_import, start_import, undo_import
from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing

LARGEST_FILE = 40 * 1024 * 1024
BUSY = (ImportState.CHECKING, ImportState.APPLYING, ImportState.UNDOING)
COLUMNS = (
    Column("number", gettext_lazy("行号"), ("number",), is_number=True),
    Column("verdict", gettext_lazy("结论"), ("verdict", "number")),
    Column("code", gettext_lazy("统一社会信用代码"), ("credit_code",)),
    Column("name", gettext_lazy("企业名称")),
    Column("problems", gettext_lazy("问题和处理办法")),
)
_TAGS = {Verdict.NEW: "tag-good", Verdict.CHANGED: "tag-accent", Verdict.REFUSED: "tag-bad", Verdict.KEPT: "tag-warn"}


class UploadForm(forms.Form):
    """The file to import."""

    file = forms.FileField(label=gettext_lazy("文件"), widget=forms.FileInput({"accept": ".xlsx,.xls,.csv,.ods"}))

    def clean_file(self) -> "UploadedFile[Any]":
        """Refuse what is too large, and what is no table by its first bytes."""
        file = cast("UploadedFile[Any]", self.cleaned_data["file"])
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(
                _("文件超过 %(size)d MB。请拆成几个文件分别导入。") % {"size": LARGEST_FILE // 2**20}
            )
        start = file.read(1024)
        file.seek(0)
        if not is_table(start):
            raise forms.ValidationError(_("这不是 Excel 工作簿，也不是文本表格。请上传 xlsx、xls、ods 或 csv 文件。"))
        return file


class RowFilterForm(FilterForm):
    """Which rows to show."""

    q = None  # type: ignore[assignment]
    verdict = forms.ChoiceField(label=gettext_lazy("结论"), choices=[("", gettext_lazy("全部")), *Verdict.choices])


@requires(policies.check_can_keep_register)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """Former imports, and the way to a new one."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        digest = hashlib.sha256(content).hexdigest()
        started = start_import(actor=cast("User", request.user), file_name=file.name, content=content, sha256=digest)
        return redirect("office:import", pk=started.pk)
    return render(request, "office/directory/imports.html", {"form": form, "runs": selectors.import_runs()[:50]})


@requires(policies.check_can_keep_register)
@require_safe
def template(_request: HttpRequest) -> HttpResponse:
    """An empty table with the right headings."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="enterprises-template.csv"'
    response.write("\ufeff")
    headings = [
        "统一社会信用代码",
        "企业名称",
        "英文名称",
        "所在区",
        "行业代码",
        "成立日期",
        "地址",
        "网站",
        "联系人",
        "联系电话",
    ]
    csv.writer(response).writerow(headings)
    return response


@requires(policies.check_can_keep_register)
@require_safe
def run(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: progress while it is at work, then every row with its verdict."""
    found = ImportRun.objects.select_related("started_by").get(pk=pk)
    if request.headers.get("HX-Request") and found.state in BUSY:
        return render(request, "office/directory/import_progress.html", {"run": found})
    failure = found.failure_en if (get_language() or "").startswith("en") else found.failure
    context: dict[str, Any] = {"run": found, "is_busy": found.state in BUSY, "failure": failure}
    if request.headers.get("HX-Request"):
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    filters = RowFilterForm(request.GET)
    rows = selectors.rows_of(found, verdict=filters.chosen().get("verdict", ""))
    listing = build_listing(rows, columns=COLUMNS, query=request.GET, default="number")
    counts = [(verdict.value, verdict.label, found.counts.get(verdict.value, 0)) for verdict in Verdict]
    lines = [
        (
            row,
            _TAGS.get(Verdict(row.verdict), ""),
            row.values.get("name_zh", ""),
            [in_words(problem) for problem in row.problems],
        )
        for row in listing.page
    ]
    context |= {"filters": filters, "listing": listing, "lines": lines, "counts": counts}
    context["writable"] = found.counts.get(Verdict.NEW, 0) + found.counts.get(Verdict.CHANGED, 0)
    return render(request, "office/directory/import.html", context)


@requires(policies.check_can_keep_register)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was accepted."""
    _act(request, confirm_import, pk)
    return redirect("office:import", pk=pk)


@requires(policies.check_can_keep_register)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was written."""
    _act(request, undo_import, pk)
    return redirect("office:import", pk=pk)


def _act(request: HttpRequest, service: Any, pk: int) -> None:
    try:
        service(actor=request.user, run_id=pk)
    except DomainError as error:
        messages.error(request, str(error))
