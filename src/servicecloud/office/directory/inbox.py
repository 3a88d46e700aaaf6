"""What of the directory waits for the person."""

from django.urls import reverse
from django.utils.translation import gettext as _

from servicecloud.directory.institution_selectors import unverified_qualifications
from servicecloud.directory.policies import check_can_verify_claims, keeps_register
from servicecloud.directory.selectors import open_claims, open_institution_claims, unconfirmed_imports
from servicecloud.errors import NotPermittedError
from servicecloud.identity.models import User
from servicecloud.pages.waiting import Waiting


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


def imports_waiting(user: User) -> list[Waiting]:
    """One's own imports of enterprises that were checked and not confirmed."""
    if not keeps_register(user):
        return []
    return [
        Waiting(row.file_name, _("导入待确认"), reverse("office:import", args=[row.pk]), row.started_at)
        for row in unconfirmed_imports(user)[:50]
    ]
