"""Signing in as one of the demonstration accounts."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from servicecloud.identity import sessions
from servicecloud.identity.models import User


@login_not_required
@require_POST
def sign_in(request: HttpRequest) -> HttpResponse:
    """Open the chosen role's desk, or the page of this site that the door leads to.

    Only accounts made for the demonstration can be entered this way.
    """
    user = get_object_or_404(User, username=request.POST.get("username", ""), is_demonstration=True, is_active=True)
    sessions.sign_in(request, user)
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return redirect(wanted if is_ours else "portal:after_sign_in")
