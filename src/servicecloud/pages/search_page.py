"""The search page of both shells, and what is suggested while somebody types."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from servicecloud.directory.search_sources import ENTERPRISE, INSTITUTION
from servicecloud.directory.selectors import regions
from servicecloud.indicators.search_sources import INDICATOR
from servicecloud.pages.addresses import asked
from servicecloud.performance.search_sources import RESULT
from servicecloud.search import selectors
from servicecloud.search.selectors import PER_PAGE, Hit, Results, SearchFilter
from servicecloud.search.sources import SOURCES

LONGEST_QUESTION = 100
_FURTHEST_PAGE = 50


@dataclass(frozen=True)
class Choice:
    """One value of a facet: where a click leads, and whether it is chosen now."""

    label: str
    count: int
    url: str
    is_chosen: bool


@dataclass(frozen=True)
class Line:
    """One hit as the page shows it."""

    hit: Hit
    url: str
    kind: str
    region: str


def search_page(request: HttpRequest, *, template: str, is_office: bool) -> HttpResponse:
    """Show what was found, narrowed by the facets in the URL."""
    text = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    wanted = SearchFilter(*(asked(request, name, longest=60) for name in ("kind", "region", "category")))
    page = _page(request.GET.get("page", "1"))
    found = selectors.search(text, actor=request.user, wanted=wanted, page=page) if text else Results()
    labels = _labels() if found.total or any((wanted.kind, wanted.region, wanted.category)) else {}
    context: dict[str, Any] = {
        "q": text,
        "found": found,
        "lines": [_line(hit, labels, is_office=is_office) for hit in found.hits],
        "facets": _facets(request, found, wanted, labels),
        "page": page,
        "previous": page - 1 if page > 1 else None,
        "next": page + 1 if page * PER_PAGE < found.total and page < _FURTHEST_PAGE else None,
    }
    return render(request, template, context)


def suggest_page(request: HttpRequest, *, is_office: bool) -> HttpResponse:
    """Return the titles that begin to look like what is being typed, as a list of links."""
    text = request.GET.get("q", "").strip()[:LONGEST_QUESTION]
    hits = selectors.suggestions(text, actor=request.user) if text else []
    lines = [_line(hit, {}, is_office=is_office) for hit in hits]
    return render(request, "components/suggestions.html", {"lines": lines})


def _line(hit: Hit, labels: dict[str, dict[str, str]], *, is_office: bool) -> Line:
    kind = str(SOURCES[hit.kind].label) if hit.kind in SOURCES else hit.kind
    return Line(hit, _url(hit, is_office=is_office), kind, labels.get("region", {}).get(hit.region, ""))


def _url(hit: Hit, *, is_office: bool) -> str:
    if hit.kind == ENTERPRISE:
        return (
            reverse("office:enterprise", args=[hit.object_id])
            if is_office
            else reverse("portal:enterprise", args=[hit.key])
        )
    if hit.kind == INSTITUTION:
        return reverse("portal:institution", args=[hit.key])
    if hit.kind == INDICATOR:  # found by people of the office alone, whose body keeps it or stands above
        return reverse("office:indicator", args=[hit.object_id])
    return reverse("portal:disclosed_project", args=[hit.key]) if hit.kind == RESULT else ""


def _labels() -> dict[str, dict[str, str]]:
    categories: dict[str, str] = {}
    for source in SOURCES.values():
        categories |= source.category_labels()
    return {
        "kind": {source.kind: str(source.label) for source in SOURCES.values()},
        "region": {region.code: str(region) for region in regions()},
        "category": categories,
    }


def _facets(
    request: HttpRequest, found: Results, wanted: SearchFilter, labels: dict[str, dict[str, str]]
) -> list[tuple[str, list[Choice]]]:
    titles = {"kind": _("类型"), "region": _("所在区"), "category": _("领域")}
    shown = []
    for name, title in titles.items():
        chosen = getattr(wanted, name)
        values = found.facets.get(name, []) or ([(chosen, 0)] if chosen else [])
        choices = [
            Choice(
                labels.get(name, {}).get(value, value), count, _toggled(request, name, value, chosen), value == chosen
            )
            for value, count in values[:12]
        ]
        if choices:
            shown.append((title, choices))
    return shown


def _toggled(request: HttpRequest, name: str, value: str, chosen: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(name, None)
    if value != chosen:
        query[name] = value
    return f"?{query.urlencode()}"


def _page(text: str) -> int:
    return min(max(int(text), 1), _FURTHEST_PAGE) if text.isascii() and text.isdigit() and len(text) < 6 else 1
