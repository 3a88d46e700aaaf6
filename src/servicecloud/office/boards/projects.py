"""The list of projects behind a figure, and one project at a glance."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from servicecloud.boards import policies
from servicecloud.boards.selectors.narrowing import Wanted, projects_of
from servicecloud.boards.selectors.projects import (
    Results,
    months_of_payments,
    project_at_a_glance,
    results_in,
    stated_rate,
    summary_of,
    years_of,
)
from servicecloud.boards.selectors.tracking import TrackingFilter, tracked
from servicecloud.identity.gates import requires
from servicecloud.office.boards.charts import in_wan
from servicecloud.office.boards.files import table_response
from servicecloud.office.boards.filtering import ProjectsForm, tabs, today, wanted_of
from servicecloud.office.boards.parts import TAGS
from servicecloud.pages.charts import Chart, Series
from servicecloud.pages.listing import Column, build_listing
from servicecloud.performance.models import Project
from servicecloud.performance.selectors.rulebooks import PrintedRates

COLUMNS = (
    Column("name", gettext_lazy("项目名称"), ("name", "-year")),
    Column("owner", gettext_lazy("单位"), ("department__name_zh", "owner__name_zh")),
    Column("state", gettext_lazy("进度"), ("state",)),
    Column("light", gettext_lazy("项目灯"), ("summary__light",)),
    Column("annual", gettext_lazy("预算（万元）"), ("summary__annual_yuan",), is_number=True),
    Column("rate", gettext_lazy("执行率（%）"), ("summary__execution_rate",), is_number=True),
    Column("score", gettext_lazy("自评得分"), ("evaluation__total_score",), is_number=True),
    Column("computed", gettext_lazy("按规则"), ("summary__computed_score",), is_number=True),
    Column("verified", gettext_lazy("核定得分"), ("summary__verified_score",), is_number=True),
    Column("gap", gettext_lazy("相差"), ("summary__score_gap",), is_number=True),
    Column("findings", gettext_lazy("审核发现"), ("summary__errors", "summary__warnings"), is_number=True),
)
FILE_COLUMNS = (
    *(gettext_lazy("项目名称"), gettext_lazy("年度"), gettext_lazy("实施单位"), gettext_lazy("主管部门")),
    *(gettext_lazy("进度"), gettext_lazy("项目灯"), gettext_lazy("全年预算数（元）"), gettext_lazy("全年执行数（元）")),
    *(gettext_lazy("执行率（%）"), gettext_lazy("自评得分"), gettext_lazy("自评等级"), gettext_lazy("按规则得分")),
    *(gettext_lazy("按规则等级"), gettext_lazy("核定得分"), gettext_lazy("核定等级"), gettext_lazy("自评高于核定")),
    gettext_lazy("审核发现"),
)


@requires(policies.check_can_read_boards)
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The projects that a figure of a board counts; what was clicked stands in the address and can be taken away."""
    filters = ProjectsForm(request.GET)
    rows = _rows(wanted_of(filters))
    listing = build_listing(rows, columns=COLUMNS, query=request.GET, default="-annual")
    rates = PrintedRates()
    lines = [
        (row, summary_of(row), TAGS.get(_light(row), ""), results_in(row), (*_amounts(row), stated_rate(row, rates)))
        for row in listing.page
    ]
    context = {"filters": filters, "tabs": tabs(request), "listing": listing, "lines": lines}
    return render(request, "office/boards/projects.html", context)


@requires(policies.check_can_read_boards)
@require_safe
def file(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """The same list as a table."""
    rows = _rows(wanted_of(ProjectsForm(request.GET))).order_by("-year", "department", "owner", "pk")
    return table_response(_lines(rows), kind=kind, name=str(_("绩效项目清单")))


@requires(policies.check_can_read_boards)
@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One project: money against time, lights of its rows, the years before."""
    found = project_at_a_glance(pk)
    summary = summary_of(found)
    rows = tracked(TrackingFilter(project=pk), today=today()).order_by("position")
    years = years_of(found)
    charts = [chart for chart in (_spending(found), _before(years)) if chart]
    context = {
        "tabs": tabs(request),
        "project": found,
        "summary": summary,
        "rate": stated_rate(found, PrintedRates()),
        "tag": TAGS.get(_light(found), ""),
        "results": results_in(found),
        "rows": [(row, TAGS.get(row.light, "")) for row in rows],
        "charts": charts,
        "rules": list(found.finding_counts.order_by("severity", "rule")),
    }
    return render(request, "office/boards/project.html", context)


def _rows(wanted: Wanted) -> Any:
    rows = projects_of(wanted, today=today()).select_related("owner", "department", "summary", "evaluation")
    return rows.defer("evaluation__content")


def _amounts(row: Project) -> list[Decimal | None]:
    """Return annual budget and executed amount in 万元."""
    summary = summary_of(row)
    return [in_wan(amount) for amount in (summary.annual_yuan, summary.executed_yuan)] if summary else [None, None]


def _light(row: Project) -> str:
    summary = summary_of(row)
    return summary.light if summary else ""


def _spending(found: Project) -> Chart | None:
    months = months_of_payments(found)
    if not months:
        return None
    total, cumulated = Decimal(0), []
    for _month, amount in months:
        total += amount
        cumulated.append(in_wan(total))
    summary = summary_of(found)
    annual = summary.annual_yuan if summary else None
    even = [None if annual is None else in_wan(annual * month / 12) for month, _amount in months]
    series = [Series(_("累计支付"), cumulated), Series(_("按时间进度"), even, "line")]
    labels = [_("%(month)s月") % {"month": month} for month, _amount in months]
    return Chart("spending", _("支付进度"), _("月份"), _("万元"), labels, series)


def _before(years: list[tuple[Project, Decimal | None, Results]]) -> Chart | None:
    if len(years) < 2:
        return None
    return Chart(
        "before",
        _("逐年"),
        _("年度"),
        "",
        [str(row.year) for row, _rate, _results in years],
        [
            Series(_("执行率（%）"), [rate for _row, rate, _results in years]),
            Series(_("自评得分"), [results.claimed for _row, _rate, results in years], "line"),
            Series(_("核定得分"), [results.verified for _row, _rate, results in years], "line"),
        ],
        links=[reverse("office:project_board", args=[row.pk]) for row, _rate, _results in years],
    )


def _lines(rows: Any) -> Iterator[list[str]]:
    yield [str(column) for column in FILE_COLUMNS]
    rates = PrintedRates()
    for row in rows.iterator(chunk_size=1000):
        summary, results = summary_of(row), results_in(row)
        numbers = (summary.annual_yuan, summary.executed_yuan, stated_rate(row, rates)) if summary else (None,) * 3
        yield [
            row.name,
            str(row.year),
            str(row.owner),
            str(row.department),
            str(row.get_state_display()),
            str(summary.get_light_display()) if summary and summary.light else "",
            *("" if number is None else f"{number.normalize():f}" for number in numbers),
            *(_said(results.claimed), results.claimed_grade, _said(results.computed), results.computed_grade),
            *(_said(results.verified), results.verified_grade, _said(results.gap)),
            str(summary.errors + summary.warnings) if summary else "",
        ]


def _said(score: Decimal | None) -> str:
    return "" if score is None else str(score)
