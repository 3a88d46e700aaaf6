"""What the results are used for: next year's budget advice, and the signal of self scores that are too high."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from servicecloud.errors import DomainError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.office.oversight.acting import allows
from servicecloud.oversight import policies
from servicecloud.oversight.declarations import advice_rules
from servicecloud.oversight.enums import Advice
from servicecloud.oversight.selectors.advice import (
    Suggestion,
    advice_of,
    newest_year_with_results,
    projects_with_results,
)
from servicecloud.oversight.selectors.inflation import gaps
from servicecloud.oversight.services.advising import decide_advice
from servicecloud.pages.charts import Chart, Series
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing
from servicecloud.performance.models import Project
from servicecloud.performance.selectors.projects import project_with_documents
from servicecloud.streamed_csv import as_csv

COLUMNS = (
    Column("name", gettext_lazy("项目名称"), ("name",)),
    Column("owner", gettext_lazy("实施单位"), ("owner__name_zh",)),
    Column("self", gettext_lazy("自评总分"), ("evaluation__total_score",), is_number=True),
    Column("total", gettext_lazy("采用得分"), is_number=True),
    Column("rate", gettext_lazy("执行率"), is_number=True),
    Column("mending", gettext_lazy("整改")),
    Column("advice", gettext_lazy("系统建议")),
    Column("decided", gettext_lazy("采用意见")),
)
SOURCES = {
    "self": gettext_lazy("自评"),
    "review": gettext_lazy("主管部门核定"),
    "recheck": gettext_lazy("抽查复核"),
    "evaluation": gettext_lazy("绩效评价"),
}
MENDING = {"open": gettext_lazy("未完成"), "overdue": gettext_lazy("逾期")}
YEARS_TO_THE_BUDGET = 2
"""The results of a year are found in the next one, while the budget of the one after that is drawn up."""
_CENT = Decimal("0.01")
TAGS = {"keep": "tag-good", "improve": "tag-accent", "reduce": "tag-warn", "stop": "tag-bad"}


class AdviceFilterForm(FilterForm):
    """Which projects to list."""

    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)


@requires(policies.check_can_read_oversight)
@require_safe
def advice(request: HttpRequest) -> HttpResponse:
    """Projects of a year with what the rules suggest and what was decided."""
    filters = AdviceFilterForm(request.GET)
    chosen = filters.chosen()
    year = chosen.get("year") or newest_year_with_results()
    rows = projects_with_results(year)
    if chosen.get("q"):
        rows = rows.filter(name__icontains=chosen["q"])
    listing = build_listing(rows, columns=COLUMNS, query=request.GET, default="name")
    user = cast("User", request.user)
    context = {
        "filters": filters,
        "listing": listing,
        "year": year,
        "budget_year": year + YEARS_TO_THE_BUDGET,
        "lines": [_line(each) for each in advice_of(list(listing.page))],
        "rules": [(rule, Advice(rule.give).label) for rule in advice_rules().rules],
        "cite": advice_rules().cite,
        "choices": Advice.choices,
        "advises": allows(policies.check_advises, user),
    }
    return render(request, "office/oversight/advice.html", context)


@requires(policies.check_can_read_oversight)
@require_safe
def advice_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same as a file, all projects of the year."""
    text = request.GET.get("year", "")
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else newest_year_with_results()
    rows = advice_of(list(projects_with_results(year).order_by("owner__name_zh", "name")))
    response = StreamingHttpResponse(as_csv(_csv(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="budget-advice-{year + YEARS_TO_THE_BUDGET}.csv"'
    return response


@require_POST
@requires(policies.check_advises)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what the bureau decided."""
    user, project = cast("User", request.user), project_with_documents(pk)
    decided, grounds = request.POST.get("decided", ""), request.POST.get("grounds", "")
    try:
        decide_advice(actor=user, project=project, decided=decided, grounds=grounds)
    except DomainError as error:
        if error.status != 422:
            raise
        messages.error(request, _("请选择意见并写明理由。"))
    else:
        messages.success(request, _("已确定“%(project)s”的预算建议。") % {"project": project})
    return redirect(f"{reverse('office:budget_advice')}?year={project.year}")


@requires(policies.check_can_read_oversight)
@require_safe
def score_gaps(request: HttpRequest) -> HttpResponse:
    """Self score against re-check by unit: chart and table."""
    rows = gaps()
    chart = Chart(
        key="gaps",
        title=_("自评高出复核的平均分"),
        heading=_("实施单位"),
        unit=_("分"),
        labels=[str(row.unit) for row in rows],
        series=[Series(_("平均差"), [row.found.mean for row in rows])],
        lies=True,
    )
    return render(request, "office/oversight/score_gaps.html", {"rows": rows, "chart": chart if rows else None})


def _line(each: Suggestion) -> dict[str, Any]:
    known = each.standing
    return {
        "project": each.project,
        "known": known,
        "source": SOURCES.get(known.source, ""),
        "rate": None if known.rate is None else (known.rate * 100).quantize(_CENT),
        "mending": MENDING.get(known.rectification, ""),
        "each": each,
        "tag": TAGS.get(each.give, ""),
        "decided_tag": TAGS.get(each.decision.decided, "") if each.decision else "",
    }


def _csv(rows: list[Suggestion]) -> Iterator[list[str]]:
    heads = (_("年度"), *(str(column.label) for column in COLUMNS), _("依据"), _("理由"))
    yield [str(head) for head in heads]
    for each in rows:
        project: Project = each.project
        line = _line(each)
        cells: list[Any] = [project.year, project.name, project.owner, each.standing.self_total, each.standing.total]
        cells += [line["rate"], line["mending"], each.label, each.decided, f"{each.rule} {each.reason}".strip()]
        cells.append(each.decision.grounds if each.decision else "")
        yield ["" if cell is None else str(cell) for cell in cells]
