"""Acts on people and organisations."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from servicecloud.activity.enums import SecurityKind
from servicecloud.activity.services import record_act, record_security
from servicecloud.errors import InvalidInputError
from servicecloud.identity import policies
from servicecloud.identity.enums import (
    INCOMPATIBLE_ANYWHERE,
    INCOMPATIBLE_IN_ONE_ORGANISATION,
    PARENT_KINDS,
    ROLES_OF_KIND,
    OrganisationKind,
    Role,
)
from servicecloud.identity.errors import (
    AlreadyClosedError,
    CircularPlacementError,
    IncompatibleRolesError,
    InvitationForOtherError,
    InvitationUnusableError,
    LastAdministratorError,
    RoleNotOfferedError,
    StillHasPartsError,
    UnfitParentError,
)
from servicecloud.identity.models import Invitation, Membership, Organisation, Placement, User
from servicecloud.identity.standing import forget_standing
from servicecloud.notifications.services import notify


@dataclass(frozen=True)
class SentInvitation:
    """An invitation and its token, which exists only here and in the letter."""

    invitation: Invitation
    token: str


@dataclass(frozen=True)
class NewOrganisation:
    """What founds an organisation; the finance bureau alone has no parent."""

    kind: OrganisationKind
    name_zh: str
    name_en: str
    code: str
    since: date
    parent: Organisation | None


@dataclass(frozen=True)
class NewAccount:
    """What somebody without an account gives when accepting an invitation."""

    username: str
    display_name: str
    password: str


@transaction.atomic
def grant_role(*, actor: User | None, user: User, organisation: Organisation, role: Role) -> Membership:
    """Give a person a role. `actor` is None only when the platform itself acts (a claim was approved, demonstration)."""
    if actor is not None:
        policies.check_can_manage_people(actor, organisation)
    if role not in ROLES_OF_KIND[OrganisationKind(organisation.kind)]:
        raise RoleNotOfferedError(organisation=organisation, role=role.label)
    User.objects.select_for_update().get(pk=user.pk)  # two grants at once must see each other
    _check_compatible(user=user, organisation=organisation, role=role)

    membership, is_new = Membership.everywhere.get_or_create(
        user=user, organisation=organisation, role=role, ended_at=None, defaults={"granted_by": actor}
    )
    if is_new:
        record_act(actor=actor, verb="membership.granted", about=membership, organisation=organisation)
        record_security(kind=SecurityKind.ROLE_GRANTED, user=actor, to=user.pk, role=role, organisation=organisation.pk)
        _tell_of_role(membership, "role.granted", actor=actor)
    forget_standing(user)
    return membership


@transaction.atomic
def end_role(*, actor: User, membership_id: int) -> Membership:
    """Take a role back. The membership stays as history."""
    membership = (
        Membership.objects.select_for_update(of=("self",)).select_related("organisation", "user").get(pk=membership_id)
    )
    organisation = membership.organisation
    policies.check_can_manage_people(actor, organisation)
    if membership.ended_at is not None:
        return membership
    if membership.role == Role.ADMIN:
        Organisation.everywhere.select_for_update().get(pk=organisation.pk)
        others = Membership.everywhere.filter(organisation=organisation, role=Role.ADMIN, ended_at=None)
        if not others.exclude(pk=membership.pk).exists():
            raise LastAdministratorError(organisation=organisation)

    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    record_act(actor=actor, verb="membership.ended", about=membership, organisation=organisation)
    record_security(kind=SecurityKind.ROLE_ENDED, user=actor, of=membership.user_id, role=membership.role)
    _tell_of_role(membership, "role.ended", actor=actor)
    return membership


@transaction.atomic
def place_organisation(
    *, actor: User | None, organisation: Organisation, parent: Organisation, since: date
) -> Placement:
    """Put an organisation below another one from a date on; its former place ends on that date."""
    if actor is not None:
        policies.check_can_arrange_organisations(actor)
    if organisation.valid_to is not None:
        raise AlreadyClosedError(organisation=organisation, day=organisation.valid_to)
    if parent.kind not in PARENT_KINDS.get(OrganisationKind(organisation.kind), frozenset()):
        kinds = {"kind": organisation.get_kind_display(), "parent_kind": parent.get_kind_display()}
        raise UnfitParentError(parent=parent, **kinds)
    if since < max(organisation.valid_from, parent.valid_from) or (parent.valid_to and since >= parent.valid_to):
        raise InvalidInputError({"since": [_("生效日期应在两个单位都存续的期间内。")]})
    if organisation.pk in _line_above(parent.pk) or organisation.pk == parent.pk:
        raise CircularPlacementError(organisation=organisation)
    former = Placement.everywhere.select_for_update().filter(organisation=organisation, valid_to=None).first()
    if former is not None:
        if former.parent_id == parent.pk:
            return former
        if former.valid_from >= since:
            raise InvalidInputError(
                {"since": [_("生效日期应晚于现有隶属关系的起始日期 %(day)s。") % {"day": former.valid_from}]}
            )
        former.valid_to = since
        former.save(update_fields=["valid_to"])
    placement = Placement.everywhere.create(organisation=organisation, parent=parent, valid_from=since)
    record_act(actor=actor, verb="organisation.moved", about=organisation, organisation=organisation, parent=parent.pk)
    return placement


@transaction.atomic
def create_organisation(*, actor: User, values: NewOrganisation) -> Organisation:
    """Found an organisation of the budget tree, below its parent from its first day on."""
    policies.check_can_arrange_organisations(actor)
    organisation = Organisation(
        kind=values.kind, name_zh=values.name_zh, name_en=values.name_en, code=values.code, valid_from=values.since
    )
    try:
        organisation.full_clean()
    except ValidationError as error:
        raise InvalidInputError(error.message_dict) from error
    if values.parent is None and values.kind in PARENT_KINDS:
        raise InvalidInputError({"parent": [_("请选择上级单位。")]})
    organisation.save()
    record_act(actor=actor, verb="organisation.created", about=organisation, organisation=organisation)
    if values.parent is not None:
        place_organisation(actor=actor, organisation=organisation, parent=values.parent, since=values.since)
    return organisation


@transaction.atomic
def close_organisation(*, actor: User, organisation: Organisation, on: date) -> Organisation:
    """Close an organisation: from that day on it stands nowhere and its roles give nothing. What it owned stays."""
    policies.check_can_arrange_organisations(actor)
    organisation = Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)
    if organisation.valid_to is not None:
        raise AlreadyClosedError(organisation=organisation, day=organisation.valid_to)
    parts = Placement.everywhere.filter(parent=organisation).filter(Q(valid_to=None) | Q(valid_to__gt=on))
    if parts.exists():
        raise StillHasPartsError(organisation=organisation, count=parts.count())
    place = Placement.everywhere.select_for_update().filter(organisation=organisation, valid_to=None).first()
    if on <= organisation.valid_from or (place is not None and on <= place.valid_from):
        raise InvalidInputError({"on": [_("撤销日期应晚于设立日期和现有隶属关系的起始日期。")]})
    if place is not None:
        place.valid_to = on
        place.save(update_fields=["valid_to"])
    organisation.valid_to = on
    organisation.save(update_fields=["valid_to"])
    record_act(actor=actor, verb="organisation.closed", about=organisation, organisation=organisation)
    return organisation


@transaction.atomic
def invite(*, actor: User, organisation: Organisation, email: str, role: Role) -> SentInvitation:
    """Offer a role by e-mail. An open invitation of the same role to the same address is replaced."""
    policies.check_can_manage_people(actor, organisation)
    if role not in ROLES_OF_KIND[OrganisationKind(organisation.kind)]:
        raise RoleNotOfferedError(organisation=organisation, role=role.label)
    now = timezone.now()
    same = Invitation.objects.filter(organisation=organisation, email__iexact=email, role=role)
    same.filter(accepted_at=None, revoked_at=None).update(revoked_at=now)

    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=email.lower(),
        role=role,
        token_digest=_digest(token),
        invited_by=actor,
        expires_at=now + timedelta(days=settings.INVITATION_DAYS),
    )
    record_act(actor=actor, verb="invitation.sent", about=invitation, organisation=organisation)
    record_security(kind=SecurityKind.INVITED, user=actor, role=role, organisation=organisation.pk)
    return SentInvitation(invitation, token)


@transaction.atomic
def revoke_invitation(*, actor: User, invitation_id: int) -> Invitation:
    """Withdraw an invitation that nobody accepted yet."""
    invitation = Invitation.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=invitation_id)
    policies.check_can_manage_people(actor, invitation.organisation)
    if invitation.accepted_at is None and invitation.revoked_at is None:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        record_act(actor=actor, verb="invitation.revoked", about=invitation, organisation=invitation.organisation)
    return invitation


@transaction.atomic
def accept_invitation(*, token: str, actor: User | None, account: NewAccount | None = None) -> Membership:
    """Take up an invitation: with the account somebody is signed in with, or by making a new one."""
    invitation = open_invitation(token=token, lock=True)
    if actor is not None and actor.email.lower() != invitation.email:
        raise InvitationForOtherError(email=invitation.email)
    if actor is None and account is None:
        raise InvalidInputError
    user = actor or _create_account(account=account, email=invitation.email)  # type: ignore[arg-type]
    membership = grant_role(actor=None, user=user, organisation=invitation.organisation, role=Role(invitation.role))

    invitation.accepted_at = timezone.now()
    invitation.accepted_by = user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    record_act(actor=user, verb="invitation.accepted", about=invitation, organisation=invitation.organisation)
    return membership


def open_invitation(*, token: str, lock: bool = False) -> Invitation:
    """Return the invitation a token stands for, if it can still be accepted. The token itself is the permission."""
    rows = Invitation.everywhere.select_related("organisation", "invited_by").filter(token_digest=_digest(token))
    invitation = (rows.select_for_update(of=("self",)) if lock else rows).first()
    if invitation is None or invitation.accepted_at or invitation.revoked_at or invitation.expires_at <= timezone.now():
        raise InvitationUnusableError
    return invitation


def _create_account(*, account: NewAccount, email: str) -> User:
    user = User(username=account.username, display_name=account.display_name, email=email)
    try:
        validate_password(account.password, user)
        user.set_password(account.password)
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        fields = error.message_dict if hasattr(error, "error_dict") else {"password": error.messages}
        raise InvalidInputError(fields) from error
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)  # the letter reached them there
    return user


def _tell_of_role(membership: Membership, kind: str, *, actor: User | None) -> None:
    """Tell somebody of a role that another person gave or took; what they did themselves they know."""
    if actor is not None and actor.pk != membership.user_id:
        notify(
            recipients=[membership.user],
            kind=kind,
            key=f"membership:{membership.pk}:{kind}",
            url="/welcome/",
            organisation=membership.organisation.name_zh,
            role=Role(membership.role).label,
        )


def _check_compatible(*, user: User, organisation: Organisation, role: Role) -> None:
    held = Membership.everywhere.filter(user=user, ended_at=None).values_list("organisation_id", "role")
    for organisation_id, other in held:
        pair = frozenset({role, Role(other)})
        is_here = organisation_id == organisation.pk
        if pair in INCOMPATIBLE_ANYWHERE or (is_here and pair in INCOMPATIBLE_IN_ONE_ORGANISATION):
            raise IncompatibleRolesError(role=role.label, held=Role(other).label)


def _line_above(organisation_id: int) -> set[int]:
    """Return every organisation above one, by the open placements."""
    parents = dict(Placement.everywhere.filter(valid_to=None).values_list("organisation_id", "parent_id"))
    line: set[int] = set()
    current: int | None = organisation_id
    while current is not None and current not in line:
        line.add(current)
        current = parents.get(current)
    return line - {organisation_id}


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
