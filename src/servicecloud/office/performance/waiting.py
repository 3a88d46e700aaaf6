"""The list of what waits for the person's decision; many are approved in one go, each with its outcome."""

from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.pages.filters import Chip, FilterForm
from servicecloud.pages.listing import Column, build_listing
from servicecloud.performance import policies
from servicecloud.performance.enums import BulkOutcome, Document
from servicecloud.performance.errors import NothingChosenError
from servicecloud.performance.selectors.waiting import (
    MODELS,
    bulk_of,
    counts_waiting,
    documents_waiting,
    outcomes_of,
)
from servicecloud.performance.services.bulk import Chosen, approve_many
from servicecloud.performance.services.reviews import needs_attributes

PER_PAGE = 200
COLUMNS = (
    Column("chosen", gettext_lazy("选择")),
    Column("name", gettext_lazy("项目名称"), ("project__name",)),
    Column("year", gettext_lazy("年度"), ("project__year",), is_number=True),
    Column("owner", gettext_lazy("实施单位"), ("project__owner__name_zh",)),
    Column("step", gettext_lazy("当前环节"), ("waiting_for",)),
    Column("since", gettext_lazy("提交时间"), ("submitted_at",)),
    Column("see", gettext_lazy("查看")),
)
_PAGES = {Document.TARGET: "office:target", Document.SELF_EVALUATION: "office:self_evaluation"}


class WaitingFilterForm(FilterForm):
    """Which documents to list."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in MODELS], widget=forms.HiddenInput)
    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)

    def chips(self) -> list[Chip]:
        """Return the active filters; the kind has its own above."""
        kind = super().chips()
        return [chip for chip, name in zip(kind, self.chosen(), strict=True) if name != "kind"]


@requires(policies.check_reviews)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """What waits, the longest first."""
    user = cast("User", request.user)
    filters = WaitingFilterForm(request.GET)
    chosen, counts = filters.chosen(), counts_waiting(user)
    kind = chosen.get("kind") or next((kind for kind, count in counts.items() if count), Document.TARGET.value)
    rows = documents_waiting(user, kind)
    if chosen.get("q"):
        rows = rows.filter(project__name__icontains=chosen["q"]) | rows.filter(
            project__owner__name_zh__icontains=chosen["q"]
        )
    if chosen.get("year"):
        rows = rows.filter(project__year=chosen["year"])
    listing = build_listing(rows, columns=COLUMNS, query=request.GET, default="since", per_page=PER_PAGE)
    context = {
        "filters": filters,
        "listing": listing,
        "lines": (lines := [(row, needs_attributes(row)) for row in listing.page]),
        "can_choose": any(not is_judged for _row, is_judged in lines),
        "kind": kind,
        "page_name": _PAGES[Document(kind)],
        "kinds": [(each, Document(each).label, counts[each]) for each in MODELS],
    }
    return render(request, "office/performance/waiting.html", context)


@require_POST
@requires(policies.check_reviews)
def approve_chosen(request: HttpRequest) -> HttpResponse:
    """Approve what was ticked."""
    chosen = [each for text in request.POST.getlist("chosen") if (each := _chosen(text))]
    try:
        run = approve_many(actor=cast("User", request.user), chosen=chosen, comment=request.POST.get("comment", ""))
    except NothingChosenError as error:
        messages.error(request, str(error))
        return redirect("office:reviews_waiting")
    return redirect("office:bulk_outcome", pk=run.pk)


@requires(policies.check_reviews)
@require_safe
def outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of each document."""
    run = bulk_of(cast("User", request.user), pk)
    items, counts = outcomes_of(run)
    context = {
        "run": run,
        "lines": [(item, reason, _PAGES[Document(item.document)]) for item, reason in items],
        "approved": counts[BulkOutcome.APPROVED],
        "refused": counts[BulkOutcome.REFUSED],
        "left": counts[BulkOutcome.WAITING],
    }
    return render(request, "office/performance/bulk_outcome.html", context)


def _chosen(text: str) -> Chosen | None:
    """Read what a tick box sends: kind, project, version."""
    parts = text.split(":")
    if len(parts) != 3 or not all(part.isdecimal() and len(part) < 10 for part in parts[1:]):
        return None
    return Chosen(parts[0], int(parts[1]), int(parts[2]))
