"""What is approved and waits for its publication, with the light of its term; and what was published late."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from servicecloud.identity.gates import requires
from servicecloud.ledger.facts import civil_date
from servicecloud.performance import policies
from servicecloud.performance.selectors.department_results import departments_now, due_disclosures


@requires(policies.check_can_read_projects)
@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """Projects that are due, and each department's record."""
    found = due_disclosures(today=civil_date(timezone.now()))
    context = {"due": found, "departments": departments_now(found)}
    return render(request, "office/performance/disclosures.html", context)
