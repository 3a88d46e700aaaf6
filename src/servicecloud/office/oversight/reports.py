"""The report of an evaluation: a page to read and print, and the official paper as Word and PDF."""

from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.forms.writers import print_sheet
from plumbline.forms.writers.official.evaluation_report import evaluation_report_sheet
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.office.oversight.acting import allows
from servicecloud.office.oversight.evaluations import report_context
from servicecloud.office.performance.showing import KINDS, head_lines
from servicecloud.oversight import policies
from servicecloud.oversight.models import Evaluation
from servicecloud.oversight.selectors import records
from servicecloud.oversight.selectors.examined import frozen_content
from servicecloud.oversight.selectors.findings import findings_of
from servicecloud.oversight.selectors.reports import SeenReport, indicators_of, printed_report, report_seen

PAPERS = ("docx", "pdf")


@requires(policies.check_can_read_oversight)
@require_safe
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The report in the order of its outline, to read and to print."""
    found, seen = _seen(request, pk)
    context: dict[str, Any] = report_context(seen.content)
    context |= {
        "found": found,
        "project": found.project,
        "total": seen.total,
        "grade": seen.grade,
        "stage": seen.stage,
        "view": getattr(found, "reply", None),
        "indicators": indicators_of(seen.beside) if seen.beside else (),
        "findings": findings_of(seen.beside) if seen.beside else [],
        "origin": _origin(request, seen),
    }
    return render(request, "office/oversight/evaluation_sheet.html", context)


@requires(policies.check_can_read_oversight)
@require_safe
def file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The report as the official paper, with what it rests on printed below."""
    if kind not in PAPERS:
        raise Http404
    found, seen = _seen(request, pk)
    paper = evaluation_report_sheet(printed_report(found, seen, origin=_origin(request, seen)))
    response = HttpResponse(print_sheet(paper, to=kind), content_type=KINDS[kind])  # type: ignore[arg-type]
    name = f"{found.project.name}-{found.project.year}-{_('绩效评价报告')}.{kind}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def _seen(request: HttpRequest, pk: int) -> tuple[Evaluation, SeenReport]:
    user = cast("User", request.user)
    found = records.evaluation_seen_by(user, pk)
    return found, report_seen(found, by_body=allows(policies.check_can_oversee, user, found.body_id))


def _origin(request: HttpRequest, seen: SeenReport) -> list[str]:
    """Return what the report rests on: its own digest once it is kept, the self-evaluation, the head its numbers are sealed in."""
    lines = []
    if seen.kept is not None:
        told = {"number": seen.kept.number, "digest": seen.kept.digest}
        lines.append(_("评价报告第%(number)s稿，摘要（SHA-256）%(digest)s") % told)
    if seen.beside is not None:
        told = {"number": seen.beside.number, "digest": seen.beside.digest}
        lines.append(_("所依据的自评表：第%(number)s版，摘要（SHA-256）%(digest)s") % told)
        lines += head_lines(frozen_content(seen.beside), address=request.build_absolute_uri(reverse("portal:proof")))
    return lines
