"""Searching what the person may see; who is not signed in searches what is public."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from servicecloud.pages.search_page import search_page, suggest_page


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The search page."""
    return search_page(request, template="portal/search/search.html", is_office=False)


@login_not_required
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Suggestions while typing."""
    return suggest_page(request, is_office=False)
