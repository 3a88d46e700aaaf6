"""The library as files: importing with a verdict for each line, taking an import back, exporting, the starter library."""

from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.indicators import policies
from servicecloud.indicators.enums import ImportState, LineOutcome
from servicecloud.indicators.errors import ImportUndoneError
from servicecloud.indicators.selectors.imports import imports_in_scope, lines_of_import, refused_of_import
from servicecloud.indicators.services.files import Imported, LineVerdict, import_library
from servicecloud.indicators.services.undoing import undo_library_import
from servicecloud.indicators.tables import lines_of, starter
from servicecloud.office.indicators.forms import LibraryFileForm
from servicecloud.office.indicators.library import narrowed
from servicecloud.streamed_csv import as_csv
from servicecloud.streamed_xlsx import as_xlsx

MOST_IMPORTS = 20
REFUSED_A_PAGE = 100
KINDS = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
}


@requires(policies.check_keeps_library)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Import a file, or the starter library; each line comes back with its verdict."""
    user = cast("User", request.user)
    owners = policies.owners_kept_by(user)
    takes_starter = "starter" in request.POST
    form = LibraryFileForm(
        request.POST or None, request.FILES or None, owners=owners, use_required_attribute=not takes_starter
    )
    done: Imported | None = None
    if takes_starter:
        form.fields["file"].required = False
    if request.method == "POST" and form.is_valid():
        owner = next(each for each in owners if each.pk == form.cleaned_data["owner"])
        file = form.cleaned_data["file"]
        data, name = (starter(), _("起步指标库.csv")) if takes_starter else (file.read(), file.name)
        try:
            done = import_library(
                actor=user,
                owner=owner,
                data=data,
                name=name,
                only_check=form.cleaned_data["only_check"],
            )
        except DomainError as error:
            form.add_error("file", str(error))
        else:
            _tell(request, done.lines, is_check=form.cleaned_data["only_check"])
    context = {
        "form": form,
        "verdicts": done.lines if done else None,
        "run": done.run if done else None,
        "is_check": bool(done and form.cleaned_data["only_check"]),
        "runs": imports_in_scope()[:MOST_IMPORTS],
    }
    return render(request, "office/indicators/import.html", context)


@requires(policies.check_keeps_library)
@require_safe
def imported(request: HttpRequest, pk: int) -> HttpResponse:
    """One import: what each line wrote, which were not accepted and why, and the way to take it back."""
    found = imports_in_scope().get(pk=pk)
    lines = lines_of_import(found)
    kept_by_person = {owner.pk for owner in policies.owners_kept_by(cast("User", request.user))}
    context = {
        "run": found,
        "lines": lines,
        "refused": Paginator(refused_of_import(found), REFUSED_A_PAGE).get_page(request.GET.get("page")),
        "can_undo": found.state == ImportState.APPLIED and bool(lines) and found.owner_id in kept_by_person,
    }
    return render(request, "office/indicators/imported.html", context)


@require_POST
@requires(policies.check_keeps_library)
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an import back."""
    try:
        run = undo_library_import(actor=cast("User", request.user), run_id=pk)
    except ImportUndoneError as error:
        messages.error(request, str(error))
    else:
        kept = sum(line.outcome == LineOutcome.KEPT for line in lines_of_import(run))
        if kept:
            told = ngettext(
                "已撤销。导入后又修改过的%(kept)d项保留，见下表。",
                "已撤销。导入后又修改过的%(kept)d项保留，见下表。",
                kept,
            )
            messages.warning(request, told % {"kept": kept})
        else:
            messages.success(request, _("已撤销这次导入。"))
    return redirect("office:indicator_import", pk=pk)


@requires(policies.check_can_read_library)
@require_safe
def download(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """The list as it is narrowed, as CSV or a workbook."""
    if kind not in KINDS:
        raise Http404
    _filters, rows = narrowed(request, cast("User", request.user))
    content_type, stream = KINDS[kind]
    return _file(stream(lines_of(rows.order_by("owner_id", "code"))), content_type, f"{_('指标库')}.{kind}")


@requires(policies.check_can_read_library)
@require_safe
def starter_file(_request: HttpRequest) -> StreamingHttpResponse:
    """The starter library for SME service centres, ready to be edited and imported."""
    return _file([b"\xef\xbb\xbf", starter()], KINDS["csv"][0], _("起步指标库.csv"))


def _file(content: Any, content_type: str, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def _tell(request: HttpRequest, verdicts: list[LineVerdict], *, is_check: bool) -> None:
    written = sum(each.verdict in ("added", "revised") for each in verdicts)
    refused = sum(each.verdict == "refused" for each in verdicts)
    told = _("检查完成，没有写入：") if is_check else _("导入完成：")
    count = _("可写入%(written)d行，有问题%(refused)d行。") % {"written": written, "refused": refused}
    (messages.warning if refused else messages.success)(request, f"{told}{count}")
