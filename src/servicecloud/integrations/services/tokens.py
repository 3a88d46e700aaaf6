"""Making, using and revoking tokens."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from servicecloud.activity.enums import SecurityKind
from servicecloud.activity.services import record_security
from servicecloud.errors import InvalidInputError
from servicecloud.identity.models import User
from servicecloud.integrations.enums import ApiScope
from servicecloud.integrations.errors import TokenUnusableError
from servicecloud.integrations.models import ApiToken

PREFIX = "plt_"
LONGEST_DAYS = 365


@dataclass(frozen=True)
class NewToken:
    """A token and its plain text, which exists only here and on the page that shows it once."""

    token: ApiToken
    plain: str


@transaction.atomic
def create_token(*, actor: User, name: str, scopes: list[ApiScope], days: int) -> NewToken:
    """Make a token that allows some of what its person may do, for a limited time."""
    if not scopes:
        raise InvalidInputError({"scopes": [_("请至少选择一项权限。")]})
    if not 1 <= days <= LONGEST_DAYS:
        raise InvalidInputError({"days": [_("有效期应为1至365天。")]})
    plain = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        user=actor,
        name=name,
        digest=_digest(plain),
        hint=plain[-4:],
        scopes=sorted(scope.value for scope in scopes),
        expires_at=timezone.now() + timedelta(days=days),
    )
    record_security(kind=SecurityKind.TOKEN_CREATED, user=actor, token=token.pk, scopes=token.scopes, days=days)
    return NewToken(token, plain)


@transaction.atomic
def revoke_token(*, actor: User, token_id: int) -> ApiToken:
    """End one of one's own tokens, now and for good. Raises `ApiToken.DoesNotExist` for another person's."""
    token = ApiToken.objects.select_for_update().get(pk=token_id, user=actor)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record_security(kind=SecurityKind.TOKEN_REVOKED, user=actor, token=token.pk)
    return token


def token_of(plain: str) -> ApiToken:
    """Return the usable token with its person. One indexed look-up; nothing is written."""
    found = ApiToken.objects.select_related("user").filter(digest=_digest(plain)).first()
    if found is None or not found.is_usable or not found.user.is_active:
        raise TokenUnusableError
    return found


def _digest(plain: str) -> str:
    """The token is 256 random bits, so a plain digest cannot be guessed back."""
    return hashlib.sha256(plain.encode()).hexdigest()
