"""Rectifications: the list with what is overdue, requiring one, its page from the requirement to the acceptance."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.files.selectors import files_of
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.ledger.facts import civil_date
from servicecloud.office.oversight.acting import allows, attached, words_field
from servicecloud.oversight import policies
from servicecloud.oversight.enums import TO_DO, Basis, RectificationState
from servicecloud.oversight.ownership import RECTIFICATION, answerers_of
from servicecloud.oversight.selectors import records
from servicecloud.oversight.selectors.starting import RestsOn, Start, start_from
from servicecloud.oversight.services import rectifying
from servicecloud.pages.acting import carried_out
from servicecloud.pages.addresses import asked
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing
from servicecloud.performance.selectors.projects import project_with_documents

COLUMNS = (
    Column("what", gettext_lazy("整改事项"), ("what",)),
    Column("project", gettext_lazy("项目名称"), ("project__name",)),
    Column("owner", gettext_lazy("实施单位"), ("project__owner__name_zh",)),
    Column("basis", gettext_lazy("来源"), ("basis",)),
    Column("due", gettext_lazy("整改期限"), ("due_on",)),
    Column("state", gettext_lazy("进度"), ("state",)),
)


class RectificationFilterForm(FilterForm):
    """Which rectifications to list."""

    state = forms.ChoiceField(
        label=gettext_lazy("进度"), choices=[("", gettext_lazy("全部")), *RectificationState.choices]
    )
    basis = forms.ChoiceField(label=gettext_lazy("来源"), choices=[("", gettext_lazy("全部")), *Basis.choices])
    late = forms.BooleanField(label=gettext_lazy("只看逾期"))


class RequirementForm(forms.Form):
    """What is to be put right, and by when."""

    what = forms.CharField(label=gettext_lazy("整改事项"), max_length=200)
    requirement = forms.CharField(
        label=gettext_lazy("整改要求"),
        help_text=gettext_lazy("写明要改正什么、报送哪些材料。"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
    )
    days = forms.IntegerField(label=gettext_lazy("期限（工作日）"), initial=20, min_value=1, max_value=120)


class AnswerForm(forms.Form):
    """What the unit did."""

    text = words_field(gettext_lazy("整改情况"), rows=5, help_text=gettext_lazy("写明做了什么、结果怎样、材料在哪里。"))


class VerdictForm(forms.Form):
    """What the body says to an answer."""

    text = words_field(gettext_lazy("验收意见"), rows=3, help_text=gettext_lazy("退回时请写明还要做什么。"))


@requires(policies.check_can_read_oversight)
@require_safe
def rectifications(request: HttpRequest) -> HttpResponse:
    """The rectifications in reach, the earliest deadline first."""
    filters = RectificationFilterForm(request.GET)
    chosen = filters.chosen()
    today = civil_date(timezone.now())
    rows = records.rectifications()
    if chosen.get("q"):
        rows = rows.filter(what__icontains=chosen.pop("q"))
    if chosen.pop("late", False):
        rows = rows.filter(due_on__lt=today, state__in=TO_DO)
    listing = build_listing(rows.filter(**chosen), columns=COLUMNS, query=request.GET, default="due")
    lines = [(row, row.state in TO_DO and row.due_on < today) for row in listing.page]
    context = {"filters": filters, "listing": listing, "lines": lines}
    return render(request, "office/oversight/rectifications.html", context)


@requires(policies.check_supervises)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Require a rectification of a project, from what it rests on."""
    user = cast("User", request.user)
    project = project_with_documents(pk)
    policies.check_can_oversee_project(user, project)
    start = start_from(project, _rests_on(request))
    form = RequirementForm(request.POST or None, initial={"what": start.what, "requirement": start.requirement})
    made = carried_out(
        form,
        lambda typed: rectifying.require(actor=user, project=project, rests_on=start.rests_on, **typed),
    )
    if made:
        messages.success(request, _("已提出整改要求，并通知单位。"))
        return redirect("office:rectification", pk=made.pk)
    context = {"form": form, "project": project, "start": start}
    return render(request, "office/oversight/requirement_form.html", context)


@requires(policies.check_can_read_oversight)
@require_safe
def rectification(request: HttpRequest, pk: int) -> HttpResponse:
    """One rectification: what is asked, what was done, what is to be done now."""
    return _page(request, pk)


@require_POST
@requires(policies.check_answers)
def answer_it(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer."""
    user, form = cast("User", request.user), AnswerForm(request.POST)
    if carried_out(form, lambda typed: rectifying.answer(actor=user, rectification_id=pk, **typed)):
        messages.success(request, _("整改情况已报送，等待验收。"))
        return redirect("office:rectification", pk=pk)
    return _page(request, pk, answer_form=form)


@require_POST
@requires(policies.check_answers)
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a file to the answer."""
    return attached(request, cast("User", request.user), kind=RECTIFICATION, to="office:rectification", pk=pk)


@require_POST
@requires(policies.check_supervises)
def accept_it(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept; a word may be said."""
    user, form = cast("User", request.user), VerdictForm(request.POST)
    form.fields["text"].required = False
    if carried_out(form, lambda typed: rectifying.accept(actor=user, rectification_id=pk, **typed)):
        messages.success(request, _("整改已验收。"))
        return redirect("office:rectification", pk=pk)
    return _page(request, pk, verdict_form=form)


@require_POST
@requires(policies.check_supervises)
def return_it(request: HttpRequest, pk: int) -> HttpResponse:
    """Return, with what is still to be done."""
    user, form = cast("User", request.user), VerdictForm(request.POST)
    if carried_out(form, lambda typed: rectifying.return_answer(actor=user, rectification_id=pk, **typed)):
        messages.success(request, _("已退回单位继续整改。"))
        return redirect("office:rectification", pk=pk)
    return _page(request, pk, verdict_form=form)


def _page(request: HttpRequest, pk: int, **refused: forms.Form) -> HttpResponse:
    """Render the page; a form that was refused stands there with what was typed, whatever may be done now."""
    user = cast("User", request.user)
    found = records.rectification(pk)
    steps = list(records.steps_of(found))
    answers = allows(policies.check_can_answer, user, found.project.owner_id)
    oversees = allows(policies.check_can_oversee, user, found.body_id)
    is_answered = found.state == RectificationState.ANSWERED
    is_own = is_answered and oversees and user.pk in answerers_of(found)
    can_answer = answers and found.state in TO_DO
    can_accept = oversees and is_answered and not is_own
    context = {
        "found": found,
        "project": found.project,
        "steps": steps,
        "progress": _progress(found.state),
        "is_late": found.state in TO_DO and found.due_on < civil_date(timezone.now()),
        "can_answer": can_answer,
        "is_own": is_own,
        "answer_form": AnswerForm() if can_answer else None,
        "verdict_form": VerdictForm(use_required_attribute=False) if can_accept else None,
        "files": list(files_of(RECTIFICATION, pk)),
    }
    return render(request, "office/oversight/rectification.html", context | refused, status=422 if refused else 200)


def _rests_on(request: HttpRequest) -> RestsOn:
    named = {name: request.GET.get(name, "") for name in Start.NAMES}
    found: RestsOn = {
        name: int(text) for name, text in named.items() if text.isascii() and text.isdecimal() and len(text) < 10
    }
    return {**found, "finding": asked(request, "finding", longest=200)}


def _progress(state: str) -> list[tuple[str, str]]:
    at = {
        RectificationState.OPEN: 1,
        RectificationState.RETURNED: 1,
        RectificationState.ANSWERED: 2,
        RectificationState.CLOSED: 3,
    }[RectificationState(state)]
    labels: tuple[Any, ...] = (_("提出要求"), _("单位整改"), _("验收"))
    return [
        (label, "done" if place < at else "current" if place == at else "ahead") for place, label in enumerate(labels)
    ]
