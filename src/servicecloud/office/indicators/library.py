"""The indicator library: the list, one indicator with its versions, adding, revising, retiring."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plumbline.reference.indicator_categories import CORE_2021, STYLE_2020, TAXONOMIES
from servicecloud.activity.selectors import timeline_of
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.indicators import policies
from servicecloud.indicators.enums import LibraryState
from servicecloud.indicators.models import LibraryIndicator
from servicecloud.indicators.problems import CONTENT
from servicecloud.indicators.selectors import offered
from servicecloud.indicators.services import library as acts
from servicecloud.office.indicators.forms import IndicatorForm, LibraryFilterForm, NewIndicatorForm, ReviseForm
from servicecloud.pages.acting import carried_out, done
from servicecloud.pages.differences import Difference, changed_only
from servicecloud.pages.listing import Column, build_listing
from servicecloud.performance.selectors.library import tables_using, tables_using_many
from servicecloud.versioning import StaleRecordError

COLUMNS = (
    Column("name", gettext_lazy("三级指标"), ("current__name",)),
    Column("code", gettext_lazy("指标编码"), ("code",)),
    Column("category", gettext_lazy("指标类别"), ("current__category",)),
    Column("kind", gettext_lazy("指标属性"), ("kind",)),
    Column("unit", gettext_lazy("度量单位"), ("current__unit",)),
    Column("source", gettext_lazy("完成值来源"), ("current__source",)),
    Column("owner", gettext_lazy("归属单位"), ("owner__name_zh",)),
    Column("used", gettext_lazy("选用的目标表"), is_number=True),
)


@requires(policies.check_can_read_library)
@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """What is offered to the person."""
    user = cast("User", request.user)
    filters, rows = narrowed(request, user)
    listing = build_listing(rows, columns=COLUMNS, query=request.GET, default="code")
    used = tables_using_many([row.pk for row in listing.page])
    context = {
        "filters": filters,
        "listing": listing,
        "lines": [(row, row.current, used.get(row.pk, 0)) for row in listing.page],
        "can_add": bool(policies.owners_kept_by(user)),
    }
    return render(request, "office/indicators/indicators.html", context)


def narrowed(request: HttpRequest, user: User) -> tuple[LibraryFilterForm, Any]:
    """Return the filter bar and the indicators it leaves."""
    seen = offered.owners_seen(user)
    filters = LibraryFilterForm(request.GET, owners=offered.owners_with_indicators(seen))
    return filters, offered.library(seen, offered.LibraryFilter(**filters.chosen()))


@requires(policies.check_can_read_library)
@require_safe
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """One indicator: the version in force, the earlier ones with what changed, where it is used."""
    user = cast("User", request.user)
    found = offered.indicator_seen(user, pk)
    versions = offered.versions_of(found)
    form = IndicatorForm()
    changes = [
        (version, changed_only(form.differences(before, version)) if before else [])
        for version, before in zip(versions, [*versions[1:], None], strict=True)
    ]
    context = {
        "indicator": found,
        "current": found.current,
        "levels": [(TAXONOMIES[each], versions[0].levels(each)) for each in (CORE_2021, STYLE_2020)],
        "changes": changes,
        "tables": tables_using(pk),
        "can_keep": found.owner_id in {owner.pk for owner in policies.owners_kept_by(user)},
        "is_retired": found.state != LibraryState.IN_FORCE,
        "timeline": timeline_of(found, limit=8),
    }
    return render(request, "office/indicators/indicator.html", context)


@requires(policies.check_keeps_library)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add an indicator."""
    user = cast("User", request.user)
    owners = policies.owners_kept_by(user)
    form = NewIndicatorForm(request.POST or None, owners=owners)
    known = {owner.pk: owner for owner in owners}
    made = carried_out(form, lambda typed: acts.add_indicator(actor=user, owner=known[typed["owner"]], values=typed))
    if made:
        messages.success(request, _("已加入指标库。"))
        return redirect("office:indicator", pk=made.pk)
    return render(request, "office/indicators/indicator_form.html", {"form": form})


@requires(policies.check_keeps_library)
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a new version; a clash shows both and keeps what was typed."""
    user = cast("User", request.user)
    found = offered.indicator_seen(user, pk)
    policies.check_can_keep(user, found.owner_id)
    form: ReviseForm = ReviseForm(request.POST or None, initial=ReviseForm.initial_of(found))
    differences: list[Difference] = []
    sentence, status = "", 200
    if request.method == "POST":
        try:
            revised = carried_out(form, lambda typed: _revised(user, pk, typed))
        except StaleRecordError as error:
            current, typed = offered.indicator_seen(user, pk), form.cleaned_data
            if current.current is not None:
                differences = changed_only(form.differences(current.current, {name: typed[name] for name in CONTENT}))
            sentence, status = str(error), error.status
            again = request.POST.copy()
            again["version"] = str(current.version)
            form = ReviseForm(again)
        else:
            if revised:
                messages.success(request, _("已发布新版本。"))
                return redirect("office:indicator", pk=pk)
    context = {"form": form, "indicator": found, "differences": differences, "sentence": sentence}
    return render(request, "office/indicators/indicator_form.html", context, status=status)


@require_POST
@requires(policies.check_keeps_library)
def retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer an indicator no longer."""
    user, reason = cast("User", request.user), request.POST.get("reason", "")
    return done(
        request,
        lambda: acts.retire_indicator(actor=user, indicator_id=pk, reason=reason),
        said=_("已停用。已经选用它的目标表不受影响。"),
        to="office:indicator",
        pk=pk,
    )


@require_POST
@requires(policies.check_keeps_library)
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer it again."""
    user = cast("User", request.user)
    return done(
        request,
        lambda: acts.restore_indicator(actor=user, indicator_id=pk),
        said=_("已恢复使用。"),
        to="office:indicator",
        pk=pk,
    )


def _revised(user: User, pk: int, typed: dict[str, Any]) -> LibraryIndicator:
    return acts.revise_indicator(
        actor=user, indicator_id=pk, expected=typed["version"], values=typed, reason=typed["change_reason"]
    )
