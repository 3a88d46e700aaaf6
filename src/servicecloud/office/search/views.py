"""Searching from the office: hits lead to the office's pages where the person may open them."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.identity.policies import check_can_enter_office
from servicecloud.identity.standing import standing_of
from servicecloud.pages.search_page import search_page, suggest_page


@requires(check_can_enter_office)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The search page."""
    return search_page(request, template="office/search/search.html", is_office=_sees_register(request))


@requires(check_can_enter_office)
@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """Suggestions while typing."""
    return suggest_page(request, is_office=_sees_register(request))


def _sees_register(request: HttpRequest) -> bool:
    return standing_of(cast("User", request.user)).reach is None
