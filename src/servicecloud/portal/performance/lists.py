"""Lists of what is public: projects, indicators, and each department with its years."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing
from servicecloud.pages.official_words import official_lazy
from servicecloud.pages.templatetags.pages import GRADES
from servicecloud.performance.selectors import department_results as by_department
from servicecloud.performance.selectors import disclosures as reading
from servicecloud.portal.performance import charts

RESULT_COLUMNS = (
    Column("name", gettext_lazy("项目名称"), ("name",)),
    Column("year", gettext_lazy("年度"), ("year",), is_number=True),
    Column("owner", gettext_lazy("实施单位"), ("owner__name_zh",)),
    Column("score", gettext_lazy("自评得分"), ("total_score",), is_number=True),
    Column("rate", gettext_lazy("预算执行率（%）"), ("rate",), is_number=True),
    Column("published", gettext_lazy("公开"), ("first_published_on",)),
)
INDICATOR_COLUMNS = (
    Column("name", gettext_lazy("三级指标"), ("level3",)),
    Column("year", gettext_lazy("年度"), ("year",), is_number=True),
    Column("project", gettext_lazy("项目"), ("result__name",)),
    Column("target", gettext_lazy("年度指标值")),
    Column("actual", gettext_lazy("实际完成值")),
    Column("share", gettext_lazy("得分率（%）"), ("share",), is_number=True),
    Column("counted", gettext_lazy("计入记录数"), ("counted",), is_number=True),
)
ALL = ("", gettext_lazy("全部"))


class DepartmentField(forms.TypedChoiceField):
    """A department of which something is public."""

    def __init__(self) -> None:
        super().__init__(label=gettext_lazy("主管部门"), coerce=int, choices=self._choices, empty_value=None)

    @staticmethod
    def _choices() -> list[tuple[Any, Any]]:
        return [ALL, *((each.pk, str(each)) for each in reading.departments())]


class DisclosedFilterForm(FilterForm):
    """Which publications to list."""

    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)
    department = DepartmentField()
    grade = forms.ChoiceField(label=gettext_lazy("评价等级"), choices=[ALL, *GRADES.items()])
    late = forms.ChoiceField(
        label=gettext_lazy("公开时限"), choices=[ALL, ("no", gettext_lazy("按时")), ("yes", gettext_lazy("超期"))]
    )


class IndicatorFilterForm(FilterForm):
    """Which indicators to list."""

    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)
    department = DepartmentField()
    level1 = forms.ChoiceField(
        label=gettext_lazy("一级指标"),
        choices=[ALL, *((name, official_lazy(name)) for name in ("成本指标", "产出指标", "效益指标", "满意度指标"))],
    )
    reached = forms.ChoiceField(
        label=gettext_lazy("得分"), choices=[ALL, ("yes", gettext_lazy("满分")), ("no", gettext_lazy("未满分"))]
    )


@login_not_required
@require_safe
def disclosed(request: HttpRequest) -> HttpResponse:
    """Every project of which something is public."""
    filters = DisclosedFilterForm(request.GET)
    rows = reading.results(reading.ResultFilter(**filters.chosen()))
    listing = build_listing(rows, columns=RESULT_COLUMNS, query=request.GET, default="-year")
    lines = [(row, reading.timeliness_of(row)) for row in listing.page]
    context = {"filters": filters, "listing": listing, "lines": lines}
    return render(request, "portal/performance/disclosed.html", context)


@login_not_required
@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """Every public indicator, searched and filtered in the database."""
    filters = IndicatorFilterForm(request.GET)
    rows = reading.indicators(reading.IndicatorFilter(**filters.chosen()))
    listing = build_listing(rows, columns=INDICATOR_COLUMNS, query=request.GET, default="-year")
    return render(request, "portal/performance/indicators.html", {"filters": filters, "listing": listing})


@login_not_required
@require_safe
def department(request: HttpRequest, pk: int) -> HttpResponse:
    """One department: its years in figures, and the projects of a year."""
    found = reading.departments().get(pk=pk)
    years = by_department.years_of(pk)
    rows = reading.results(reading.ResultFilter(department=pk))
    listing = build_listing(rows, columns=RESULT_COLUMNS, query=request.GET, default="-year")
    context = {
        "department": found,
        "years": years,
        "chart": charts.of_department(years),
        "listing": listing,
        "lines": [(row, reading.timeliness_of(row)) for row in listing.page],
    }
    return render(request, "portal/performance/department.html", context)
