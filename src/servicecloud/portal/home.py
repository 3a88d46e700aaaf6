"""The front page, and where people land after signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from servicecloud.directory import selectors
from servicecloud.directory.enums import SizeClass
from servicecloud.directory.industry_codes import section_choices
from servicecloud.identity.standing import standing_of
from servicecloud.pages.context import THEMES


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the service cloud offers, and the way to it."""
    rows = selectors.public_enterprises(selectors.EnterpriseFilter())
    sizes = selectors.figures_by_size(rows)
    total = sum(sizes.values())
    small = total - sizes.get("large", 0) - sizes.get("", 0)
    by_size = [(size.value, size.label, sizes.get(size.value, 0)) for size in SizeClass if size != SizeClass.LARGE]
    context = {"total": total, "small": small, "by_size": by_size, "sections": section_choices()}
    return render(request, "portal/home.html", context)


@require_safe
def after_sign_in(request: HttpRequest) -> HttpResponse:
    """Send everybody to their own desk."""
    return redirect("office:inbox" if standing_of(request.user).is_office else "portal:workspace")


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember light or dark on this device and return to the page."""
    target = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = redirect(target)
    chosen = request.POST.get("theme", "")
    response.set_cookie(
        "theme", chosen if chosen in THEMES else "auto", max_age=365 * 86400, samesite="Lax", httponly=True
    )
    return response
