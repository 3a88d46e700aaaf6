"""What waits for the person, the most urgent first. Each domain adds its own source to `SOURCES`."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from servicecloud.activity.selectors import recent_acts
from servicecloud.boards.selectors.board import overview
from servicecloud.boards.selectors.narrowing import Wanted
from servicecloud.identity.enums import SUPERVISING_KINDS, OrganisationKind
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.identity.policies import check_can_enter_office
from servicecloud.identity.standing import standing_of
from servicecloud.office.boards.filtering import today
from servicecloud.office.collection.inbox import collection_waiting
from servicecloud.office.directory.inbox import claims_waiting, imports_waiting, qualifications_waiting
from servicecloud.office.identity.inbox import roles_waiting, second_factor_waiting
from servicecloud.office.ledger.inbox import ledger_waiting
from servicecloud.office.oversight.inbox import oversight_waiting
from servicecloud.office.performance.inbox import performance_waiting
from servicecloud.pages.waiting import Waiting

SOURCES: list[Callable[[User], list[Waiting]]] = [
    second_factor_waiting,
    roles_waiting,
    claims_waiting,
    qualifications_waiting,
    imports_waiting,
    ledger_waiting,
    collection_waiting,
    performance_waiting,
    oversight_waiting,
]


@requires(check_can_enter_office)
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The first page after signing in."""
    user = cast("User", request.user)
    supervised = overview(Wanted(year=today().year), today=today()) if _supervises(user) else None
    waiting = sorted((item for source in SOURCES for item in source(user)), key=lambda item: item.since)
    context = {
        "waiting": waiting,
        "timeline": recent_acts(limit=12),
        "overview": supervised,
        "year": today().year,
        "board_url": reverse("office:board"),
    }
    return render(request, "office/inbox.html", context)


def _supervises(user: User) -> bool:
    """Say whether the person looks at the projects of others: of a department, a bureau or the audit office."""
    kinds = (*SUPERVISING_KINDS, OrganisationKind.AUDIT_OFFICE)
    return any(held.organisation.kind in kinds for held in standing_of(user).held)
