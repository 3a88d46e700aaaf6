"""Drop a form, see its audit, take away the annotated copy. Nothing is kept: the copies are in the page itself."""

from base64 import b64encode
from pathlib import PurePath
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from plumbline.errors import Lang
from plumbline.examples import FOLDER
from servicecloud.errors import DomainError
from servicecloud.inspection.errors import FileTooLargeError
from servicecloud.inspection.model import Report
from servicecloud.inspection.services import MOST_MEGABYTES, inspect_file
from servicecloud.limits.services import key_of_address
from servicecloud.portal.inspection.uploads import MemoryOnly

EXAMPLE = FOLDER / "self-evaluation-wan.xlsx"
_MOST = MOST_MEGABYTES << 20
_NOT_EVEN_READ = 10 * _MOST
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pdf": "application/pdf",
    ".html": "text/html",
}


@login_not_required
@csrf_exempt  # checked below, once it is settled that the upload stays in memory
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def audit(request: HttpRequest) -> HttpResponse:
    """The page, and its answer to a file."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > _NOT_EVEN_READ:
        return _page(request, refused=FileTooLargeError(megabytes=MOST_MEGABYTES))
    request.upload_handlers = [MemoryOnly(request, most=_MOST)]
    return _answer(request)


@csrf_protect
def _answer(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    data, name = _dropped(request)
    try:
        report = inspect_file(data=data, name=name, lang=_lang(), key=_key(request))
    except DomainError as error:
        return _page(request, refused=error, file_name=name)
    return render(request, "portal/inspection/report.html", _context(report, name))


def _dropped(request: HttpRequest) -> tuple[bytes, str]:
    """Return the bytes and the name of the upload, or of the example; blank when nothing was chosen."""
    if "example" in request.POST:
        return EXAMPLE.read_bytes(), str(_("示例自评表")) + EXAMPLE.suffix
    upload = request.FILES.get("form")
    return (upload.read(), (upload.name or "")[-120:]) if upload else (b"", "")


def _page(request: HttpRequest, *, refused: DomainError | None = None, file_name: str = "") -> HttpResponse:
    context = {"refused": refused, "file_name": file_name, "megabytes": MOST_MEGABYTES}
    return render(request, "portal/inspection/audit.html", context, status=refused.status if refused else 200)


def _context(report: Report, name: str) -> dict[str, Any]:
    stem = PurePath(name).stem
    return {
        "report": report,
        "file_name": name,
        "findings_total": sum(report.severities.values()),
        "copy_name": f"{stem}-{_('批注')}{report.copy_suffix}",
        "copy_uri": _uri(report.copy, report.copy_suffix),
        "workbook_name": f"{stem}-{_('问题清单')}.xlsx",
        "workbook_uri": _uri(report.workbook, ".xlsx"),
        "more_forms": report.forms_total - len(report.forms),
    }


def _uri(data: bytes, suffix: str) -> str:
    kind = _TYPES.get(suffix, "application/octet-stream")
    return f"data:{kind};base64,{b64encode(data).decode('ascii')}"


def _lang() -> Lang:
    return "en" if (get_language() or "").startswith("en") else "zh"


def _key(request: HttpRequest) -> str:
    if request.user.is_authenticated:
        return f"inspection:user:{request.user.pk}"
    return key_of_address("inspection", request.META.get("REMOTE_ADDR") or "")
