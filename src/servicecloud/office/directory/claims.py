"""Verifying claims of enterprises and institutions."""

from collections.abc import Callable
from typing import cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from servicecloud.directory import policies, selectors
from servicecloud.directory.models import Body, Claim, EnterpriseClaim, InstitutionClaim
from servicecloud.directory.services.claims import decide_claim, decide_institution_claim
from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User


class DecisionForm(forms.Form):
    """Yes or no, with a reason."""

    reason = forms.CharField(
        label=gettext_lazy("核验意见"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("写明如何核验，或为什么退回。申请人会看到。"),
    )


@requires(policies.check_can_verify_claims)
@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first."""
    waiting = [
        *((row.enterprise, row, reverse("office:claim", args=[row.pk])) for row in selectors.open_claims()),
        *(
            (row.institution, row, reverse("office:institution_claim", args=[row.pk]))
            for row in selectors.open_institution_claims()
        ),
    ]
    waiting.sort(key=lambda item: item[1].requested_at)
    return render(request, "office/directory/claims.html", {"waiting": waiting})


@requires(policies.check_can_verify_claims)
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim of an enterprise, with the decision."""
    found = EnterpriseClaim.objects.select_related("enterprise__region", "claimant", "decided_by").get(pk=pk)
    return _decision(request, found, entry=found.enterprise, decide=decide_claim)


@requires(policies.check_can_verify_claims)
@require_http_methods(["GET", "HEAD", "POST"])
def institution_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """One claim of an institution, with the decision."""
    found = InstitutionClaim.objects.select_related("institution__region", "claimant", "decided_by").get(pk=pk)
    return _decision(request, found, entry=found.institution, decide=decide_institution_claim)


def _decision(request: HttpRequest, found: Claim, *, entry: Body, decide: Callable[..., Claim]) -> HttpResponse:
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        approve = request.POST.get("decision") == "approve"
        reason = form.cleaned_data["reason"]
        try:
            decide(actor=cast("User", request.user), claim_id=found.pk, approve=approve, reason=reason)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已同意认领。") if approve else _("已退回认领申请。"))
            return redirect("office:claims")
    return render(request, "office/directory/claim.html", {"claim": found, "entry": entry, "form": form})
