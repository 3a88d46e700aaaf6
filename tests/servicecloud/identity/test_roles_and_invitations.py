"""Roles, the tree of organisations, invitations."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.servicecloud.factories import MembershipFactory, OrganisationFactory, UserFactory

from servicecloud.activity.models import SecurityEvent
from servicecloud.errors import DomainError, InvalidInputError, NotPermittedError
from servicecloud.identity import services
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.errors import (
    CircularPlacementError,
    IncompatibleRolesError,
    InvitationForOtherError,
    InvitationUnusableError,
    LastAdministratorError,
    RoleNotOfferedError,
)
from servicecloud.identity.models import Membership, Placement, User
from servicecloud.identity.services import NewAccount
from servicecloud.identity.standing import forget_standing, standing_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]


@pytest.fixture
def admin():
    return MembershipFactory(role=Role.ADMIN)


def test_granting_a_role_keeps_who_granted_it_and_leaves_a_security_event(admin):
    person = UserFactory()

    membership = services.grant_role(
        actor=admin.user, user=person, organisation=admin.organisation, role=Role.FINANCE_OFFICER
    )

    assert membership.granted_by == admin.user
    assert standing_of(person).holds(Role.FINANCE_OFFICER, organisation_id=admin.organisation.pk)
    assert SecurityEvent.objects.get(kind="role_granted").data["role"] == "finance_officer"


def test_granting_the_same_role_twice_is_one_membership(admin):
    person = UserFactory()

    for _again in range(2):
        services.grant_role(actor=admin.user, user=person, organisation=admin.organisation, role=Role.UNIT_HEAD)

    assert Membership.everywhere.filter(user=person).count() == 1
    assert SecurityEvent.objects.filter(kind="role_granted").count() == 1


@pytest.mark.parametrize(
    ("first", "first_kind", "second", "second_kind", "same"),
    [
        (Role.PROJECT_OFFICER, OrganisationKind.UNIT, Role.UNIT_HEAD, OrganisationKind.UNIT, True),
        (Role.PAYMENT_MAKER, OrganisationKind.OPERATOR, Role.PAYMENT_CHECKER, OrganisationKind.OPERATOR, True),
        (Role.OPERATOR, OrganisationKind.OPERATOR, Role.SECURITY_OFFICER, OrganisationKind.OPERATOR, True),
        (Role.PROJECT_OFFICER, OrganisationKind.UNIT, Role.DEPARTMENT_REVIEWER, OrganisationKind.DEPARTMENT, False),
        (Role.PROJECT_OFFICER, OrganisationKind.UNIT, Role.FINANCE_REVIEWER, OrganisationKind.FINANCE_BUREAU, False),
        (Role.AUDITOR, OrganisationKind.AUDIT_OFFICE, Role.OPERATOR, OrganisationKind.OPERATOR, False),
    ],
)
def test_roles_that_check_each_other_are_never_in_one_hand(first, first_kind, second, second_kind, same):
    person = UserFactory()
    here = OrganisationFactory(kind=first_kind)
    there = here if same else OrganisationFactory(kind=second_kind)
    services.grant_role(actor=None, user=person, organisation=here, role=first)

    with pytest.raises(IncompatibleRolesError) as refusal:
        services.grant_role(actor=None, user=person, organisation=there, role=second)

    assert Membership.everywhere.filter(user=person).count() == 1
    assert str(second.label) in str(refusal.value)


def test_writing_in_one_unit_and_heading_another_is_allowed():
    person = UserFactory()
    services.grant_role(actor=None, user=person, organisation=OrganisationFactory(), role=Role.PROJECT_OFFICER)

    services.grant_role(actor=None, user=person, organisation=OrganisationFactory(), role=Role.UNIT_HEAD)

    assert Membership.everywhere.filter(user=person).count() == 2


def test_a_kind_of_organisation_gives_only_its_own_roles(admin):
    with pytest.raises(RoleNotOfferedError):
        services.grant_role(
            actor=admin.user, user=UserFactory(), organisation=admin.organisation, role=Role.FINANCE_REVIEWER
        )


def test_only_an_administrator_of_the_organisation_gives_its_roles(admin):
    stranger = MembershipFactory(role=Role.ADMIN).user

    with pytest.raises(NotPermittedError):
        services.grant_role(
            actor=stranger, user=UserFactory(), organisation=admin.organisation, role=Role.FINANCE_OFFICER
        )


def test_the_last_administrator_stays(admin):
    with pytest.raises(LastAdministratorError):
        services.end_role(actor=admin.user, membership_id=admin.pk)

    MembershipFactory(organisation=admin.organisation, role=Role.ADMIN)
    assert services.end_role(actor=admin.user, membership_id=admin.pk).ended_at is not None


def test_an_ended_role_gives_nothing_any_more(admin):
    other = MembershipFactory(organisation=admin.organisation, role=Role.FINANCE_OFFICER)

    services.end_role(actor=admin.user, membership_id=other.pk)
    forget_standing(other.user)

    assert standing_of(other.user).held == ()


def test_a_department_sees_what_stands_below_it_today_and_not_what_left():
    department = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)
    here, gone, below_here = OrganisationFactory(), OrganisationFactory(), OrganisationFactory()
    for child, parent, until in (
        (here, department, None),
        (gone, department, date(2024, 1, 1)),
        (below_here, here, None),
    ):
        Placement.everywhere.create(organisation=child, parent=parent, valid_from=date(2020, 1, 1), valid_to=until)
    person = MembershipFactory(organisation=department, role=Role.DEPARTMENT_REVIEWER).user

    assert set(standing_of(person).reach) == {department.pk, here.pk, below_here.pk}


def test_moving_an_organisation_ends_its_former_place_on_the_same_day():
    unit, first, second = (OrganisationFactory() for _each in range(3))
    services.place_organisation(actor=None, organisation=unit, parent=first, since=date(2020, 1, 1))

    services.place_organisation(actor=None, organisation=unit, parent=second, since=date(2024, 7, 1))

    places = Placement.everywhere.filter(organisation=unit).order_by("valid_from")
    assert [(place.parent, place.valid_to) for place in places] == [(first, date(2024, 7, 1)), (second, None)]


def test_an_organisation_never_stands_below_itself():
    top, middle, bottom = (OrganisationFactory() for _each in range(3))
    services.place_organisation(actor=None, organisation=middle, parent=top, since=date(2020, 1, 1))
    services.place_organisation(actor=None, organisation=bottom, parent=middle, since=date(2020, 1, 1))

    with pytest.raises(CircularPlacementError):
        services.place_organisation(actor=None, organisation=top, parent=bottom, since=date(2024, 1, 1))


def test_a_move_cannot_begin_before_the_present_place_does():
    unit, first, second = (OrganisationFactory() for _each in range(3))
    services.place_organisation(actor=None, organisation=unit, parent=first, since=date(2024, 1, 1))

    with pytest.raises(InvalidInputError):
        services.place_organisation(actor=None, organisation=unit, parent=second, since=date(2023, 1, 1))


def sent_by(admin, **changes):
    wanted = {"email": "New.Person@example.com", "role": Role.FINANCE_OFFICER, **changes}
    return services.invite(actor=admin.user, organisation=admin.organisation, **wanted)


def test_accepting_an_invitation_makes_an_account_with_the_role(admin):
    sent = sent_by(admin)

    membership = services.accept_invitation(
        token=sent.token, actor=None, account=NewAccount("newcomer", "新同事", "Correct-Horse-1")
    )

    assert membership.user.email == "new.person@example.com"
    assert membership.user.check_password("Correct-Horse-1")
    assert membership.role == Role.FINANCE_OFFICER


@pytest.mark.parametrize("password", ["short-1", "alllowercase", "lower1234", "密码密码密码密码"])
def test_a_weak_password_makes_no_account_and_leaves_the_invitation_open(admin, password):
    sent = sent_by(admin)

    with pytest.raises(InvalidInputError) as refusal:
        services.accept_invitation(token=sent.token, actor=None, account=NewAccount("newcomer", "新同事", password))

    assert "password" in refusal.value.fields
    assert not User.objects.filter(username="newcomer").exists()
    assert services.open_invitation(token=sent.token) == sent.invitation


def test_an_invitation_is_accepted_once(admin):
    sent = sent_by(admin)
    services.accept_invitation(
        token=sent.token, actor=None, account=NewAccount("newcomer", "新同事", "Correct-Horse-1")
    )

    with pytest.raises(InvitationUnusableError):
        services.accept_invitation(
            token=sent.token, actor=None, account=NewAccount("second", "另一人", "Correct-Horse-1")
        )


def test_an_invitation_ends_when_it_expires_is_withdrawn_or_replaced(admin):
    expired, withdrawn, replaced = (
        sent_by(admin, email="a@example.com"),
        sent_by(admin, email="b@example.com"),
        sent_by(admin),
    )
    expired.invitation.expires_at = timezone.now() - timedelta(seconds=1)
    expired.invitation.save()
    services.revoke_invitation(actor=admin.user, invitation_id=withdrawn.invitation.pk)
    latest = sent_by(admin)

    for sent in (expired, withdrawn, replaced):
        with pytest.raises(InvitationUnusableError):
            services.open_invitation(token=sent.token)
    assert services.open_invitation(token=latest.token) == latest.invitation


def test_an_invitation_to_another_address_is_not_for_the_person_signed_in(admin):
    sent = sent_by(admin)

    with pytest.raises(InvitationForOtherError):
        services.accept_invitation(token=sent.token, actor=UserFactory())


def test_the_token_is_kept_only_as_a_digest(admin):
    sent = sent_by(admin)

    assert sent.token not in str(vars(sent.invitation))


def test_a_refusal_speaks_the_language_asked_for():
    error = RoleNotOfferedError(organisation="某单位", role="评审")

    assert error.message("zh") == "“某单位”不设“评审”这一角色，请另选角色。"
    assert error.message("en").startswith("“某单位” has no role")
    assert isinstance(error, DomainError)
