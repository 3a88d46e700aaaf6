"""The seals, verifying the whole ledger with progress, and what was found."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.ledger import policies
from servicecloud.ledger.enums import RunState
from servicecloud.ledger.exports import export_lines
from servicecloud.ledger.models import Incident, SealRecord, Verification, Waiting
from servicecloud.ledger.scope import reach
from servicecloud.ledger.services.reconciling import ask_for_verification, settle_incident
from servicecloud.ledger.services.sealing import seal_waiting
from servicecloud.ledger.tree import head_record
from servicecloud.office.ledger.asking import number_of
from servicecloud.pages.listing import Column, build_listing

BUSY = (RunState.WAITING, RunState.RUNNING)
COLUMNS = (
    Column("number", gettext_lazy("封存号"), ("number",), is_number=True),
    Column("sealed_at", gettext_lazy("封存时间"), ("sealed_at",)),
    Column("entries", gettext_lazy("记录"), is_number=True),
    Column("digest", gettext_lazy("链首")),
    Column("signature", gettext_lazy("签名")),
)


class SettlementForm(forms.Form):
    """How an incident was settled."""

    settlement = forms.CharField(label=gettext_lazy("处理情况"), max_length=300)


@requires(policies.check_can_read_ledger)
@require_safe
def seals(request: HttpRequest) -> HttpResponse:
    """The chain, the latest seal first."""
    listing = build_listing(SealRecord.objects.all(), columns=COLUMNS, query=request.GET, default="-number")
    context = {
        "listing": listing,
        "head": head_record(),
        "waiting": Waiting.objects.count(),
        "can_watch": _watches(request),
    }
    return render(request, "office/ledger/seals.html", context)


@requires(policies.check_can_watch)
@require_POST
def seal_now(request: HttpRequest) -> HttpResponse:
    """Seal what waits at once."""
    made = seal_waiting()
    sealed = sum(each.last - each.first + 1 for each in made)
    messages.success(
        request,
        ngettext("已封存%(count)s条记录。", "已封存%(count)s条记录。", sealed) % {"count": sealed}
        if made
        else _("没有待封存的记录。"),
    )
    return redirect("office:seals")


@requires(policies.check_can_read_ledger)
@require_safe
def export_page(request: HttpRequest) -> HttpResponse:
    """The export with its progress; one that was cut off goes on."""
    return render(request, "office/ledger/export.html", {"head": head_record()})


@requires(policies.check_can_read_ledger)
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The sealed ledger as far as the person sees; what belongs to others is there by its digest only. `after` a seal: what follows."""
    asked = request.GET.get("after")
    after = SealRecord.objects.get(pk=number_of(asked) or 0).number if asked else 0
    response = StreamingHttpResponse(export_lines(reach=reach(), after=after), content_type="application/x-ndjson")
    name = f"evidence-after-{after}.ndjson" if after else "evidence.ndjson"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@requires(policies.check_can_read_ledger)
@require_http_methods(["GET", "HEAD", "POST"])
def verifications(request: HttpRequest) -> HttpResponse:
    """Former verifications, open incidents, and the way to a new verification."""
    if request.method == "POST":
        started = ask_for_verification(actor=cast("User", request.user))
        return redirect("office:verification", pk=started.pk)
    user = cast("User", request.user)
    context: dict[str, Any] = {
        "runs": Verification.objects.select_related("started_by").order_by("-pk")[:30],
        "incidents": Incident.objects.filter(settled_at=None).order_by("-pk")[:100],
        "settled": Incident.objects.exclude(settled_at=None).select_related("settled_by").order_by("-settled_at")[:20],
        "can_watch": _watches(request),
        "can_settle": _allows(policies.check_can_settle_incidents, user),
        "form": SettlementForm(),
    }
    return render(request, "office/ledger/verifications.html", context)


@requires(policies.check_can_read_ledger)
@require_safe
def verification(request: HttpRequest, pk: int) -> HttpResponse:
    """One verification: its progress while it is at work, then what it found."""
    found = Verification.objects.select_related("started_by").get(pk=pk)
    is_busy = found.state in BUSY
    head = head_record()
    context: dict[str, Any] = {"run": found, "is_busy": is_busy, "total": head.last if head else 0}
    if request.headers.get("HX-Request"):
        if is_busy:
            return render(request, "office/ledger/verification_progress.html", context)
        response = HttpResponse()
        response["HX-Refresh"] = "true"
        return response
    lang = "en" if (get_language() or "").startswith("en") else "zh"
    context["findings"] = [each[lang] for each in found.findings]
    return render(request, "office/ledger/verification.html", context)


@requires(policies.check_can_settle_incidents)
@require_POST
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Say how an incident was settled."""
    form = SettlementForm(request.POST)
    if form.is_valid():
        settle_incident(actor=cast("User", request.user), incident_id=pk, **form.cleaned_data)
        messages.success(request, _("已记下处理情况。"))
    else:
        messages.error(request, _("请写明处理情况。"))
    return redirect("office:verifications")


def _watches(request: HttpRequest) -> bool:
    return _allows(policies.check_can_watch, cast("User", request.user))


def _allows(check: Any, user: User) -> bool:
    try:
        check(user)
    except DomainError:
        return False
    return True
