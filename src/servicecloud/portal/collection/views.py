"""Published forms, as anybody may browse them: the list with its findings by rule, one form, and the list as open data."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plumbline.audit.registry import rule_named
from servicecloud.collection import selectors
from servicecloud.collection.enums import FormKind
from servicecloud.collection.models import CollectedForm
from servicecloud.collection.selectors import Wanted
from servicecloud.pages.charts import Chart, Series
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing
from servicecloud.streamed_csv import as_csv

COLUMNS = (
    Column("project", gettext_lazy("项目"), ("project_name",)),
    Column("unit", gettext_lazy("实施单位"), ("unit",)),
    Column("year", gettext_lazy("年度"), ("year",), is_number=True),
    Column("claimed", gettext_lazy("自报总分"), ("claimed",), is_number=True),
    Column("computed", gettext_lazy("重算总分"), ("computed",), is_number=True),
    Column("errors", gettext_lazy("错误"), ("errors", "warnings"), is_number=True),
    Column("warnings", gettext_lazy("须说明"), ("warnings", "errors"), is_number=True),
)
_ALL = ("", gettext_lazy("全部"))
CSV_COLUMNS = (
    *("id", "place", "publisher", "department", "unit", "project", "kind", "year", "rulebook", "total_claimed"),
    *("total_computed", "grade_claimed", "grade_computed", "errors", "warnings", "hints"),
)


class PublishedFilterForm(FilterForm):
    """Which forms to show."""

    place = forms.ChoiceField(label=gettext_lazy("地区"))
    kind = forms.ChoiceField(label=gettext_lazy("表种"), choices=[_ALL, *FormKind.choices])
    year = forms.TypedChoiceField(label=gettext_lazy("年度"), coerce=int)
    verdict = forms.ChoiceField(
        label=gettext_lazy("审核结果"),
        choices=[_ALL, ("errors", gettext_lazy("有错误")), ("clean", gettext_lazy("没有错误"))],
    )
    rule = forms.CharField(max_length=10, widget=forms.HiddenInput())

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        is_english = _is_english()
        found, years = selectors.places_and_years()
        places = [(zh, (en if is_english else "") or zh) for zh, en in found]
        self.fields["q"].label = gettext_lazy("项目、单位或发布单位")
        self.fields["place"].choices = [_ALL, *places]  # type: ignore[attr-defined]
        self.fields["year"].choices = [_ALL, *((year, str(year)) for year in years)]  # type: ignore[attr-defined]
        self.fields["rule"].label = gettext_lazy("规则")


@login_not_required
@require_safe
def forms_list(request: HttpRequest) -> HttpResponse:
    """The published forms with what the audit says of them."""
    filters = PublishedFilterForm(request.GET)
    rows = selectors.public_forms(Wanted(**filters.chosen()))
    context = {
        "filters": filters,
        "listing": build_listing(rows, columns=COLUMNS, query=request.GET, default="-errors"),
        "summary": selectors.summary(rows),
        "chart": _by_rule(selectors.most_broken(rows)),
    }
    return render(request, "portal/collection/list.html", context)


@login_not_required
@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """One form: what it says, and every finding at its place."""
    form = selectors.public_form(pk)
    context = {
        "kept": form,
        "content": form.form,
        "form": selectors.report_of(form),
        "place": _in_language(form, "place"),
    }
    return render(request, "portal/collection/form.html", context | {"publisher": _in_language(form, "publisher")})


@login_not_required
@require_safe
def open_data(request: HttpRequest) -> HttpResponseBase:
    """The list as open data, narrowed as the page is."""
    rows = selectors.public_forms(Wanted(**PublishedFilterForm(request.GET).chosen())).order_by("pk")
    response = StreamingHttpResponse(as_csv(_lines(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="published-forms.csv"'
    return response


def _lines(rows: QuerySet[CollectedForm]) -> Iterator[list[str]]:
    yield list(CSV_COLUMNS)
    for row in rows.iterator(chunk_size=500):
        file, year = row.file, str(row.year or "")
        scores = ["" if score is None else f"{score:f}" for score in (row.claimed, row.computed)]
        numbers = [str(number) for number in (row.errors, row.warnings, row.infos)]
        texts = [file.place_zh, file.publisher_zh, row.department, row.unit, row.project_name]
        grades = [row.grade_claimed, row.grade_computed]
        yield [str(row.pk), *texts, row.kind, year, row.rulebook, *scores, *grades, *numbers]


def _by_rule(broken: list[tuple[str, str, int]]) -> Chart | None:
    if not broken:
        return None
    address = reverse("portal:published")
    return Chart(
        "by-rule",
        _("最常见的问题"),
        gettext_lazy("规则"),
        _("张表"),
        [f"{rule} {_title(rule)}" for rule, _severity, _number in broken],
        [Series(_("表数"), [Decimal(number) for _rule, _severity, number in broken])],
        links=[f"{address}?rule={rule}" for rule, _severity, _number in broken],
        lies=True,
    )


def _title(rule: str) -> str:
    known = rule_named(rule)
    return "" if known is None else known.title_en if _is_english() else known.title_zh


def _in_language(form: CollectedForm, name: str) -> str:
    english: str = getattr(form.file, f"{name}_en") if _is_english() else ""
    return english or getattr(form.file, f"{name}_zh")


def _is_english() -> bool:
    return (get_language() or "").startswith("en")
