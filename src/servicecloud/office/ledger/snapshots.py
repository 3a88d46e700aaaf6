"""Frozen numbers: the list, one counted again, and the entries behind it."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from servicecloud.identity.gates import requires
from servicecloud.ledger import policies
from servicecloud.ledger.models import Snapshot
from servicecloud.ledger.registry import read_rule
from servicecloud.ledger.selectors.figures import sentence_of, value
from servicecloud.ledger.services.snapshots import check_snapshot
from servicecloud.office.ledger.measures import below_of
from servicecloud.performance.selectors.acts import reach_of_number


@requires(policies.check_can_read_ledger)
@require_safe
def snapshots(request: HttpRequest) -> HttpResponse:
    """Frozen numbers in scope, the latest first."""
    rows = Snapshot.objects.select_related("owner", "taken_by").order_by("-pk")[:200]
    return render(request, "office/ledger/snapshots.html", {"snapshots": rows})


@requires(policies.check_can_read_ledger)
@require_safe
def snapshot(request: HttpRequest, pk: int) -> HttpResponse:
    """One frozen number, counted again now."""
    with reach_of_number(pk):
        found = _found(pk)
        rule = read_rule(found.definition)
        context = {"snapshot": found, "check": check_snapshot(found), "sentence": sentence_of(rule), "rule": rule}
        return render(request, "office/ledger/snapshot.html", context)


@requires(policies.check_can_read_ledger)
@require_safe
def snapshot_entries(request: HttpRequest, pk: int) -> HttpResponse:
    """From a frozen number down to its entries, under the very rule, date and units that it was frozen with."""
    with reach_of_number(pk):
        found = _found(pk)
        owners = cast("list[int]", found.owners) or None
        figure = value(read_rule(found.definition), as_of=found.as_of, owners=owners)
        context = {"snapshot": found, "figure": figure, **below_of(request, figure)}
        return render(request, "office/ledger/snapshot_entries.html", context)


def _found(pk: int) -> Snapshot:
    return Snapshot.objects.select_related("owner", "taken_by").get(pk=pk)
