"""Which organisations the open scope reaches, for statements that are not made by scoped managers."""

from typing import Any

from django_scopes import get_scope
from django_scopes.exceptions import ScopeError


def reach() -> list[int] | None:
    """Return the organisations in scope, None for all. Without a scope it refuses, as the scoped managers do."""
    state = get_scope()
    if not state.get("_enabled", True):
        return None
    if "organisation" not in state:
        raise ScopeError("A scope on dimension(s) organisation needs to be active for this query.")
    value = state["organisation"]
    if value is None:
        return None
    several: list[Any] = list(value) if isinstance(value, list | tuple) else [value]
    return [int(getattr(each, "pk", each)) for each in several]
