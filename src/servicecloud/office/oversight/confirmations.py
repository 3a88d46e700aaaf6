"""Confirming what somebody else wrote: a report that is to be final, a department's verified score that is to stand."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.office.oversight import evaluations, examinations
from servicecloud.office.oversight.acting import number
from servicecloud.office.oversight.confirming_panel import ReturnForm
from servicecloud.oversight import policies
from servicecloud.oversight.models import Evaluation, Examination
from servicecloud.oversight.selectors import records
from servicecloud.oversight.services import confirming
from servicecloud.pages.acting import carried_out, done

RECORDS: dict[str, type[confirming.Record]] = {"evaluation": Evaluation, "examination": Examination}


@require_POST
@requires(policies.check_supervises)
def submit_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit a report to somebody else's confirmation."""
    user, expected = cast("User", request.user), number(request, "version")
    return done(
        request,
        lambda: confirming.submit(actor=user, of=Evaluation, pk=pk, expected=expected),
        said=_("已提交，由本单位没有填写过的审核人确认定稿。"),
        to="office:evaluation",
        pk=pk,
    )


@require_POST
@requires(policies.check_supervises)
def confirm(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Confirm."""
    user = cast("User", request.user)
    return done(
        request,
        lambda: confirming.confirm(actor=user, of=RECORDS[kind], pk=pk),
        said=_("已确认，并通知单位。"),
        to=f"office:{kind}",
        pk=pk,
    )


@require_POST
@requires(policies.check_supervises)
def take_back(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Take a submission back."""
    user = cast("User", request.user)
    return done(
        request,
        lambda: confirming.take_back(actor=user, of=RECORDS[kind], pk=pk),
        said=_("已取回，可以继续修改。"),
        to=f"office:{kind}",
        pk=pk,
    )


@require_POST
@requires(policies.check_supervises)
def send_back(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Return a submission with the reason; a refused one keeps what was typed."""
    user, form = cast("User", request.user), ReturnForm(request.POST)
    if carried_out(form, lambda typed: confirming.send_back(actor=user, of=RECORDS[kind], pk=pk, **typed)):
        messages.success(request, _("已退回填写人修改。"))
        return redirect(f"office:{kind}", pk=pk)
    shown: dict[str, Any] = {"return_form": form, "status": 422}
    if kind == "evaluation":
        return evaluations.page(request, records.evaluation_seen_by(user, pk), **shown)
    return examinations.page(request, records.examination_seen_by(user, pk), **shown)
