"""An enterprise's own pages."""

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.activity.selectors import timeline_of
from servicecloud.directory import institution_selectors, policies, selectors
from servicecloud.directory.services.entries import edit_enterprise, report_figures
from servicecloud.directory.services.reveals import reveal_contact
from servicecloud.identity.enums import Role
from servicecloud.identity.models import User
from servicecloud.identity.standing import standing_of
from servicecloud.pages.entries import PERSONAL, EnterpriseForm, FiguresForm
from servicecloud.pages.entry_pages import compare_page, entry_context
from servicecloud.portal.directory.waiting import workspace_waiting
from servicecloud.versioning import StaleRecordError


@require_safe
def workspace(request: HttpRequest) -> HttpResponse:
    """What belongs to the person: enterprises, institutions, claims, organisations."""
    user = cast("User", request.user)
    has_reach = bool(standing_of(user).reach)
    enterprises = list(selectors.own_enterprises()) if has_reach else []
    institutions = list(institution_selectors.own_institutions()) if has_reach else []
    context = {
        "waiting": workspace_waiting(enterprises, institutions, today=timezone.localdate()),
        "enterprises": enterprises,
        "institutions": institutions,
        "claims": [
            *((row.enterprise, row) for row in selectors.claims_by(user.pk)),
            *((row.institution, row) for row in selectors.institution_claims_by(user.pk)),
        ],
        "organisations": [
            (each, standing_of(user).holds(Role.ADMIN, organisation_id=each.pk))
            for each in standing_of(user).organisations()
        ],
    }
    return render(request, "portal/directory/workspace.html", context)


@require_safe
def own_enterprise(request: HttpRequest, pk: int) -> HttpResponse:
    """The full entry with its years, the reasons of its size class, and what was done to it."""
    found = selectors.enterprise_in_scope(pk)
    policies.check_can_edit_enterprise(cast("User", request.user), found)
    context = {**entry_context(found), "timeline": timeline_of(found)}
    return render(request, "portal/directory/own_enterprise.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the entry; a clash shows both versions and keeps what was typed."""
    found = selectors.enterprise_in_scope(pk)
    user = cast("User", request.user)
    policies.check_can_edit_enterprise(user, found)
    form = EnterpriseForm(request.POST or None, initial=EnterpriseForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        try:
            edit_enterprise(actor=user, enterprise_id=pk, expected=form.cleaned_data["version"], values=form.values())
        except StaleRecordError as error:
            return compare_page(request, error, template="portal/directory/compare.html", data=request.POST)
        messages.success(request, _("已保存。"))
        return redirect("portal:own_enterprise", pk=pk)
    return render(request, "portal/directory/edit.html", {"entry": found, "form": form})


@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """State the figures of one year."""
    found = selectors.enterprise_in_scope(pk)
    user = cast("User", request.user)
    policies.check_can_edit_enterprise(user, found)
    form = FiguresForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        report_figures(actor=user, enterprise_id=pk, year=values.pop("year"), values=values)
        messages.success(request, _("已保存，企业规模已重新计算。"))
        return redirect("portal:own_enterprise", pk=pk)
    return render(request, "portal/directory/figures.html", {"enterprise": found, "form": form})


@require_POST
def reveal(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """Show one personal value in plain text; who looked is kept."""
    if field not in PERSONAL:
        raise Http404
    value = reveal_contact(actor=cast("User", request.user), enterprise_id=pk, field=field)
    if request.headers.get("HX-Request"):
        return HttpResponse(value, content_type="text/plain; charset=utf-8")
    back = reverse("portal:own_enterprise", args=[pk])
    return render(request, "components/revealed.html", {"value": value, "back": back})
