"""The institutions of the directory: list, entry, edit, qualifications, and the verification of what they entered."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.directory import policies
from servicecloud.directory.institution_selectors import InstitutionFilter, institutions_in_scope
from servicecloud.directory.qualifications import standings
from servicecloud.directory.services.institutions import add_institution, verify_qualification
from servicecloud.errors import DomainError, InvalidInputError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.pages import institution_pages as pages
from servicecloud.pages.acting import put_errors
from servicecloud.pages.institution_pages import Face
from servicecloud.pages.institutions import LIGHT_TAGS, InstitutionFilterForm, NewInstitutionForm, labels_of
from servicecloud.pages.listing import Column, build_listing

FACE = Face("shell_office.html", "office:institution", "office:institutions", gettext_lazy("服务机构"))
COLUMNS = (
    Column("name", gettext_lazy("机构名称"), ("name_zh",)),
    Column("credit_code", gettext_lazy("统一社会信用代码"), ("credit_code",)),
    Column("region", gettext_lazy("所在区"), ("region",)),
    Column("fields", gettext_lazy("服务领域")),
    Column("qualifications", gettext_lazy("资质")),
    Column("claimed", gettext_lazy("认领")),
)


@requires(policies.check_can_browse_register)
@require_safe
def institutions(request: HttpRequest) -> HttpResponse:
    """The list of all institutions with the lights of their qualifications."""
    filters, today = InstitutionFilterForm(request.GET), timezone.localdate()
    chosen = {name: str(getattr(value, "pk", value)) for name, value in filters.chosen().items()}
    rows = institutions_in_scope(InstitutionFilter(**chosen), today=today)
    listing = build_listing(rows, columns=COLUMNS, query=request.GET, default="name")
    lines = [
        (
            row,
            labels_of(row.fields_of_service),
            [
                (item, LIGHT_TAGS[item.light])
                for item in standings(row.qualifications.all(), today=today)
                if item.is_open
            ],
        )
        for row in listing.page
    ]
    context = {
        "filters": filters,
        "listing": listing,
        "lines": lines,
        "may_add": policies.keeps_register(_user(request)),
    }
    return render(request, "office/directory/institutions.html", context)


@requires(policies.check_can_keep_register)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Put a new entry into the directory."""
    form = NewInstitutionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_institution(actor=_user(request), values=form.values())
        except InvalidInputError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("已登记：%(name)s") % {"name": added})
            return redirect("office:institution", pk=added.pk)
    return render(request, "office/directory/add_institution.html", {"form": form})


@requires(policies.check_can_browse_register)
@require_safe
def institution(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with everything known of it."""
    return pages.entry(request, pk, face=FACE)


@requires(policies.check_can_keep_register)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an entry."""
    return pages.edit(request, pk, face=FACE)


@requires(policies.check_can_keep_register)
@require_http_methods(["GET", "HEAD", "POST"])
def add_qualification(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a certificate."""
    return pages.add_qualification(request, pk, face=FACE)


@requires(policies.check_can_keep_register)
@require_http_methods(["GET", "HEAD", "POST"])
def renew_qualification(request: HttpRequest, pk: int, qualification: int) -> HttpResponse:
    """Enter the certificate that follows a former one."""
    return pages.renew_qualification(request, pk, qualification, face=FACE)


@requires(policies.check_can_keep_register)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_qualification(request: HttpRequest, pk: int, qualification: int) -> HttpResponse:
    """Take a certificate out of force."""
    return pages.withdraw_qualification(request, pk, qualification, face=FACE)


@requires(policies.check_can_keep_register)
@require_POST
def verify(request: HttpRequest, pk: int, qualification: int) -> HttpResponse:
    """Confirm a certificate that the institution entered itself."""
    try:
        verify_qualification(actor=_user(request), qualification_id=qualification)
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("资质已核验，将向公众显示。"))
    return redirect("office:institution", pk=pk)


@requires(policies.check_can_keep_register)
@require_POST
def reveal(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """Show one personal value in plain text."""
    return pages.reveal(request, pk, field, face=FACE)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
