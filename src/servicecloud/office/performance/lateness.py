"""What is due and what is late, by department and unit: a list with lights, and the same as CSV."""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.ledger.facts import civil_date
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing
from servicecloud.performance import policies
from servicecloud.performance.deadlines import DUE_DOCUMENTS
from servicecloud.performance.enums import Document
from servicecloud.performance.models import Project
from servicecloud.performance.selectors.deadlines import Standing, exempt_of, standings_of_many, with_documents
from servicecloud.performance.selectors.overdue import Overdue
from servicecloud.performance.selectors.projects import project_with_documents
from servicecloud.performance.selectors.settings import departments_of_projects
from servicecloud.streamed_csv import as_csv

LIGHTS = {
    "late": ("tag-bad", gettext_lazy("已逾期")),
    "sent_late": ("tag-warn", gettext_lazy("迟报")),
    "soon": ("tag-warn", gettext_lazy("即将到期")),
    "open": ("", gettext_lazy("未到期")),
    "sent": ("tag-good", gettext_lazy("按时报送")),
}
STATES = [
    ("", LIGHTS["late"][1]),
    *((key, word) for key, (_tag, word) in LIGHTS.items() if key != "late"),
    ("all", gettext_lazy("全部")),
]
COLUMNS = (
    Column("name", gettext_lazy("项目名称"), ("name",)),
    Column("owner", gettext_lazy("实施单位"), ("owner__name_zh",)),
    Column("department", gettext_lazy("主管部门"), ("department__name_zh",)),
    *(Column(kind, Document(kind).label) for kind in DUE_DOCUMENTS),
)


class LateFilterForm(FilterForm):
    """Which projects to list."""

    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)
    light = forms.ChoiceField(
        label=gettext_lazy("报送情况"),
        choices=STATES,
    )
    document = forms.ChoiceField(
        label=gettext_lazy("表"),
        choices=[("", gettext_lazy("全部")), *((kind, Document(kind).label) for kind in DUE_DOCUMENTS)],
    )
    department = forms.ChoiceField(label=gettext_lazy("主管部门"))

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        known = [(str(body.pk), str(body)) for body in departments_of_projects()]
        self.fields["department"].choices = [("", _("全部")), *known]  # type: ignore[attr-defined]


@requires(policies.check_can_read_projects)
@require_safe
def late(request: HttpRequest) -> HttpResponse:
    """The list: one line for each project, one light for each thing that is due."""
    filters = LateFilterForm(request.GET)
    chosen = filters.chosen()
    days = _days(chosen)
    listing = build_listing(_found(chosen, days), columns=COLUMNS, query=request.GET, default="department")
    shown = list(listing.page)
    standings = _standings(shown, chosen, days)
    lines = [(row, _cells(standings[row.pk])) for row in shown]
    sees_settings = policies.sees_settings(cast("User", request.user))
    context = {"filters": filters, "listing": listing, "lines": lines, "sees_settings": sees_settings}
    return render(request, "office/performance/late.html", context)


@requires(policies.check_can_read_projects)
@require_safe
def late_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same, one line for each thing that is due, as CSV."""
    chosen = LateFilterForm(request.GET).chosen()
    days = _days(chosen)
    projects = list(_found(chosen, days).order_by("department__name_zh", "owner__name_zh", "pk"))
    lines = as_csv(_csv(projects, _standings(projects, chosen, days)))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="deadlines.csv"'
    return response


@requires(policies.check_can_read_projects)
@require_safe
def due(request: HttpRequest, pk: int) -> HttpResponse:
    """What is due of one project; the page of the project takes its panel from here."""
    found = project_with_documents(pk)
    standings = standings_of_many([found], today=_today())[pk]
    exempt = [(str(Document(due.document).label), due, is_sent) for due, is_sent in exempt_of(found)]
    context = {"project": found, "lights": [light_of(each) for each in standings], "exempt": exempt}
    context["known_on"] = civil_date(found.created_at)
    return render(request, "office/performance/due.html", context)


def light_of(standing: Standing) -> dict[str, Any]:
    """Return what a page shows of one thing that is due."""
    tag, word = LIGHTS[standing.light]
    return {
        "document": str(Document(standing.due.document).label),
        "month": standing.due.end_month,
        "due_on": standing.due.due_on,
        "tag": tag,
        "word": str(word),
        "days": standing.days,
    }


def _year(chosen: dict[str, Any]) -> int:
    return int(chosen.get("year") or _today().year)


def _days(chosen: dict[str, Any]) -> Overdue:
    """Return the days of the chosen year, read once for picking the projects and for saying how each stands."""
    return Overdue(today=_today(), years=[_year(chosen)])


def _found(chosen: dict[str, Any], days: Overdue) -> "QuerySet[Project]":
    """Return the projects of which something has the chosen light; the database picks them, however many there are."""
    rows = with_documents(Project.objects.filter(year=_year(chosen)).select_related("owner", "department"))
    if chosen.get("department"):
        rows = rows.filter(department_id=int(chosen["department"]))
    if chosen.get("q"):
        rows = rows.filter(Q(name__icontains=chosen["q"]) | Q(owner__name_zh__icontains=chosen["q"]))
    return rows.filter(days.lit(chosen.get("light") or "late", chosen.get("document", "")))


def _standings(projects: list[Project], chosen: dict[str, Any], days: Overdue) -> dict[int, list[Standing]]:
    """Return how what is due of these projects stands, of the chosen document only."""
    document = chosen.get("document")
    return {
        key: [each for each in found if not document or each.due.document == document]
        for key, found in standings_of_many(projects, today=_today(), days=days.days).items()
    }


def _cells(standings: list[Standing]) -> list[tuple[str, list[dict[str, Any]]]]:
    return [
        (str(Document(kind).label), [light_of(each) for each in standings if each.due.document == kind])
        for kind in DUE_DOCUMENTS
    ]


def _csv(projects: list[Project], standings: dict[int, list[Standing]]) -> Iterator[list[str]]:
    yield [_("年度"), _("项目名称"), _("实施单位"), _("主管部门"), _("表"), _("截止日期"), _("报送情况"), _("逾期天数")]
    for project in projects:
        for each in standings[project.pk]:
            shown = light_of(each)
            name = f"{shown['document']}（1—{shown['month']}月）" if shown["month"] else shown["document"]
            bodies = [str(project.owner), str(project.department)]
            day = cast("date", shown["due_on"]).isoformat()
            yield [str(project.year), project.name, *bodies, name, day, shown["word"], str(each.days or "")]


def _today() -> date:
    return civil_date(timezone.now())
