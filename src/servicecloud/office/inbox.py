"""What waits for the person, the most urgent first. Each domain adds its own source to `SOURCES`."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from servicecloud.activity.selectors import recent_acts
from servicecloud.boards.selectors.board import overview
from servicecloud.boards.selectors.narrowing import Wanted
from servicecloud.directory.institution_selectors import unverified_qualifications
from servicecloud.directory.policies import check_can_verify_claims, keeps_register
from servicecloud.directory.selectors import open_claims, open_institution_claims
from servicecloud.errors import NotPermittedError
from servicecloud.identity.enums import SUPERVISING_KINDS, OrganisationKind
from servicecloud.identity.gates import requires
from servicecloud.identity.models import User
from servicecloud.identity.policies import check_can_enter_office
from servicecloud.identity.standing import standing_of
from servicecloud.office.boards.filtering import today
from servicecloud.office.oversight.inbox import oversight_waiting
from servicecloud.office.performance.inbox import performance_waiting
from servicecloud.office.waiting import Waiting


def claims_waiting(user: User) -> list[Waiting]:
    """Claims of enterprises and institutions to verify."""
    try:
        check_can_verify_claims(user)
    except NotPermittedError:
        return []
    return [
        *(
            Waiting(str(row.enterprise), _("认领核验"), reverse("office:claim", args=[row.pk]), row.requested_at)
            for row in open_claims()[:50]
        ),
        *(
            Waiting(
                str(row.institution),
                _("认领核验"),
                reverse("office:institution_claim", args=[row.pk]),
                row.requested_at,
            )
            for row in open_institution_claims()[:50]
        ),
    ]


def qualifications_waiting(user: User) -> list[Waiting]:
    """Qualifications that institutions entered themselves, to verify."""
    if not keeps_register(user):
        return []
    return [
        Waiting(
            f"{row.institution} · {row.name}",
            _("资质核验"),
            reverse("office:institution", args=[row.institution_id]) + "#qualifications",
            row.entered_at,
        )
        for row in unverified_qualifications()[:50]
    ]


SOURCES: list[Callable[[User], list[Waiting]]] = [
    claims_waiting,
    qualifications_waiting,
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
