"""Bringing a project under another department, and a unit's projects into the unit that takes it over."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from servicecloud.errors import DomainError, InvalidInputError, NotFoundError
from servicecloud.identity.enums import OrganisationKind
from servicecloud.identity.gates import requires
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.policies import check_can_arrange_organisations
from servicecloud.pages.entries import DayField
from servicecloud.performance import policies
from servicecloud.performance.models import Project
from servicecloud.performance.selectors import projects as reading
from servicecloud.performance.selectors.owners import moves_of
from servicecloud.performance.services.moves import merge_unit, move_project


class MoveForm(forms.Form):
    """The department from a day on, and why."""

    department: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=gettext_lazy("新的主管部门"), queryset=Organisation.objects.none()
    )
    effective_on = DayField(
        label=gettext_lazy("生效日期"),
        help_text=gettext_lazy("未到的日期先登记，到时自动办理；再次登记的以最后一次为准。"),
    )
    reason = forms.CharField(label=gettext_lazy("理由或依据"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["department"].queryset = _open(OrganisationKind.DEPARTMENT)  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """The unit that takes over, from a day on, and why."""

    successor: "forms.ModelChoiceField[Organisation]" = forms.ModelChoiceField(
        label=gettext_lazy("并入的单位"), queryset=Organisation.objects.none()
    )
    on = DayField(label=gettext_lazy("合并日期"))
    reason = forms.CharField(label=gettext_lazy("理由或依据"), max_length=300)

    def __init__(self, *args: Any, absorbed: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = _open(OrganisationKind.UNIT).exclude(pk=absorbed.pk)
        self.fields["successor"].queryset = others  # type: ignore[attr-defined]


@requires(policies.check_can_read_projects)
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move one project; the moves before stand below."""
    found, user = reading.project_with_documents(pk), cast("User", request.user)
    policies.check_can_move(user, found)
    initial = {"effective_on": timezone.localdate(), "version": found.version}
    form = MoveForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = move_project(
                actor=user,
                project_id=pk,
                expected=data["version"],
                department_id=data["department"].pk,
                effective_on=data["effective_on"],
                reason=data["reason"],
            )
        except DomainError as error:
            _put(form, error)
        else:
            is_done = made.effective_on <= timezone.localdate()
            messages.success(request, _("项目已划转，历史保留。") if is_done else _("已登记划转，到生效日期办理。"))
            return redirect("office:project", pk=pk)
    context = {"project": found, "form": form, "moves": moves_of(found)}
    return render(request, "office/performance/move.html", context, status=422 if form.errors else 200)


@requires(check_can_arrange_organisations)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a unit be taken over by another one, with its projects."""
    absorbed = Organisation.objects.filter(pk=pk, kind=OrganisationKind.UNIT, valid_to=None).first()
    if absorbed is None:
        raise NotFoundError
    form = MergeForm(request.POST or None, absorbed=absorbed, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            moves = merge_unit(
                actor=cast("User", request.user),
                absorbed_id=pk,
                successor_id=data["successor"].pk,
                on=data["on"],
                reason=data["reason"],
            )
        except DomainError as error:
            _put(form, error)
        else:
            messages.success(request, _("单位已合并，%(count)s 个项目随之转移。") % {"count": len(moves)})
            return redirect("office:organisation", pk=pk)
    context = {"organisation": absorbed, "form": form, "count": Project.objects.filter(owner=absorbed).count()}
    return render(request, "office/performance/merge.html", context, status=422 if form.errors else 200)


def _open(kind: OrganisationKind) -> Any:
    return Organisation.objects.filter(kind=kind, valid_to=None).order_by("name_zh")


def _put(form: forms.Form, error: DomainError) -> None:
    """Show a refusal at its fields, or above the form."""
    if not isinstance(error, InvalidInputError):
        form.add_error(None, str(error))
        return
    for name, sentences in error.fields.items():
        at = {"effective_on": "on", "owner": "successor"}.get(name, name) if name not in form.fields else name
        form.add_error(at if at in form.fields else None, sentences)
