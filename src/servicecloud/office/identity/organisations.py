"""The budget tree as of a day, an organisation with its history, founding, moving and closing."""

from datetime import date
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.activity.selectors import timeline_of
from servicecloud.errors import DomainError, InvalidInputError, NotPermittedError
from servicecloud.identity import policies, selectors
from servicecloud.identity.enums import TREE_KINDS, OrganisationKind
from servicecloud.identity.gates import requires
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.services import (
    NewOrganisation,
    close_organisation,
    create_organisation,
    place_organisation,
)
from servicecloud.identity.standing import standing_of
from servicecloud.pages.entries import DayField


class DayForm(forms.Form):
    """The day the tree is looked at."""

    on = DayField(label=gettext_lazy("查看日期"), required=False)


class FoundingForm(forms.Form):
    """A new organisation of the tree."""

    kind = forms.ChoiceField(
        label=gettext_lazy("类型"),
        choices=[(kind.value, kind.label) for kind in OrganisationKind if kind in TREE_KINDS],
    )
    parent: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=gettext_lazy("上级单位"),
        queryset=Organisation.objects.none(),
        required=False,
        help_text=gettext_lazy("主管部门隶属于财政部门，预算单位隶属于主管部门或上一级预算单位。"),
    )
    name_zh = forms.CharField(label=gettext_lazy("名称"), max_length=120)
    name_en = forms.CharField(label=gettext_lazy("英文名称"), max_length=160, required=False)
    code = forms.CharField(label=gettext_lazy("单位代码"), max_length=32)
    since = DayField(label=gettext_lazy("设立日期"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = selectors.possible_parents()  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """Where an organisation stands from a day on."""

    parent: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=gettext_lazy("新的上级单位"), queryset=Organisation.objects.none()
    )
    since = DayField(label=gettext_lazy("生效日期"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = selectors.parents_for(organisation.kind, besides=organisation.pk)
        self.fields["parent"].queryset = choices  # type: ignore[attr-defined]


class ClosingForm(forms.Form):
    """The day an organisation ends."""

    on = DayField(label=gettext_lazy("撤销日期"), help_text=gettext_lazy("从这一天起不再存续，其人员的角色随之失效。"))


@requires(policies.check_can_enter_office)
@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """The tree as it stood on a day."""
    form = DayForm(request.GET or None)
    day = (form.cleaned_data["on"] if form.is_valid() else None) or timezone.localdate()
    context = {
        "day": day,
        "is_today": day == timezone.localdate(),
        "form": DayForm({"on": day}),
        "branches": selectors.tree_as_of(day),
        "may_arrange": _may_arrange(request),
    }
    return render(request, "office/identity/tree.html", context)


@requires(policies.check_can_enter_office)
@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation: its places, past and present, and what can be changed."""
    return _page(request, Organisation.objects.get(pk=pk))


@requires(policies.check_can_arrange_organisations)
@require_http_methods(["GET", "HEAD", "POST"])
def found(request: HttpRequest) -> HttpResponse:
    """Put a new organisation into the tree."""
    start = {"since": timezone.localdate(), "parent": request.GET.get("parent"), "kind": OrganisationKind.UNIT}
    form = FoundingForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "kind": OrganisationKind(form.cleaned_data["kind"])}
        try:
            founded = create_organisation(actor=_user(request), values=NewOrganisation(**values))
        except DomainError as error:
            _put_error(form, error)
        else:
            messages.success(request, _("已设立：%(name)s") % {"name": founded})
            return redirect("office:organisation", pk=founded.pk)
    return render(request, "office/identity/found.html", {"form": form})


@requires(policies.check_can_arrange_organisations)
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put an organisation below another one."""
    moved = Organisation.objects.get(pk=pk)
    form = MoveForm(request.POST, organisation=moved)
    if form.is_valid():
        parent: Organisation = form.cleaned_data["parent"]
        since: date = form.cleaned_data["since"]
        try:
            place_organisation(actor=_user(request), organisation=moved, parent=parent, since=since)
        except DomainError as error:
            _put_error(form, error)
        else:
            messages.success(request, _("已调整隶属关系，原关系保留在历史中。"))
            return redirect("office:organisation", pk=pk)
    return _page(request, moved, move_form=form)


@requires(policies.check_can_arrange_organisations)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an organisation."""
    closed = Organisation.objects.get(pk=pk)
    form = ClosingForm(request.POST)
    if form.is_valid():
        try:
            close_organisation(actor=_user(request), organisation=closed, on=form.cleaned_data["on"])
        except DomainError as error:
            _put_error(form, error)
        else:
            messages.success(request, _("单位已撤销，历史保留。"))
            return redirect("office:organisation", pk=pk)
    return _page(request, closed, closing_form=form)


def _page(request: HttpRequest, shown: Organisation, **forms_in_use: forms.Form) -> HttpResponse:
    is_open = shown.valid_to is None and shown.kind in TREE_KINDS
    today = {"since": timezone.localdate()}
    reach = standing_of(request.user).reach
    context: dict[str, Any] = {
        "organisation": shown,
        "places": [(row, reach is None or row.parent_id in reach) for row in selectors.placements_of(shown)],
        "below": selectors.placed_below(shown, on=timezone.localdate()),
        "timeline": timeline_of(shown),
        "may_arrange": is_open and _may_arrange(request),
        "may_move": shown.kind != OrganisationKind.FINANCE_BUREAU,
        "move_form": MoveForm(initial=today, organisation=shown),
        "closing_form": ClosingForm(),
    }
    return render(request, "office/identity/organisation.html", context | forms_in_use)


def _put_error(form: forms.Form, error: DomainError) -> None:
    fields = error.fields if isinstance(error, InvalidInputError) else {}
    for name, sentences in fields.items():
        form.add_error(
            {"valid_from": "since"}.get(name, name) if name in {*form.fields, "valid_from"} else None, sentences
        )
    if not fields:
        form.add_error(None, str(error))


def _may_arrange(request: HttpRequest) -> bool:
    try:
        policies.check_can_arrange_organisations(_user(request))
    except NotPermittedError:
        return False
    return True


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
