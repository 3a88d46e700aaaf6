"""Organisations in sight, and the security log."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from servicecloud.activity import selectors as activity
from servicecloud.errors import NotPermittedError
from servicecloud.identity import policies, selectors
from servicecloud.identity.gates import requires
from servicecloud.identity.models import Organisation, User
from servicecloud.pages.listing import Column, build_listing

ORGANISATION_COLUMNS = (
    Column("name", _("名称"), ("name_zh",)),
    Column("kind", _("类型"), ("kind", "name_zh")),
    Column("code", _("单位代码"), ("code",)),
    Column("people", _("人员")),
)
SECURITY_COLUMNS = (
    Column("at", _("时间"), ("at",)),
    Column("kind", _("类型"), ("kind", "at")),
    Column("user", _("用户"), ("user_name",)),
    Column("address", _("来源地址")),
    Column("data", _("细节")),
)


@requires(policies.check_can_enter_office)
@require_safe
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations the person can see."""
    rows = selectors.organisations_in_reach()
    listing = build_listing(rows, columns=ORGANISATION_COLUMNS, query=request.GET, default="kind")
    lines = [(row, _manages(cast("User", request.user), row)) for row in listing.page]
    return render(request, "office/identity/organisations.html", {"listing": listing, "lines": lines})


@requires(policies.check_can_read_security_log)
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """The security log, the latest first."""
    listing = build_listing(
        activity.security_events(), columns=SECURITY_COLUMNS, query=request.GET, default="-at", per_page=50
    )
    return render(request, "office/identity/security.html", {"listing": listing})


def _manages(user: User, organisation: Organisation) -> bool:
    try:
        policies.check_can_manage_people(user, organisation)
    except NotPermittedError:
        return False
    return True
