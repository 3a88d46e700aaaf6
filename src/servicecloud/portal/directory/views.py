"""The public register, and the claim of an enterprise."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from servicecloud.directory import selectors
from servicecloud.directory.industry_codes import label_of
from servicecloud.directory.services.claims import request_claim
from servicecloud.errors import DomainError
from servicecloud.pages.entries import EnterpriseFilterForm
from servicecloud.pages.listing import Column, build_listing

COLUMNS = (
    Column("name", gettext_lazy("企业名称"), ("name_zh",)),
    Column("credit_code", gettext_lazy("统一社会信用代码"), ("credit_code",)),
    Column("region", gettext_lazy("所在区"), ("region",)),
    Column("industry", gettext_lazy("行业"), ("industry",)),
    Column("size", gettext_lazy("规模"), ("size_class",)),
)


class ClaimForm(forms.Form):
    """Why the person speaks for the enterprise or institution."""

    statement = forms.CharField(
        label=gettext_lazy("您与该单位的关系"),
        max_length=1000,
        widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("请写明职务，以及可供核验的方式，例如办公电话。"),
    )


@login_not_required
@require_safe
def enterprises(request: HttpRequest) -> HttpResponse:
    """The public list."""
    filters = EnterpriseFilterForm(request.GET)
    rows = selectors.public_enterprises(selectors.filter_from(filters.chosen()))
    listing = build_listing(rows, columns=COLUMNS, query=request.GET, default="name")
    lines = [(row, label_of(row.industry)) for row in listing.page]
    return render(
        request, "portal/directory/enterprises.html", {"filters": filters, "listing": listing, "lines": lines}
    )


@login_not_required
@require_safe
def enterprise(request: HttpRequest, credit_code: str) -> HttpResponse:
    """One public entry. A merged one leads to its survivor."""
    found = selectors.public_enterprise(credit_code=credit_code)
    if found.credit_code != credit_code:
        return redirect("portal:enterprise", credit_code=found.credit_code)
    return render(
        request, "portal/directory/enterprise.html", {"enterprise": found, "industry": label_of(found.industry)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, credit_code: str) -> HttpResponse:
    """Ask for the workspace of an enterprise."""
    found = selectors.public_enterprise(credit_code=credit_code)
    form = ClaimForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            request_claim(actor=request.user, credit_code=found.credit_code, statement=form.cleaned_data["statement"])  # type: ignore[arg-type]
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已提交认领申请，核验结果会显示在“我的空间”。"))
            return redirect("portal:workspace")
    return render(request, "portal/directory/claim.html", {"enterprise": found, "form": form})
