"""Oversight at a glance: what is under way, and the ways to everything."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.ledger.facts import civil_date
from servicecloud.office.oversight.acting import allows
from servicecloud.office.oversight.panel import oversight_of
from servicecloud.oversight import policies
from servicecloud.oversight.selectors.findings import findings_of_project
from servicecloud.oversight.selectors.overview import totals
from servicecloud.performance.selectors.projects import project_with_documents


@requires(policies.check_can_read_oversight)
@require_safe
def oversight(request: HttpRequest) -> HttpResponse:
    """Figures that lead to their lists."""
    user = cast("User", request.user)
    context = {
        "totals": totals(user, today=civil_date(timezone.now())),
        "oversees": allows(policies.check_supervises, user),
        "advises": allows(policies.check_advises, user),
    }
    return render(request, "office/oversight/oversight.html", context)


@requires(policies.check_can_read_oversight)
@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """What oversight did about one project, and what may be begun."""
    found = project_with_documents(pk)
    shown = oversight_of(cast("User", request.user), found)
    audited = findings_of_project(found, shown["of_project"].rectifications[::-1]) if shown["can_oversee"] else []
    context = {"project": found, "audited": audited, **shown}
    return render(request, "office/oversight/project.html", context)
