"""Under which name failed sign-ins are counted."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def name_of(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """Return the user name or e-mail that was tried, in one spelling; the libraries pass it under different keys."""
    given = credentials or {}
    tried = given.get("username") or given.get("email") or given.get("login") or request.POST.get("login", "")
    return str(tried).strip().lower()
