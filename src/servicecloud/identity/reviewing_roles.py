"""Roles of weight that are looked at again once a year: which wait, and the act itself. The log of acts keeps who looked and when."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from servicecloud.activity.models import Act
from servicecloud.activity.services import record_act
from servicecloud.identity import policies
from servicecloud.identity.enums import OFFICE_KINDS, PRIVILEGED_ROLES
from servicecloud.identity.errors import OwnRoleError
from servicecloud.identity.models import Membership, User

STANDS_FOR = timedelta(days=365)
"""How long a look at a role counts."""

_REVIEWED = "membership.reviewed"


def roles_to_review(officer: User, *, now: datetime) -> QuerySet[Membership]:
    """Return the open roles of weight in the office that nobody looked at for a year, and that this officer may judge."""
    today = timezone.localdate(now)
    looked = Act.objects.filter(
        verb=_REVIEWED,
        object_kind=Membership._meta.label_lower,
        object_id=OuterRef("key"),
        at__gt=now - STANDS_FOR,
    )
    rows = Membership.objects.filter(
        Q(organisation__valid_to=None) | Q(organisation__valid_to__gt=today),
        role__in=PRIVILEGED_ROLES,
        organisation__kind__in=OFFICE_KINDS,
        ended_at=None,
    )
    rows = rows.exclude(user=officer).exclude(granted_by=officer)
    rows = rows.annotate(key=Cast("pk", CharField())).filter(~Exists(looked))
    return rows.select_related("organisation", "user").order_by("granted_at", "pk")


def last_looks(memberships: Iterable[Membership]) -> dict[int, datetime]:
    """Return when each role was last looked at; one that never was is left out."""
    keys = [str(each.pk) for each in memberships]
    rows = Act.objects.filter(verb=_REVIEWED, object_kind=Membership._meta.label_lower, object_id__in=keys)
    return {int(key): at for key, at in rows.order_by("at").values_list("object_id", "at")}


@transaction.atomic
def review_role(*, actor: User, membership_id: int) -> Membership:
    """Say that a role is still needed. One that is not is taken back instead (`services.end_role`)."""
    rows = Membership.objects.select_for_update(of=("self",)).select_related("organisation", "user")
    membership = rows.get(pk=membership_id, ended_at=None)
    policies.check_can_review_roles(actor)
    if actor.pk in (membership.user_id, membership.granted_by_id):
        raise OwnRoleError(membership=membership)
    record_act(actor=actor, verb=_REVIEWED, about=membership, organisation=membership.organisation)
    return membership
