"""The full directory: list, entry, edit, years, merge, export."""

from typing import cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.activity.selectors import timeline_of
from servicecloud.directory import policies, selectors
from servicecloud.directory.exports import FORMATS
from servicecloud.directory.industry_codes import label_of
from servicecloud.directory.services.entries import add_enterprise, edit_enterprise, report_figures
from servicecloud.directory.services.merging import merge_enterprises
from servicecloud.directory.services.reveals import reveal_contact
from servicecloud.errors import DomainError, InvalidInputError
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.pages.entries import (
    PERSONAL,
    EnterpriseForm,
    FiguresForm,
    NewEnterpriseForm,
    RegisterFilterForm,
)
from servicecloud.pages.entry_pages import compare_page, entry_context
from servicecloud.pages.listing import Column, build_listing
from servicecloud.versioning import StaleRecordError

COLUMNS = (
    Column("name", gettext_lazy("企业名称"), ("name_zh",)),
    Column("credit_code", gettext_lazy("统一社会信用代码"), ("credit_code",)),
    Column("region", gettext_lazy("所在区"), ("region",)),
    Column("industry", gettext_lazy("行业"), ("industry",)),
    Column("size", gettext_lazy("规模"), ("size_class",)),
    Column("claimed", gettext_lazy("认领")),
    Column("updated", gettext_lazy("更新时间"), ("updated_at",)),
)


class MergeForm(forms.Form):
    """Why two entries are one."""

    reason = forms.CharField(label=gettext_lazy("合并理由"), max_length=200)


@requires(policies.check_can_browse_register)
@require_safe
def enterprises(request: HttpRequest) -> HttpResponse:
    """The list of all entries."""
    filters = RegisterFilterForm(request.GET)
    rows = selectors.enterprises_in_scope(selectors.filter_from(filters.chosen()))
    listing = build_listing(rows, columns=COLUMNS, query=request.GET, default="name")
    lines = [(row, label_of(row.industry)) for row in listing.page]
    context = {
        "filters": filters,
        "listing": listing,
        "lines": lines,
        "keeps": policies.keeps_register(cast("User", request.user)),
    }
    return render(request, "office/directory/enterprises.html", context)


@requires(policies.check_can_browse_register)
@require_safe
def enterprise(request: HttpRequest, pk: int) -> HttpResponse:
    """One entry with everything known of it."""
    found = selectors.enterprise_in_scope(pk)
    context = {
        **entry_context(found),
        "keeps": policies.keeps_register(cast("User", request.user)),
        "timeline": timeline_of(found),
        "duplicates": selectors.likely_duplicates(found),
        "merges": selectors.merges_into(pk),
    }
    return render(request, "office/directory/enterprise.html", context)


@requires(policies.check_can_keep_register)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Put a new entry into the directory."""
    form = NewEnterpriseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            added = add_enterprise(actor=cast("User", request.user), values=form.values())
        except InvalidInputError as error:
            for name, sentences in error.fields.items():
                form.add_error(name if name in form.fields else None, sentences)
        else:
            messages.success(request, _("已登记：%(name)s") % {"name": added})
            return redirect("office:enterprise", pk=added.pk)
    return render(request, "office/directory/add.html", {"form": form})


@requires(policies.check_can_keep_register)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an entry; a clash shows both versions and keeps what was typed."""
    found = selectors.enterprise_in_scope(pk)
    form = EnterpriseForm(request.POST or None, initial=EnterpriseForm.initial_of(found))
    if request.method == "POST" and form.is_valid():
        version, user = form.cleaned_data["version"], cast("User", request.user)
        try:
            edit_enterprise(actor=user, enterprise_id=pk, expected=version, values=form.values())
        except StaleRecordError as error:
            return compare_page(request, error, template="office/directory/compare.html", data=request.POST)
        messages.success(request, _("已保存。"))
        return redirect("office:enterprise", pk=pk)
    return render(request, "office/directory/edit.html", {"entry": found, "form": form})


@requires(policies.check_can_keep_register)
@require_http_methods(["GET", "HEAD", "POST"])
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """State the figures of one year on behalf of the enterprise."""
    found = selectors.enterprise_in_scope(pk)
    form = FiguresForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        report_figures(actor=cast("User", request.user), enterprise_id=pk, year=values.pop("year"), values=values)
        messages.success(request, _("已保存，企业规模已重新计算。"))
        return redirect("office:enterprise", pk=pk)
    return render(request, "office/directory/figures.html", {"enterprise": found, "form": form})


@requires(policies.check_can_keep_register)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: HttpRequest, pk: int, other: int) -> HttpResponse:
    """Let entry `pk` absorb entry `other`, after showing the two side by side."""
    survivor, absorbed = selectors.enterprise_in_scope(pk), selectors.enterprise_in_scope(other)
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, user = form.cleaned_data["reason"], cast("User", request.user)
        try:
            merge_enterprises(actor=user, survivor_id=pk, absorbed_id=other, reason=reason)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("已合并，原条目的内容保留在合并记录中。"))
            return redirect("office:enterprise", pk=pk)
    return render(request, "office/directory/merge.html", {"enterprise": survivor, "absorbed": absorbed, "form": form})


@requires(policies.check_can_keep_register)
@require_POST
def reveal(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """Show one personal value in plain text; who looked is kept."""
    if field not in PERSONAL:
        raise Http404
    value = reveal_contact(actor=cast("User", request.user), enterprise_id=pk, field=field)
    if request.headers.get("HX-Request"):
        return HttpResponse(value, content_type="text/plain; charset=utf-8")
    return render(
        request, "components/revealed.html", {"value": value, "back": reverse("office:enterprise", args=[pk])}
    )


@requires(policies.check_can_browse_register)
@require_safe
def export(request: HttpRequest, kind: str) -> StreamingHttpResponse:
    """Give the filtered list as a file, without personal data."""
    if kind not in FORMATS:
        raise Http404
    filters = RegisterFilterForm(request.GET)
    rows = selectors.enterprises_in_scope(selectors.filter_from(filters.chosen())).order_by("credit_code")
    export_as = FORMATS[kind]
    response = StreamingHttpResponse(export_as.stream(rows), content_type=export_as.content_type)
    response["Content-Disposition"] = f'attachment; filename="enterprises.{kind}"'
    return response
