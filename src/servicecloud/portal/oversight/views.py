"""Anybody reads what can be drawn for re-check, with which seed, and what was drawn; and draws it again."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from servicecloud.oversight.selectors.draws import (
    drawn_of,
    frame_text,
    public_draw,
    public_draws,
    rows_of,
    stratum_label,
)
from servicecloud.oversight.selectors.records import disclosed_project
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing
from servicecloud.portal.oversight.verified import verified_scores

COLUMNS = (
    Column("title", gettext_lazy("名称"), ("plan__title",)),
    Column("year", gettext_lazy("项目年度"), ("plan__year",), is_number=True),
    Column("body", gettext_lazy("抽查单位"), ("plan__body__name_zh",)),
    Column("state", gettext_lazy("进度"), ("plan__state",)),
    Column("size", gettext_lazy("项目数"), ("size",), is_number=True),
    Column("announced", gettext_lazy("公告时间"), ("announced_at",)),
)
FRAME_COLUMNS = (
    Column("key", gettext_lazy("编号"), ("project_id",)),
    Column("name", gettext_lazy("项目名称"), ("name",)),
    Column("unit", gettext_lazy("实施单位"), ("unit",)),
    Column("budget", gettext_lazy("全年预算数（元）"), ("budget_yuan",), is_number=True),
    Column("risk", gettext_lazy("风险分"), ("risk_points",), is_number=True),
    Column("stratum", gettext_lazy("层"), ("stratum",)),
    Column("drawn", gettext_lazy("结果"), ("drawn__place",)),
)


class DrawFilterForm(FilterForm):
    """Which draws to list."""

    year = forms.IntegerField(label=gettext_lazy("项目年度"), min_value=2000, max_value=2100)


@login_not_required
@require_safe
def draws(request: HttpRequest) -> HttpResponse:
    """Every announcement."""
    filters = DrawFilterForm(request.GET)
    chosen = filters.chosen()
    rows = public_draws()
    if chosen.get("q"):
        rows = rows.filter(plan__title__icontains=chosen["q"])
    if chosen.get("year"):
        rows = rows.filter(plan__year=chosen["year"])
    listing = build_listing(rows, columns=COLUMNS, query=request.GET, default="-announced")
    return render(request, "portal/oversight/draws.html", {"filters": filters, "listing": listing})


@login_not_required
@require_safe
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Frame, strata, seed and result of one draw, with the way to draw it again."""
    found = public_draw(pk)
    drawn = drawn_of(found.seed)
    listing = build_listing(rows_of(found.frame), columns=FRAME_COLUMNS, query=request.GET, default="key")
    context = {
        "draw": found,
        "plan": found.frame.plan,
        "drawn": [(stratum_label(each.row.stratum), each) for each in drawn],
        "planned": sum(each.quota for each in found.strata),
        "listing": listing,
        "lines": [(row, stratum_label(row.stratum), getattr(row, "drawn", None)) for row in listing.page],
    }
    return render(request, "portal/oversight/draw.html", context)


@login_not_required
@require_safe
def verified(request: HttpRequest, pk: int) -> HttpResponse:
    """The verified scores beside the self scores of a disclosed project."""
    context = {"project": disclosed_project(pk).project, **verified_scores(pk)}
    return render(request, "portal/oversight/verified.html", context)


@login_not_required
@require_safe
def frame_csv(_request: HttpRequest, pk: int) -> HttpResponse:
    """The frame as the file whose digest was announced, byte for byte."""
    found = public_draw(pk)
    response = HttpResponse(frame_text(found.frame).encode(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="frame-{pk}.csv"'
    return response
