"""Measures that should agree, and closing the books."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import Organisation, User
from servicecloud.ledger import policies
from servicecloud.ledger.enums import Matching, Relation
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Reconciliation
from servicecloud.ledger.selectors import browsing
from servicecloud.ledger.selectors.comparing import compare, reconciliations
from servicecloud.ledger.services.periods import close_period
from servicecloud.ledger.services.reconciling import declare_reconciliation
from servicecloud.office.ledger.asking import year_of
from servicecloud.office.ledger.measures import owners_of


class ReconciliationForm(forms.Form):
    """Which two measures, and how they should stand to each other."""

    owner: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=gettext_lazy("单位"), queryset=None, empty_label=None
    )
    left = forms.ChoiceField(label=gettext_lazy("项目一"))
    relation = forms.ChoiceField(label=gettext_lazy("关系"), choices=Relation.choices)
    right = forms.ChoiceField(label=gettext_lazy("项目二"))
    matching = forms.ChoiceField(label=gettext_lazy("比对方式"), choices=Matching.choices)
    note = forms.CharField(label=gettext_lazy("说明"), max_length=200, required=False)

    def __init__(self, data: Any, *, titles: dict[str, str], owners: list[Organisation]) -> None:
        super().__init__(data)
        for name in ("left", "right"):
            self.fields[name].choices = list(titles.items())  # type: ignore[attr-defined]
        _offer(self.fields["owner"], owners)


class PeriodForm(forms.Form):
    """Up to which day the books are closed."""

    owner: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=gettext_lazy("单位"), queryset=None, empty_label=None
    )
    until = forms.DateField(label=gettext_lazy("结账至"), widget=forms.DateInput({"type": "date"}))
    reason = forms.CharField(label=gettext_lazy("说明"), max_length=200)

    def __init__(self, data: Any, *, owners: list[Organisation]) -> None:
        super().__init__(data)
        _offer(self.fields["owner"], owners)


@requires(policies.check_can_read_ledger)
@require_http_methods(["GET", "HEAD", "POST"])
def pairs(request: HttpRequest) -> HttpResponse:
    """What is declared to agree, and the way to declare more."""
    user = cast("User", request.user)
    titles: dict[str, str] = {}
    for each in browsing.measures_in_scope():
        titles.setdefault(each.code, str(each))
    owners = owners_of(user)
    form = ReconciliationForm(request.POST or None, titles=titles, owners=owners)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        owner, left, right = (values.pop(name) for name in ("owner", "left", "right"))
        try:
            declared = declare_reconciliation(actor=user, owner=owner, left=left, right=right, values=values)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            return redirect("office:reconciliation", pk=declared.pk)
    lines = [(row, titles.get(row.left, row.left), titles.get(row.right, row.right)) for row in reconciliations()]
    context = {"lines": lines, "form": form if owners else None}
    return render(request, "office/ledger/reconciliations.html", context)


@requires(policies.check_can_read_ledger)
@require_safe
def pair(request: HttpRequest, pk: int) -> HttpResponse:
    """Two measures side by side over a year, with the entries that stand in one only."""
    declared = Reconciliation.objects.select_related("owner").get(pk=pk)
    today = civil_date(timezone.now())
    year = year_of(request.GET.get("year"), today=today)
    found = compare(declared, year=year, as_of=today)
    context = {"declared": declared, "found": found, "year": year, "years": range(today.year, today.year - 4, -1)}
    return render(request, "office/ledger/reconciliation.html", context)


@requires(policies.check_can_read_ledger)
@require_http_methods(["GET", "HEAD", "POST"])
def periods(request: HttpRequest) -> HttpResponse:
    """Closed periods in scope, and the way to close another."""
    user = cast("User", request.user)
    owners = owners_of(user)
    form = PeriodForm(request.POST or None, owners=owners)
    if request.method == "POST" and form.is_valid():
        try:
            close_period(actor=user, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已结账。此后发现的事项请按补登办理。"))
            return redirect("office:periods")
    context = {"closed": browsing.closed_periods()[:100], "form": form if owners else None}
    return render(request, "office/ledger/periods.html", context)


def _offer(field: Any, owners: list[Organisation]) -> None:
    field.queryset = Organisation.objects.filter(pk__in=[each.pk for each in owners]).order_by("name_zh", "pk")
