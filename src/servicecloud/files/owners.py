"""Whose a file is: each kind of owning object declares who may read its files and who may change them.

The checks get the acting person and the object's id. They read the object through the scope, so that what belongs to
another organisation does not exist (`DoesNotExist`, 404); what is visible but not allowed is `NotPermittedError` (403).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from servicecloud.errors import NotFoundError
from servicecloud.identity.models import User

Check = Callable[[User, str], None]


@dataclass(frozen=True)
class Ownership:
    """The rules of one kind of owning object. `organisation_of` names the organisation that counts the bytes."""

    kind: str
    label: str | Promise
    check_can_read: Check
    check_can_change: Check
    organisation_of: Callable[[str], int | None]


_KNOWN: dict[str, Ownership] = {}


def register(ownership: Ownership) -> None:
    """Declare a kind of owning object; called once by its app when it is ready."""
    _KNOWN[ownership.kind] = ownership


def ownership_of(kind: str) -> Ownership:
    """Return the rules of a kind; a kind nobody declared owns nothing."""
    found = _KNOWN.get(kind)
    if found is None:
        raise NotFoundError
    return found
