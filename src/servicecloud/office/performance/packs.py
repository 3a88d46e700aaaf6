"""The evidence pack of a self-evaluation: asked for, built in the background with its progress, downloaded."""

from typing import cast

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.performance import policies
from servicecloud.performance.models import PackState
from servicecloud.performance.reporting_errors import PackNotReadyError
from servicecloud.performance.selectors.packs import pack_of
from servicecloud.performance.selectors.projects import evaluation_of, project_with_documents
from servicecloud.performance.services.packs import ask_for_pack, pack_path

BUSY = (PackState.WAITING, PackState.BUILDING)


@requires(policies.check_can_read_projects)
@require_http_methods(["GET", "HEAD", "POST"])
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """The pack of the version submitted last: what it holds, how far it is, how to check it."""
    found = project_with_documents(pk)
    if request.method == "POST":
        address = request.build_absolute_uri(reverse("portal:proof"))
        try:
            ask_for_pack(actor=cast("User", request.user), project_id=pk, address=address)
        except DomainError as error:
            messages.error(request, str(error))
        return redirect("office:evidence_pack", pk=pk)
    kept = pack_of(found)
    is_busy = kept is not None and kept.state in BUSY
    evaluation = evaluation_of(found)
    is_english = (get_language() or "").startswith("en")
    context = {
        "project": found,
        "version": evaluation.latest if evaluation else None,
        "content": evaluation.content if evaluation else {},
        "pack": kept,
        "is_busy": is_busy,
        "problem": (kept.problem_en if is_english else kept.problem_zh) if kept else "",
        "is_there": kept is not None and kept.state == PackState.READY and pack_path(kept).exists(),
    }
    if request.headers.get("HX-Request"):
        if is_busy:
            return render(request, "office/performance/pack_progress.html", context)
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    return render(request, "office/performance/pack.html", context)


@requires(policies.check_can_read_projects)
@require_safe
def download(_request: HttpRequest, pk: int) -> FileResponse:
    """The zip, streamed."""
    found = project_with_documents(pk)
    kept = pack_of(found)
    if kept is None or kept.state != PackState.READY or not pack_path(kept).exists():
        raise PackNotReadyError
    name = f"{found.name}-{found.year}-{_('证据包')}-{kept.version.number}.zip"
    response = FileResponse(pack_path(kept).open("rb"), as_attachment=True, filename=name)
    response["Content-Type"] = "application/zip"
    response["Cache-Control"] = "private, no-store"
    return response
