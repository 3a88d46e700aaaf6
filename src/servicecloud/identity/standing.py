"""A person's standing: the roles they hold now, and the organisations whose records they can see."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils import timezone
from django_scopes import scope

from servicecloud.identity.enums import OFFICE_KINDS, SEES_ALL_KINDS, SUPERVISING_KINDS, Role
from servicecloud.identity.models import Membership, Organisation, Placement, User


@dataclass(frozen=True)
class Held:
    """One role in one organisation."""

    role: Role
    organisation: Organisation


@dataclass(frozen=True)
class Standing:
    """What somebody holds and how far they see. `reach` is None for those who see every organisation."""

    held: tuple[Held, ...]
    reach: tuple[int, ...] | None

    def holds(self, *roles: Role, organisation_id: int | None = None) -> bool:
        """Tell whether one of the roles is held, in the given organisation or in any."""
        return any(
            held.role in roles and (organisation_id is None or held.organisation.pk == organisation_id)
            for held in self.held
        )

    @property
    def is_office(self) -> bool:
        """Whether the person works in the back office."""
        return any(held.organisation.kind in OFFICE_KINDS for held in self.held)

    def organisations(self, *kinds: str) -> list[Organisation]:
        """Return the organisations the person belongs to, of the given kinds, each once."""
        found = {
            held.organisation.pk: held.organisation
            for held in self.held
            if not kinds or held.organisation.kind in kinds
        }
        return list(found.values())


NOBODY = Standing(held=(), reach=())


def standing_of(user: User | AnonymousUser) -> Standing:
    """Return a person's standing, read once per user object (and so once per request)."""
    if not isinstance(user, User):
        return NOBODY
    known: Standing | None = user.__dict__.get("_standing")
    if known is None:
        known = user.__dict__["_standing"] = _read_standing(user)
    return known


def forget_standing(user: User) -> None:
    """Read the standing anew at the next question, after a role was granted or ended."""
    user.__dict__.pop("_standing", None)


@contextmanager
def scope_of(user: User | AnonymousUser) -> Iterator[None]:
    """Open the scope of everything the person can see."""
    reach = standing_of(user).reach
    with scope(organisation=None if reach is None else list(reach)):
        yield


@contextmanager
def scope_of_everything() -> Iterator[None]:
    """Open every organisation, for commands and background work that serve the whole platform."""
    with scope(organisation=None):
        yield


def _read_standing(user: User) -> Standing:
    today = timezone.localdate()
    rows = (
        Membership.everywhere.filter(user=user, ended_at__isnull=True)
        .filter(Q(organisation__valid_to__isnull=True) | Q(organisation__valid_to__gt=today))
        .select_related("organisation")
        .order_by("granted_at", "pk")
    )
    held = tuple(Held(Role(row.role), row.organisation) for row in rows)
    kinds = {item.organisation.kind for item in held}
    if kinds & SEES_ALL_KINDS:
        return Standing(held, None)
    own = {item.organisation.pk for item in held}
    above = {item.organisation.pk for item in held if item.organisation.kind in SUPERVISING_KINDS}
    return Standing(held, tuple(sorted(own | (_below(above) if above else set()))))


def _below(roots: Iterable[int]) -> set[int]:
    """Return everything placed below the given organisations today, however deep: one query."""
    today = timezone.localdate()
    pairs = (
        Placement.everywhere.filter(valid_from__lte=today)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=today))
        .values_list("parent_id", "organisation_id")
    )
    children: dict[int, list[int]] = {}
    for parent, child in pairs:
        children.setdefault(parent, []).append(child)
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found
