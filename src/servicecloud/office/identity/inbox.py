"""What of accounts and roles waits for the person."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from servicecloud.errors import NotPermittedError
from servicecloud.identity.models import Membership, User
from servicecloud.identity.policies import check_can_review_roles
from servicecloud.identity.reviewing_roles import roles_to_review
from servicecloud.identity.selectors import lacks_second_factor_since
from servicecloud.pages.waiting import Waiting


def second_factor_waiting(user: User) -> list[Waiting]:
    """Who holds a role of weight secures the own account."""
    since = lacks_second_factor_since(user)
    if since is None:
        return []
    return [Waiting(_("为本人账户启用两步验证"), _("账户安全"), reverse("mfa_index"), since)]


def roles_waiting(user: User) -> list[Waiting]:
    """Roles of weight to look at again, one line for each organisation."""
    try:
        check_can_review_roles(user)
    except NotPermittedError:
        return []
    found: dict[int, list[Membership]] = {}
    for row in roles_to_review(user, now=timezone.now()):
        found.setdefault(row.organisation_id, []).append(row)
    return [
        Waiting(
            _("%(organisation)s：%(count)d 个角色") % {"organisation": rows[0].organisation, "count": len(rows)},
            _("角色待核对"),
            reverse("portal:people", args=[organisation]),
            rows[0].granted_at,
        )
        for organisation, rows in list(found.items())[:50]
    ]
