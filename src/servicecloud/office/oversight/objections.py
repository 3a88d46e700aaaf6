"""What the unit says to a result of a re-check, and what is decided about it."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.office.oversight.acting import attached
from servicecloud.office.oversight.examinations import page
from servicecloud.office.oversight.examined import DecisionForm, ObjectionForm
from servicecloud.oversight import policies
from servicecloud.oversight.ownership import OBJECTION
from servicecloud.oversight.selectors import records
from servicecloud.oversight.services import objections
from servicecloud.pages.acting import carried_out, done


@require_POST
@requires(policies.check_answers)
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that there is no objection."""
    user = cast("User", request.user)
    return done(
        request,
        lambda: objections.accept_result(actor=user, examination_id=pk),
        said=_("已确认，结果成为定论。"),
        to="office:examination",
        pk=pk,
    )


@require_POST
@requires(policies.check_answers)
def objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Object."""
    user, form = cast("User", request.user), ObjectionForm(request.POST)
    rows = {
        name.removeprefix("objection:"): str(text)
        for name, text in request.POST.items()
        if name.startswith("objection:")
    }
    if carried_out(form, lambda typed: objections.object_to(actor=user, examination_id=pk, rows=rows, **typed)):
        messages.success(request, _("已提出异议，将由核查人以外的人员决定。"))
        return redirect("office:examination", pk=pk)
    found = records.examination_seen_by(user, pk)
    return page(request, found, objection_form=form, objected=rows, status=422)


@require_POST
@requires(policies.check_answers)
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a file to the objection."""
    return attached(request, cast("User", request.user), kind=OBJECTION, to="office:examination", pk=pk)


@require_POST
@requires(policies.check_supervises)
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide an objection."""
    user, form = cast("User", request.user), DecisionForm(request.POST)
    restored = request.POST.getlist("restored")
    if carried_out(
        form, lambda typed: objections.decide_objection(actor=user, examination_id=pk, restored=restored, **typed)
    ):
        messages.success(request, _("已作出决定，结果成为定论。"))
        return redirect("office:examination", pk=pk)
    found = records.examination_seen_by(user, pk)
    return page(request, found, decision_form=form, restored=restored, status=422)
