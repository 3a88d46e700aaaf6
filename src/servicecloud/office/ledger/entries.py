"""The entry browser: facets, one entry with its proof, why it is not counted, taking it back."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from plumbline.evidence.proof import proof_bytes
from servicecloud.errors import DomainError, NotPermittedError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.ledger import policies
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Entry, Leaf, Measure
from servicecloud.ledger.selectors import browsing
from servicecloud.ledger.selectors.browsing import reversals_of, reversed_among
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.figures import explain, why_text
from servicecloud.ledger.selectors.proofs import canonical_text, digest_now, proof_of
from servicecloud.ledger.services.measures import rule_of
from servicecloud.ledger.services.posting import reverse
from servicecloud.ledger.tree import head_record
from servicecloud.office.ledger.asking import title_of_dimension
from servicecloud.pages.date_range import DateRangeField
from servicecloud.pages.filters import FilterForm
from servicecloud.performance.selectors.acts import reach_of_entry

MOST_DIMENSIONS = 10


class EntryFilterForm(FilterForm):
    """Which entries to show."""

    q = None  # type: ignore[assignment]
    number = forms.IntegerField(label=gettext_lazy("记录编号"), min_value=1)
    measure = forms.ChoiceField(label=gettext_lazy("计量项目"))
    days = DateRangeField(label=gettext_lazy("发生日期"))
    subject = forms.CharField(label=gettext_lazy("服务对象"), max_length=60)
    act = forms.CharField(label=gettext_lazy("所据业务"), max_length=120)

    def __init__(self, data: Any, *, versions: list[Measure]) -> None:
        super().__init__(data)
        titles: dict[str, str] = {}
        for each in versions:
            titles.setdefault(each.code, str(each))
        self.fields["measure"].choices = [("", _("全部")), *titles.items()]  # type: ignore[attr-defined]


class ReversalForm(forms.Form):
    """Why an entry is taken back, and from when."""

    reason = forms.CharField(label=gettext_lazy("冲销理由"), max_length=300)
    on = forms.DateField(
        label=gettext_lazy("自何日起不计"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=gettext_lazy("登记错误的留空：自发生之日起就不计。后来才失效的（如订单取消），填失效日期。"),
    )


@requires(policies.check_can_read_ledger)
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Entries in scope, the newest first."""
    versions = list(browsing.measures_in_scope())
    filters = EntryFilterForm(request.GET, versions=versions)
    chosen = filters.chosen()
    since, until = chosen.get("days", (None, None))
    keys = tuple(each.pk for each in versions if each.code == chosen.get("measure"))
    asked = ((name[4:], str(text)[:60]) for name, text in request.GET.items() if name.startswith("dim_") and text)
    dimensions = tuple(asked)[:MOST_DIMENSIONS]
    wanted = browsing.EntryFilter(
        measures=keys,
        since=since,
        until=until,
        subject=chosen.get("subject", ""),
        act=chosen.get("act", ""),
        number=chosen.get("number"),
        dimensions=dimensions,
    )
    page = browsing.find_entries(wanted, after=request.GET.get("after", ""))
    context = {
        "filters": filters,
        "entries": page.entries,
        "after": page.after,
        "total": page.total,
        "dimensions": dimensions,
        "taken_back": _taken_back(page.entries),
    }
    return render(request, "office/ledger/entries.html", context)


@requires(policies.check_can_read_ledger)
@require_safe
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry: what it says, where it is sealed, whether it counts and why not."""
    with reach_of_entry(pk):
        return _entry_page(request, pk, ReversalForm())


@requires(policies.check_can_read_ledger)
@require_safe
def proof(_request: HttpRequest, pk: int) -> HttpResponse:
    """The proof file of an entry."""
    with reach_of_entry(pk):
        response = HttpResponse(proof_bytes(proof_of(pk)), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="entry-{pk}.proof.json"'
    return response


@requires(policies.check_can_read_ledger)
@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Reverse an entry with a reason."""
    found = Entry.objects.get(pk=pk)
    user = cast("User", request.user)
    policies.check_can_reverse(user, found.owner_id)
    form = ReversalForm(request.POST)
    if form.is_valid():
        try:
            posted = reverse(pk, actor=user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已冲销，原记录保留。"))
            return redirect("office:entry", pk=posted.entry_id)
    return _entry_page(request, pk, form)


def _entry_page(request: HttpRequest, pk: int, form: ReversalForm) -> HttpResponse:
    related = ("measure", "owner__organisation", "recorded_by", "leaf", "row__register")
    found = Entry.objects.select_related(*related).get(pk=pk)
    leaf: Leaf | None = getattr(found, "leaf", None)
    head = head_record()
    reversal = reversals_of(found).select_related("recorded_by").first()
    titles = {each["name"]: title_of_dimension(each) for each in found.measure.dimensions}
    reasons = explain(Count(rule_of(found.measure), civil_date(timezone.now()), (found.owner_id,)), [found])
    context = {
        "entry": found,
        "leaf": leaf,
        "sealed_digest": bytes(leaf.digest).hex() if leaf else "",
        "digest": digest_now(found, algorithm=head.algorithm) if head else "",
        "canonical": canonical_text(found),
        "reversal": reversal,
        "dimensions": [(titles.get(name, _("原发生日期")), text) for name, text in found.dimension_values.items()],
        "why_not": why_text(reasons[pk]) if pk in reasons else "",
        "row": getattr(found, "row", None),
        "form": form,
        "can_take_back": reversal is None and found.reverses_id is None and _may_reverse(request, found),
    }
    return render(request, "office/ledger/entry.html", context)


def _may_reverse(request: HttpRequest, found: Entry) -> bool:
    try:
        policies.check_can_reverse(cast("User", request.user), found.owner_id)
    except NotPermittedError:
        return False
    return True


def _taken_back(shown: list[Entry]) -> set[int]:
    ids = [each.pk for each in shown]
    return reversed_among(ids)
