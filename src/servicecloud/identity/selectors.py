"""Reading people and organisations."""

from dataclasses import dataclass
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import Exists, Q, QuerySet
from django.utils import timezone

from servicecloud.identity.enums import OFFICE_KINDS, PARENT_KINDS, PRIVILEGED_ROLES, TREE_KINDS, OrganisationKind, Role
from servicecloud.identity.models import Invitation, Membership, Organisation, Placement, User
from servicecloud.identity.standing import standing_of

_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor; recovery codes alone do not."""


def organisations_in_reach() -> QuerySet[Organisation]:
    """Return the organisations in scope, by kind and name."""
    return Organisation.objects.order_by("kind", "name_zh", "pk")


@dataclass(frozen=True)
class Branch:
    """An organisation at its place in the tree on a day, with what stands below it."""

    organisation: Organisation
    since: date
    branches: list["Branch"]

    @property
    def size(self) -> int:
        """Return how many organisations stand below, however deep."""
        return sum(1 + branch.size for branch in self.branches)


def tree_as_of(day: date) -> list[Branch]:
    """Return the budget tree as it stood on a day, as far as the scope reaches: two queries."""
    standing_then = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))
    rows = Organisation.objects.filter(standing_then, kind__in=TREE_KINDS).order_by("code", "pk")
    places = {place.organisation_id: place for place in Placement.objects.filter(standing_then)}
    branches = {
        row.pk: Branch(row, places[row.pk].valid_from if row.pk in places else row.valid_from, []) for row in rows
    }
    roots: list[Branch] = []
    for pk, branch in branches.items():
        above = branches.get(places[pk].parent_id) if pk in places else None
        (above.branches if above else roots).append(branch)
    return roots


def placements_of(organisation: Organisation) -> QuerySet[Placement]:
    """Return where an organisation stood, the latest first."""
    rows = Placement.objects.filter(organisation=organisation).select_related("parent")
    return rows.order_by("-valid_from", "-pk")


def placed_below(organisation: Organisation, *, on: date) -> QuerySet[Placement]:
    """Return what stands directly below an organisation on a day, by code."""
    rows = Placement.objects.filter(parent=organisation, valid_from__lte=on).filter(
        Q(valid_to=None) | Q(valid_to__gt=on)
    )
    return rows.select_related("organisation").order_by("organisation__code", "pk")


def possible_parents() -> QuerySet[Organisation]:
    """Return the living organisations below which some kind can stand."""
    kinds = frozenset().union(*PARENT_KINDS.values())
    return Organisation.objects.filter(kind__in=kinds, valid_to=None).order_by("code", "pk")


def parents_for(kind: str, *, besides: int) -> QuerySet[Organisation]:
    """Return the living organisations below which one of a kind can stand."""
    kinds = PARENT_KINDS.get(OrganisationKind(kind), frozenset())
    rows = Organisation.objects.filter(kind__in=kinds, valid_to=None)
    return rows.exclude(pk=besides).order_by("code", "pk")


def people_of(organisation: Organisation) -> QuerySet[Membership]:
    """Return the open roles of an organisation with their people, ready to list."""
    rows = Membership.objects.filter(organisation=organisation, ended_at=None)
    return rows.select_related("user", "granted_by").order_by("user__display_name", "role", "pk")


def holders(*roles: Role) -> QuerySet[User]:
    """Return everybody who holds one of the roles today, in whatever organisation."""
    open_roles = Membership.everywhere.filter(role__in=roles, ended_at=None)
    return User.objects.filter(pk__in=open_roles.values("user_id"), is_active=True).order_by("pk")


def people_in(organisation_id: int) -> QuerySet[User]:
    """Return everybody who holds a role in an organisation today."""
    open_roles = Membership.everywhere.filter(organisation_id=organisation_id, ended_at=None)
    return User.objects.filter(pk__in=open_roles.values("user_id"), is_active=True).order_by("pk")


def lacks_second_factor_since(user: User) -> datetime | None:
    """Return since when somebody holds a role of weight in the office without a second factor, or None: one query at most."""
    if not any(
        each.role in PRIVILEGED_ROLES and each.organisation.kind in OFFICE_KINDS for each in standing_of(user).held
    ):
        return None
    held = Membership.everywhere.filter(
        Q(organisation__valid_to=None) | Q(organisation__valid_to__gt=timezone.localdate()),
        user=user,
        role__in=PRIVILEGED_ROLES,
        organisation__kind__in=OFFICE_KINDS,
        ended_at=None,
    )
    factors = Authenticator.objects.filter(user=user, type__in=_FACTORS)
    first = held.filter(~Exists(factors)).order_by("granted_at").first()
    return first.granted_at if first else None


def open_invitations_of(organisation: Organisation) -> QuerySet[Invitation]:
    """Return invitations that can still be accepted, the latest first."""
    rows = Invitation.objects.filter(organisation=organisation, accepted_at=None, revoked_at=None)
    return rows.filter(expires_at__gt=timezone.now()).select_related("invited_by").order_by("-pk")
