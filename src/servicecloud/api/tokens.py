"""How a program proves who it acts for: `Authorization: Bearer <token>`. Cookies count for nothing here."""

from typing import Any

from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from servicecloud.identity.models import User
from servicecloud.integrations.errors import TokenUnusableError
from servicecloud.integrations.models import ApiToken
from servicecloud.integrations.services.tokens import token_of


class BearerToken(BaseAuthentication):
    """Reads the token from the header. A wrong one is refused even where none is needed."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """Return the person and the token, or None when no token came."""
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        kind, _space, plain = header.partition(" ")
        if kind.lower() != "bearer" or not plain.strip():
            raise TokenUnusableError
        token = token_of(plain.strip())
        return token.user, token

    def authenticate_header(self, _request: Any) -> str:
        """Return what a 401 asks for."""
        return "Bearer"
