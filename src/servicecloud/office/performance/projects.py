"""Projects: the list, setting one up, its page with everything of its year."""

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from plumbline.audit.lights import RowLight
from servicecloud.activity.selectors import timeline_of
from servicecloud.errors import DomainError, InvalidInputError
from servicecloud.identity.enums import Role
from servicecloud.identity.gates import requires
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import standing_of
from servicecloud.office.performance.monitoring import light_words
from servicecloud.office.performance.showing import STATE_TAGS, allows, steps_of
from servicecloud.pages.acting import put_errors
from servicecloud.pages.differences import Difference
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing
from servicecloud.performance import policies
from servicecloud.performance.enums import DocumentState, ProjectCategory, ProjectState
from servicecloud.performance.models import Project
from servicecloud.performance.selectors import projects as reading
from servicecloud.performance.selectors.bindings import is_year_over
from servicecloud.performance.selectors.department_results import evaluation_timeliness, is_due_for_disclosure
from servicecloud.performance.selectors.money import funds_of, funds_of_many
from servicecloud.performance.selectors.owners import moves_of
from servicecloud.performance.selectors.rulebooks import printed_rates
from servicecloud.performance.services.projects import change_project, create_project
from servicecloud.versioning import StaleRecordError

COLUMNS = (
    Column("name", gettext_lazy("项目名称"), ("name",)),
    Column("year", gettext_lazy("年度"), ("year",), is_number=True),
    Column("owner", gettext_lazy("实施单位"), ("owner__name_zh",)),
    Column("state", gettext_lazy("进度"), ("state",)),
    Column("annual", gettext_lazy("全年预算数（元）"), is_number=True),
    Column("rate", gettext_lazy("执行率"), is_number=True),
    Column("score", gettext_lazy("自评得分"), ("evaluation__total_score",), is_number=True),
)


class ProjectFilterForm(FilterForm):
    """Which projects to list."""

    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)
    state = forms.ChoiceField(label=gettext_lazy("进度"), choices=[("", gettext_lazy("全部")), *ProjectState.choices])


class ProjectForm(forms.Form):
    """The description of a project."""

    name = forms.CharField(label=gettext_lazy("项目名称"), max_length=120)
    category = forms.ChoiceField(label=gettext_lazy("项目类别"), choices=ProjectCategory.choices)
    starts_on = forms.DateField(
        label=gettext_lazy("计划开始日期"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=gettext_lazy("计划完成日期"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    has_purchase = forms.BooleanField(label=gettext_lazy("含有政府购买服务"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class NewProjectForm(ProjectForm):
    """A new project, of one of the person's units."""

    owner = forms.TypedChoiceField(label=gettext_lazy("实施单位"), coerce=int)
    year = forms.IntegerField(label=gettext_lazy("年度"), min_value=2000, max_value=2100)
    field_order = ["owner", "year", "name"]

    def __init__(self, data: Any, *, units: list[Organisation]) -> None:
        year = timezone.localdate().year
        initial = {"year": year, "starts_on": date(year, 1, 1), "ends_on": date(year, 12, 31)}
        super().__init__(data, initial=initial)
        self.fields["owner"].choices = [(unit.pk, str(unit)) for unit in units]  # type: ignore[attr-defined]


@requires(policies.check_can_read_projects)
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """The list of projects in reach."""
    filters = ProjectFilterForm(request.GET)
    rows = reading.projects_in_reach(reading.ProjectFilter(**filters.chosen()))
    listing = build_listing(rows, columns=COLUMNS, query=request.GET, default="-year")
    funds = funds_of_many([row.pk for row in listing.page])
    rates = printed_rates((row, funds[row.pk]) for row in listing.page)
    lines = [(row, funds[row.pk], rates[row.pk], reading.evaluation_of(row)) for row in listing.page]
    context = {
        "filters": filters,
        "listing": listing,
        "lines": lines,
        "can_add": allows(policies.check_declares, cast("User", request.user)),
        "can_import": allows(policies.check_keeps_money, cast("User", request.user)),
        "sees_settings": policies.sees_settings(cast("User", request.user)),
    }
    return render(request, "office/performance/projects.html", context)


@requires(policies.check_declares)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Set up a project."""
    user = cast("User", request.user)
    units = [held.organisation for held in standing_of(user).held if held.role == Role.PROJECT_OFFICER]
    form = NewProjectForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        owner = next(unit for unit in units if unit.pk == form.cleaned_data["owner"])
        try:
            made = create_project(actor=user, owner=owner, values=form.cleaned_data)
        except InvalidInputError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("已建立项目。请登记年初预算，并填报绩效目标。"))
            return redirect("office:project", pk=made.pk)
    return render(request, "office/performance/project_form.html", {"form": form})


@requires(policies.check_can_read_projects)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the description; a clash shows both versions and keeps what was typed."""
    found = reading.project_with_documents(pk)
    user = cast("User", request.user)
    policies.check_can_declare(user, found.owner_id)
    form = ProjectForm(request.POST or None, initial=_initial(found))
    differences: list[Difference] = []
    sentence, status = "", 200
    if request.method == "POST" and form.is_valid():
        expected = form.cleaned_data["version"] or 0
        try:
            change_project(actor=user, project_id=pk, expected=expected, values=form.cleaned_data)
        except StaleRecordError as error:
            current = cast("Project", error.current)
            differences, sentence, status = _differences(current, form), str(error), error.status
            again = request.POST.copy()
            again["version"] = str(current.version)
            form = ProjectForm(again)
        except InvalidInputError as error:
            put_errors(form, error)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已保存。"))
            return redirect("office:project", pk=pk)
    context = {"form": form, "project": found, "differences": differences, "sentence": sentence}
    return render(request, "office/performance/project_form.html", context, status=status)


@requires(policies.check_can_read_projects)
@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One project: where it stands, its money, its target, its self-evaluation, who did what."""
    found = reading.project_with_documents(pk)
    user = cast("User", request.user)
    evaluation = reading.evaluation_of(found)
    funds, monitorings = funds_of(found), list(reading.monitorings_of(found))
    declares = allows(policies.check_can_declare, user, found.owner_id)
    due = evaluation_timeliness(evaluation) if evaluation and is_due_for_disclosure(evaluation) else None
    context = {
        "project": found,
        "steps": steps_of(found),
        "funds": funds,
        "rate": printed_rates([(found, funds)])[found.pk],
        "target": found.target,
        "target_tag": STATE_TAGS[DocumentState(found.target.state)],
        "evaluation": evaluation,
        "evaluation_tag": STATE_TAGS[DocumentState(evaluation.state)] if evaluation else "",
        "timeline": timeline_of(found, limit=12),
        "monitorings": [(each, *light_words(RowLight(cast("Any", each.light or None), None))) for each in monitorings],
        "months": list(range(1, months_over(found.year) + 1)),
        "usual_month": min(7, months_over(found.year)),
        "can_monitor": declares and found.target.approved_id is not None and found.state == ProjectState.RUNNING,
        "moves": moves_of(found) if found.moved_by_id or allows(policies.check_can_move, user, found) else [],
        "can_move": allows(policies.check_can_move, user, found),
        "can_change": declares and found.state == ProjectState.PREPARING,
        "can_edit_target": declares and found.target.state in (DocumentState.DRAFT, DocumentState.RETURNED),
        "can_build": declares
        and found.target.approved_id is not None
        and evaluation is None
        and is_year_over(found.year),
        "can_keep_money": allows(policies.check_can_keep_money, user, found.owner_id),
        "can_disclose": due is not None and allows(policies.check_can_disclose, user, found),
        "due": due,
    }
    return render(request, "office/performance/project.html", context)


def months_over(year: int) -> int:
    """Return how many months of a year have begun."""
    today = timezone.localdate()
    return 12 if today.year > year else 0 if today.year < year else today.month


def _initial(found: Project) -> dict[str, Any]:
    names = ("name", "category", "starts_on", "ends_on", "has_purchase", "version")
    return {name: getattr(found, name) for name in names}


def _differences(current: Project, form: ProjectForm) -> list[Difference]:
    now = _initial(current)
    return [
        Difference(name, str(field.label), str(now[name]), str(form.cleaned_data[name]))
        for name, field in form.fields.items()
        if name != "version" and str(now[name]) != str(form.cleaned_data[name])
    ]
