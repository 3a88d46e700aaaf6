"""The tour: a wrong form and what is found in it, a right one and what stands behind its numbers."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from servicecloud.collection.selectors import Wanted, public_forms
from servicecloud.performance.selectors.disclosures import latest_disclosures
from servicecloud.performance.selectors.published import published

_UNIT_MIX = "U-01"


@login_not_required
@require_safe
def tour(request: HttpRequest) -> HttpResponse:
    """Five steps, each with a link to the page where it is seen; the right form is that of the first project that was set up."""
    shown = latest_disclosures().order_by("project").first()
    right = shown.project if shown else None
    taken = [row.snapshot for row in published(right.pk).rows if row.snapshot] if right else []
    context = {
        "wrong": public_forms(Wanted(rule=_UNIT_MIX)).order_by("-errors", "pk").first(),
        "right": right,
        "number": reverse("office:snapshot", args=[taken[0].pk]) if taken else "",
    }
    return render(request, "portal/demonstration/tour.html", context)
