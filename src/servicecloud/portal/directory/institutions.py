"""The institutions: what the public sees of them, their claim, and an institution's own pages."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.directory import policies
from servicecloud.directory.institution_selectors import (
    institution_in_scope,
    public_institution,
    public_institutions,
)
from servicecloud.directory.qualifications import standings
from servicecloud.directory.services.claims import request_institution_claim
from servicecloud.errors import DomainError
from servicecloud.identity.models import User
from servicecloud.pages import institution_pages as pages
from servicecloud.pages.institution_pages import Face
from servicecloud.pages.institutions import LIGHT_TAGS, PublicInstitutionFilterForm, labels_of
from servicecloud.pages.listing import Column, build_listing
from servicecloud.portal.directory.views import ClaimForm

FACE = Face("shell_portal.html", "portal:own_institution", "portal:workspace", gettext_lazy("我的空间"))
COLUMNS = (
    Column("name", gettext_lazy("机构名称"), ("name_zh",)),
    Column("fields", gettext_lazy("服务领域")),
    Column("region", gettext_lazy("所在区"), ("region",)),
    Column("qualifications", gettext_lazy("有效资质")),
)


@login_not_required
@require_safe
def institutions(request: HttpRequest) -> HttpResponse:
    """The service institutions with their valid qualifications."""
    filters = PublicInstitutionFilterForm(request.GET)
    chosen = {name: str(getattr(value, "pk", value)) for name, value in filters.chosen().items()}
    rows = public_institutions(**chosen, today=timezone.localdate())
    listing = build_listing(rows, columns=COLUMNS, query=request.GET, default="name")
    lines = [(row, labels_of(row.fields_of_service)) for row in listing.page]
    return render(
        request, "portal/directory/institutions.html", {"filters": filters, "listing": listing, "lines": lines}
    )


@login_not_required
@require_safe
def institution(request: HttpRequest, credit_code: str) -> HttpResponse:
    """One institution: what it does, what it is qualified for, how it is claimed."""
    today = timezone.localdate()
    found = public_institution(credit_code=credit_code, today=today)
    is_english = (get_language() or "").startswith("en")
    context = {
        "institution": found,
        "introduction": (found.introduction_en if is_english else "") or found.introduction_zh,
        "fields_of_service": labels_of(found.fields_of_service),
        "lines": [(item, LIGHT_TAGS[item.light]) for item in standings(found.qualifications.all(), today=today)],
    }
    return render(request, "portal/directory/institution.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, credit_code: str) -> HttpResponse:
    """Ask for the workspace of an institution."""
    found = public_institution(credit_code=credit_code, today=timezone.localdate())
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        statement = form.cleaned_data["statement"]
        try:
            request_institution_claim(
                actor=cast("User", request.user), credit_code=found.credit_code, statement=statement
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已提交认领申请，核验结果会显示在“我的空间”。"))
            return redirect("portal:workspace")
    return render(request, "portal/directory/claim_institution.html", {"institution": found, "form": form})


@require_safe
def own_institution(request: HttpRequest, pk: int) -> HttpResponse:
    """The institution's own entry."""
    policies.check_can_edit_enterprise(cast("User", request.user), institution_in_scope(pk))
    return pages.entry(request, pk, face=FACE)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the entry."""
    return pages.edit(request, pk, face=FACE)


@require_http_methods(["GET", "HEAD", "POST"])
def add_qualification(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a certificate."""
    return pages.add_qualification(request, pk, face=FACE)


@require_http_methods(["GET", "HEAD", "POST"])
def renew_qualification(request: HttpRequest, pk: int, qualification: int) -> HttpResponse:
    """Enter the certificate that follows a former one."""
    return pages.renew_qualification(request, pk, qualification, face=FACE)


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_qualification(request: HttpRequest, pk: int, qualification: int) -> HttpResponse:
    """Take a certificate out of force."""
    return pages.withdraw_qualification(request, pk, qualification, face=FACE)


@require_POST
def reveal(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """Show one personal value in plain text."""
    return pages.reveal(request, pk, field, face=FACE)
