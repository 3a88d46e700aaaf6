"""The published heads: anybody can check the head they kept, and that a later head continues an earlier one."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_safe

from plumbline.errors import Lang
from plumbline.evidence.proof import proof_bytes
from servicecloud.errors import DomainError
from servicecloud.ledger.models import SealRecord
from servicecloud.ledger.selectors.heads import Continuation, KeptHead, continuation
from servicecloud.ledger.tree import head_record
from servicecloud.pages.listing import Column, build_listing

COLUMNS = (
    Column("number", gettext_lazy("封存号"), ("number",), is_number=True),
    Column("sealed_at", gettext_lazy("封存时间"), ("sealed_at",)),
    Column("count", gettext_lazy("条数"), ("last",), is_number=True),
    Column("digest", gettext_lazy("链首")),
    Column("acts", gettext_lazy("核对")),
)
_DIGEST = {"pattern": "[0-9a-fA-F]{64}", "autocomplete": "off", "spellcheck": "false"}
_MOST = 2**53


class HeadsForm(forms.Form):
    """The head that somebody kept, and the one that should continue it."""

    old = forms.IntegerField(label=gettext_lazy("您留存的链首：条数"), min_value=1, max_value=_MOST)
    old_digest = forms.RegexField(
        regex=r"^[0-9a-fA-F]{64}$",
        label=gettext_lazy("您留存的链首：摘要"),
        help_text=gettext_lazy("64位十六进制；不填则只核对条数处的链首。"),
        required=False,
        widget=forms.TextInput(_DIGEST),
    )
    new = forms.IntegerField(
        label=gettext_lazy("与之相比的链首：条数"),
        help_text=gettext_lazy("不填则与当前链首相比。"),
        min_value=1,
        max_value=_MOST,
        required=False,
    )
    new_digest = forms.RegexField(
        regex=r"^[0-9a-fA-F]{64}$",
        label=gettext_lazy("与之相比的链首：摘要"),
        required=False,
        widget=forms.TextInput(_DIGEST),
    )

    def found(self) -> Continuation:
        """Return the two heads with their proof; refuses what is not of this chain."""
        given: dict[str, Any] = self.cleaned_data
        return continuation(KeptHead(given["old"], given["old_digest"]), KeptHead(given["new"], given["new_digest"]))


@login_not_required
@require_safe
def heads(request: HttpRequest) -> HttpResponse:
    """All heads, and the comparison of two of them."""
    form = HeadsForm(request.GET if "old" in request.GET else None)
    compared: Continuation | None = None
    refusal: DomainError | None = None
    if form.is_bound and form.is_valid():
        try:
            compared = form.found()
        except DomainError as error:
            refusal = error
    context = {
        "form": form,
        "compared": compared,
        "faults": [each.message(_lang()) for each in compared.faults] if compared else [],
        "refusal": refusal,
        "head": head_record(),
        "listing": build_listing(SealRecord.objects.all(), columns=COLUMNS, query=request.GET, default="-number"),
    }
    return render(request, "portal/ledger/heads.html", context)


@login_not_required
@require_safe
def heads_json(request: HttpRequest) -> HttpResponse:
    """The proof file of two heads, as `plumbline verify --proof` takes it."""
    form = HeadsForm(request.GET)
    if not form.is_valid():
        named = {name: [str(each) for each in found] for name, found in form.errors.items()}
        return JsonResponse({"code": "invalid_input", "errors": named}, status=422)
    try:
        compared = form.found()
    except DomainError as error:
        return JsonResponse({"code": error.code, "detail": error.message(_lang())}, status=error.status)
    response = HttpResponse(proof_bytes(compared.proof), content_type="application/json")
    name = f"heads-{compared.old.last}-{compared.new.last}.proof.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lang() -> Lang:
    return "en" if (get_language() or "").startswith("en") else "zh"
