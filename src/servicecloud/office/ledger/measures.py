"""Measures: the list with this year's numbers, one with its rule and trend, and the way down from any number to its entries."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import standing_of
from servicecloud.ledger import policies
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.registry import read_rule
from servicecloud.ledger.selectors import browsing
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.drilling import drill_down
from servicecloud.ledger.selectors.figures import Figure, figure_of, sentence_of, title_of, why_text
from servicecloud.ledger.services.snapshots import take_snapshot
from servicecloud.office.ledger.asking import Question, number_of, question, title_of_dimension, year_or_newest
from servicecloud.pages.charts import Chart, Series
from servicecloud.pages.filters import FilterForm


class MeasureFilterForm(FilterForm):
    """Which measures, and of which year."""

    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        self.fields["q"].label = gettext_lazy("名称或编码")


@requires(policies.check_can_read_ledger)
@require_safe
def measures(request: HttpRequest) -> HttpResponse:
    """All measures in scope, with their numbers of a year."""
    today = civil_date(timezone.now())
    filters = MeasureFilterForm(request.GET)
    chosen = filters.chosen()
    year = year_or_newest(str(chosen.get("year", "")), today=today)
    words = str(chosen.get("q", "")).lower().split()
    lines = [
        line
        for line in browsing.measure_lines(year=year, as_of=today)
        if all(word in f"{line.measure.title_zh} {line.measure.title_en} {line.measure.code}".lower() for word in words)
    ]
    context = {
        "filters": filters,
        "lines": [(line, title_of(line.rule), sentence_of(line.rule)) for line in lines],
        "year": year,
        "years": range(today.year, today.year - 4, -1),
    }
    return render(request, "office/ledger/measures.html", context)


@requires(policies.check_can_read_ledger)
@require_safe
def measure(request: HttpRequest, code: str) -> HttpResponse:
    """One measure: its number of a year, the months, the dimensions, the versions of its rule."""
    asked = question(request, code)
    figure = figure_of(asked.count)
    count = figure.count
    year = asked.year or asked.as_of.year
    months = [] if count.parts() else browsing.trend(count, year=year)
    context = {
        "asked": asked,
        "figure": figure,
        "year": year,
        "years": range(civil_date(timezone.now()).year, civil_date(timezone.now()).year - 4, -1),
        "chart": _by_month(months, figure, year=year) if months else None,
        "facets": [] if count.parts() else _facets(count, asked),
        "versions": [(each, sentence_of(read_rule(each.rule))) for each in asked.versions],
    }
    return render(request, "office/ledger/measure.html", context)


@requires(policies.check_can_read_ledger)
@require_safe
def figure(request: HttpRequest, code: str) -> HttpResponse:
    """From a number down to the entries that make it up, and those that do not with the reason."""
    asked = question(request, code)
    found = figure_of(asked.count)
    below = below_of(request, found)
    user = cast("User", request.user)
    context = {
        "asked": asked,
        "figure": found,
        **below,
        "owners": owners_of(user),
    }
    return render(request, "office/ledger/figure.html", context)


def _by_month(months: list[browsing.Month], figure: Figure, *, year: int) -> Chart:
    labels = [_("%(month)d月") % {"month": each.month} for each in months]
    series = [Series(figure.unit, [each.number for each in months])]
    return Chart("by-month", _("%(year)d年逐月") % {"year": year}, gettext_lazy("月份"), figure.unit, labels, series)


@requires(policies.check_can_read_ledger)
@require_POST
def freeze(request: HttpRequest, code: str) -> HttpResponse:
    """Freeze the number that the address names, for an organisation that the person answers for."""
    asked, user = question(request, code), cast("User", request.user)
    owner = Organisation.objects.get(pk=number_of(request.POST.get("organisation")) or 0)
    policies.check_can_define_register(user, owner)
    try:
        kept = take_snapshot(asked.rule, as_of=asked.as_of, owner=owner, actor=user, owners=asked.owners)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("office:measure", code=code)
    messages.success(request, _("已定格，并记下当时的链首。"))
    return redirect("office:snapshot", pk=kept.pk)


def owners_of(user: User) -> list[Organisation]:
    """Return the organisations whose figures the person answers for."""
    standing = standing_of(user)
    found = []
    for organisation in standing.organisations():
        try:
            policies.check_can_define_register(user, organisation)
        except DomainError:
            continue
        found.append(organisation)
    return found


def _facets(count: Count, asked: Question) -> list[tuple[str, str, list[tuple[str, int]]]]:
    found = browsing.facets(count, asked.measure.dimensions)
    titles = {each["name"]: title_of_dimension(each) for each in asked.measure.dimensions}
    return [(each.name, titles[each.name], each.values) for each in found]


def below_of(request: HttpRequest, figure: Figure) -> dict[str, Any]:
    """Return what a page shows below a number: the entries that make it up, or on request those that do not."""
    shows_counted = request.GET.get("show") != "not_counted"
    page = drill_down(figure, is_counted=shows_counted, after=request.GET.get("after", ""))
    lines = [(entry, why_text(excluded) if excluded else "") for entry, excluded in page.lines]
    return {"lines": lines, "after": page.after, "shows_counted": shows_counted}
