"""One published number: its target, its score and why, how it was counted, the entries behind it and the way to their proof."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from servicecloud.ledger.selectors.figures import sentence_of
from servicecloud.performance.selectors import disclosures as reading
from servicecloud.performance.selectors.published_number import entries_behind, published_row, published_snapshot
from servicecloud.portal.performance import charts
from servicecloud.portal.performance.views import lang


@login_not_required
@require_safe
def row(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """The number with what stands behind it."""
    shown, found = published_row(pk, place)
    project = shown.disclosure.project
    history = reading.indicator_through_years(project.owner_id, project.name, found.name)
    context = {
        "published": shown,
        "project": project,
        "row": found,
        "place": place,
        "reason": found.reason_en if lang() == "en" else found.reason_zh,
        "sentence": sentence_of(found.rule) if found.rule else "",
        "chart": charts.of_indicator(history),
    }
    return render(request, "portal/performance/row.html", context)


@login_not_required
@require_safe
def entries(request: HttpRequest, pk: int, place: int) -> HttpResponse:
    """The entries behind the number, a page at a time, each with the way to its proof."""
    row, snapshot = published_snapshot(pk, place)
    context = {
        "project": row.result.project,
        "place": place,
        "name": row.level3,
        "snapshot": snapshot,
        "behind": entries_behind(snapshot, after=request.GET.get("after", "")),
    }
    return render(request, "portal/performance/entries.html", context)
