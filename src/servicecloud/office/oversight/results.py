"""What the results are used for: next year's budget advice, and the signal of self scores that are too high."""

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

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
from servicecloud.oversight.services.writers import projects_written_in
from servicecloud.pages.acting import carried_out
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
TAGS = {"keep": "tag-good", "improve": "tag-accent", "reduce": "tag-warn", "stop": "tag-bad"}


class AdviceFilterForm(FilterForm):
    """Which projects to list."""

    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)


class DecisionForm(forms.Form):
    """What the bureau decides about a project, and why."""

    decided = forms.ChoiceField(label=gettext_lazy("意见"), choices=Advice.choices)
    grounds = forms.CharField(label=gettext_lazy("理由"), max_length=300)


@requires(policies.check_can_read_oversight)
@require_safe
def advice(request: HttpRequest) -> HttpResponse:
    """Projects of a year with what the rules suggest and what was decided."""
    return _page(request)


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
    """Keep what the bureau decided; the address carries the list it was decided from, to go back to."""
    user, project = cast("User", request.user), project_with_documents(pk)
    form = DecisionForm(request.POST, auto_id=f"id_{pk}_%s")
    if carried_out(form, lambda typed: decide_advice(actor=user, project=project, **typed)):
        messages.success(request, _("已确定“%(project)s”的预算建议。") % {"project": project})
        query = request.GET.copy()
        query.setdefault("year", str(project.year))
        return redirect(f"{reverse('office:budget_advice')}?{query.urlencode()}")
    return _page(request, refused=(project, form))


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


def _page(request: HttpRequest, *, refused: tuple[Project, DecisionForm] | None = None) -> HttpResponse:
    """Render the list; a decision that was refused stands open at its project with what was typed."""
    user = cast("User", request.user)
    query = request.GET.copy()
    if refused:
        query.setdefault("year", str(refused[0].year))
    filters = AdviceFilterForm(query)
    chosen = filters.chosen()
    year = chosen.get("year") or newest_year_with_results()
    rows = projects_with_results(year)
    if chosen.get("q"):
        rows = rows.filter(name__icontains=chosen["q"])
    listing = build_listing(rows, columns=COLUMNS, query=query, default="name")
    projects = list(listing.page)
    if refused and refused[0] not in projects:
        projects.insert(0, refused[0])
    forms_of = {refused[0].pk: refused[1]} if refused else {}
    context = {
        "filters": filters,
        "listing": listing,
        "year": year,
        "budget_year": year + YEARS_TO_THE_BUDGET,
        "lines": [
            _line(each)
            | {"form": forms_of.get(each.project.pk, DecisionForm()), "is_refused": each.project.pk in forms_of}
            for each in advice_of(projects)
        ],
        "rules": [(rule, Advice(rule.give).label) for rule in advice_rules().rules],
        "cite": advice_rules().cite,
        "choices": Advice.choices,
        "advises": allows(policies.check_advises, user),
        "own": projects_written_in(user, [each.pk for each in projects]),
        "query": query.urlencode(),
    }
    return render(request, "office/oversight/advice.html", context, status=422 if refused else 200)


def _line(each: Suggestion) -> dict[str, Any]:
    known = each.standing
    return {
        "project": each.project,
        "known": known,
        "source": SOURCES.get(known.source, ""),
        "rate": known.printed_rate,
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
