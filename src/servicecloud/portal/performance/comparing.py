"""Two public projects, or two years of one, side by side."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from servicecloud.errors import NotFoundError
from servicecloud.performance.models import PublishedIndicator, PublishedResult
from servicecloud.performance.selectors.disclosures import comparable_with, result_of


@dataclass(frozen=True)
class Beside:
    """An indicator in the two; None where one has none of this name and level."""

    name: str
    level1: str
    left: PublishedIndicator | None
    right: PublishedIndicator | None


@login_not_required
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The two results with their money and their indicators; the second is chosen on the page."""
    left = _result(request.GET.get("left", ""))
    right = _result(request.GET["right"]) if request.GET.get("right") else None
    context = {
        "left": left,
        "right": right,
        "choices": comparable_with(left),
        "lines": _beside(left, right) if right else [],
    }
    return render(request, "portal/performance/compare.html", context)


def _result(text: str) -> PublishedResult:
    if not text.isdecimal() or len(text) > 18:
        raise NotFoundError
    return result_of(int(text))


def _beside(left: PublishedResult, right: PublishedResult) -> list[Beside]:
    """Return the indicators of both, in the order of the first; those only the second has come last."""
    others = {(row.level1, row.level3): row for row in right.indicators.all()}
    lines = [
        Beside(row.level3, row.level1, row, others.pop((row.level1, row.level3), None)) for row in left.indicators.all()
    ]
    return lines + [Beside(row.level3, row.level1, None, row) for row in others.values()]
