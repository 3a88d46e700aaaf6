"""Sampling plans: the list, setting one up, its page with the four steps from the parameters to the draw."""

from decimal import Decimal
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.activity.selectors import timeline_of
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.office.oversight.acting import allows, number
from servicecloud.office.oversight.plan_forms import (
    NewPlanForm,
    ParametersForm,
    PlanFilterForm,
    SeedForm,
    differences_of,
    initial_of,
)
from servicecloud.oversight import policies
from servicecloud.oversight.declarations import risk
from servicecloud.oversight.enums import PlanState, SeedKind
from servicecloud.oversight.models import SamplingPlan
from servicecloud.oversight.selectors.draws import drawn_of, public_draw, stratum_label
from servicecloud.oversight.selectors.frames import candidates, strata_of
from servicecloud.oversight.selectors.records import plans_in_reach
from servicecloud.oversight.services import sampling
from servicecloud.oversight.values import PlanParameters, read
from servicecloud.pages.acting import carried_out, done
from servicecloud.pages.differences import changed_only
from servicecloud.pages.listing import Column, build_listing
from servicecloud.versioning import StaleRecordError

COLUMNS = (
    Column("title", gettext_lazy("名称"), ("title",)),
    Column("year", gettext_lazy("项目年度"), ("year",), is_number=True),
    Column("body", gettext_lazy("抽查单位"), ("body__name_zh",)),
    Column("state", gettext_lazy("进度"), ("state",)),
    Column("size", gettext_lazy("项目数"), ("frame__size",), is_number=True),
)
_NEXT_STEP = {PlanState.DRAFT: 0, PlanState.ANNOUNCED: 2, PlanState.SEEDED: 3, PlanState.DRAWN: 4}
"""Which step comes next in each state; announcing ends the drafting and is done in one act with it."""


@requires(policies.check_can_read_oversight)
@require_safe
def plans(request: HttpRequest) -> HttpResponse:
    """The plans in reach."""
    filters = PlanFilterForm(request.GET)
    chosen = filters.chosen()
    rows = plans_in_reach()
    if chosen.get("q"):
        rows = rows.filter(title__icontains=chosen["q"])
    if chosen.get("year"):
        rows = rows.filter(year=chosen["year"])
    listing = build_listing(rows, columns=COLUMNS, query=request.GET, default="-year")
    lines = [(row, getattr(row, "frame", None)) for row in listing.page]
    can_add = allows(policies.check_supervises, cast("User", request.user))
    context = {"filters": filters, "listing": listing, "lines": lines, "can_add": can_add}
    return render(request, "office/oversight/plans.html", context)


@requires(policies.check_supervises)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Set a plan up."""
    user = cast("User", request.user)
    form = NewPlanForm(request.POST or None, user=user)
    bodies = {body.pk: body for body in policies.bodies_of(user)}
    made = carried_out(
        form,
        lambda typed: sampling.create_plan(
            actor=user, body=bodies[typed["body"]], year=typed["year"], title=typed["title"]
        ),
    )
    if made:
        return redirect("office:sampling_plan", pk=made.pk)
    return render(request, "office/oversight/plan_form.html", {"form": form})


@requires(policies.check_can_read_oversight)
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan: its parameters with the strata they give, then frame, seed and draw."""
    found, user = plans_in_reach().get(pk=pk), cast("User", request.user)
    if request.method != "POST":
        return _page(request, found)
    policies.check_can_oversee(user, found.body_id)
    form = ParametersForm(request.POST)
    try:
        changed = carried_out(
            form,
            lambda typed: sampling.change_plan(
                actor=user, plan_id=pk, expected=typed["version"], parameters=form.parameters()
            ),
        )
    except StaleRecordError as error:
        current = plans_in_reach().get(pk=pk)
        again = request.POST.copy()
        again["version"] = str(current.version)
        differences = changed_only(differences_of(read(current.parameters, PlanParameters), form.parameters()))
        more = {"form": ParametersForm(again), "differences": differences, "sentence": str(error)}
        return _page(request, current, status=error.status, **more)
    if changed:
        messages.success(request, _("已保存，下面是按新办法算出的分层。"))
        return redirect("office:sampling_plan", pk=pk)
    return _page(request, found, form=form)


@require_POST
@requires(policies.check_supervises)
def announce(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the frame."""
    user = cast("User", request.user)
    return done(
        request,
        lambda: sampling.announce(actor=user, plan_id=pk, expected=number(request, "version")),
        said=_("已公告。抽样框和分层不再改动，任何人都可以查看和下载。"),
        to="office:sampling_plan",
        pk=pk,
    )


@require_POST
@requires(policies.check_supervises)
def seed(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the seed: the ledger's, for which nothing is typed, or the one that was thrown."""
    user, found = cast("User", request.user), plans_in_reach().get(pk=pk)
    form = SeedForm(request.POST, is_thrown=read(found.parameters, PlanParameters).seed_kind == SeedKind.ENTERED)
    if carried_out(form, lambda typed: sampling.publish_seed(actor=user, plan_id=pk, **typed)):
        messages.success(request, _("种子已公布，可以抽取。"))
        return redirect("office:sampling_plan", pk=pk)
    return _page(request, found, seed_form=form, status=422)


@require_POST
@requires(policies.check_supervises)
def draw(request: HttpRequest, pk: int) -> HttpResponse:
    """Draw."""
    user = cast("User", request.user)
    return done(
        request,
        lambda: sampling.draw_sample(actor=user, plan_id=pk),
        said=_("已抽取，抽中的项目进入复核。"),
        to="office:sampling_plan",
        pk=pk,
    )


def _page(request: HttpRequest, found: SamplingPlan, *, status: int = 200, **shown: Any) -> HttpResponse:
    """Render the page; `shown` has a form that was refused and why."""
    can_act = allows(policies.check_can_oversee, cast("User", request.user), found.body_id)
    parameters = read(found.parameters, PlanParameters)
    may_change = can_act and found.state == PlanState.DRAFT
    context = {
        "plan": found,
        "form": ParametersForm(initial=initial_of(found, parameters)) if may_change else None,
        "seed_form": SeedForm(),
        "can_act": can_act,
        "parameters": parameters,
        "steps": _steps(found),
        "factors": risk().factors,
        "bands": risk().bands,
        "timeline": timeline_of(found, limit=10),
        "sentence": "",
        "differences": [],
        **(_expected(found, parameters) if found.state == PlanState.DRAFT else _public(found)),
    }
    return render(request, "office/oversight/plan.html", context | shown, status=status)


def _steps(found: SamplingPlan) -> list[tuple[str, str]]:
    at = _NEXT_STEP[PlanState(found.state)]
    labels = (_("拟定办法"), _("公告抽样框"), _("公布种子"), _("抽取"))
    return [
        (label, "done" if at > place else "current" if at == place else "ahead") for place, label in enumerate(labels)
    ]


def _expected(found: SamplingPlan, parameters: PlanParameters) -> dict[str, Any]:
    rows = candidates(found.body, found.year, parameters)
    strata = strata_of(rows, parameters)
    return {
        "strata": [(stratum_label(each.name), each) for each in strata],
        "size": len(rows),
        "planned": sum(each.quota for each in strata),
        "budget": sum((row.budget_yuan for row in rows), Decimal(0)),
    }


def _public(found: SamplingPlan) -> dict[str, Any]:
    public = public_draw(found.pk)
    drawn = drawn_of(public.seed) if found.state == PlanState.DRAWN else []
    return {
        "draw": public,
        "drawn": [(stratum_label(each.row.stratum), each) for each in drawn],
        "strata": [(each.label, each) for each in public.strata],
        "size": public.frame.size,
        "budget": sum((each.budget_yuan for each in public.strata), Decimal(0)),
        "planned": sum(each.quota for each in public.strata),
    }
