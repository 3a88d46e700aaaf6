"""Anybody reads what was disclosed: the form, the scores and why, how every number was counted, and where to check it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.errors import Lang
from plumbline.forms.writers import write
from servicecloud.errors import NotFoundError
from servicecloud.ledger.selectors.figures import sentence_of
from servicecloud.performance.selectors import disclosures as reading
from servicecloud.performance.selectors.corrections import difference
from servicecloud.performance.selectors.owners import owner_when
from servicecloud.performance.selectors.published import content_of, published
from servicecloud.portal.performance import charts

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
}


@login_not_required
@require_safe
def project(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """One disclosed project as it was published last, or by a number at an earlier time."""
    publications = list(reading.publications_of(pk))
    chosen = next((each for each in publications if number in (None, each.number)), None)
    if chosen is None:
        raise NotFoundError
    found = content_of(chosen)
    shown = found.disclosure.project
    history = reading.through_years(shown.owner_id, shown.name)
    result = next((each for each in history if each.project_id == pk), None) or reading.result_of(pk)
    own = list(result.indicators.all())
    lines = [
        (place, row, row.reason_en if lang() == "en" else row.reason_zh, sentence_of(row.rule) if row.rule else "")
        for place, row in enumerate(found.rows, start=1)
    ]
    context = {
        "published": found,
        "project": shown,
        "owner_then": owner_when(shown, found.disclosure.published_at),
        "form": found.form,
        "lines": lines,
        "funds_explanation": found.reasons["funds"][lang()],
        "publications": publications,
        "is_latest": found.disclosure.number == publications[0].number,
        "result": result,
        "timeliness": reading.timeliness_of(result),
        "history": history,
        "charts": [chart for chart in (charts.of_years(history), charts.of_indicators(own, project_id=pk)) if chart],
    }
    return render(request, "portal/performance/project.html", context)


@login_not_required
@require_safe
def correction(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What a correction changed beside the publication before it, and why."""
    if number < 2:
        raise NotFoundError
    before, after = published(pk, number - 1), published(pk, number)
    context = {
        "before": before,
        "after": after,
        "project": after.disclosure.project,
        "difference": difference(before, after),
    }
    return render(request, "portal/performance/correction.html", context)


@login_not_required
@require_safe
def file(request: HttpRequest, pk: int, kind: str, number: int | None = None) -> HttpResponse:
    """The form as a file: as it was published last, or by a number at an earlier time."""
    if kind not in KINDS:
        raise Http404
    found = published(pk, number)
    content = found.content
    footer = [
        _("实际完成值截至 %(day)s，取自存证台账；链首（%(algorithm)s）%(digest)s，共 %(count)s 条记录。")
        % {
            "day": content.as_of.isoformat(),
            "algorithm": content.algorithm.upper(),
            "digest": content.head_digest,
            "count": content.head_count,
        },
        *(f"{row.name}：{row.interval}" for row in found.rows if row.interval),
        _("查验：%(address)s") % {"address": request.build_absolute_uri(reverse("portal:proof"))},
    ]
    data = write(found.form, to=kind, footer=footer if content.head_digest and kind != "json" else ())  # type: ignore[arg-type]
    response = HttpResponse(data, content_type=KINDS[kind])
    name = f"{found.form.project_name}-{found.form.year}.{kind}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response


def lang() -> Lang:
    """Return the language in which the core explains itself."""
    return "en" if (get_language() or "").startswith("en") else "zh"
