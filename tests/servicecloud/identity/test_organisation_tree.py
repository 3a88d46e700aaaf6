"""The budget tree: as of a day, founded, moved, closed, with its history."""

from datetime import date

import pytest
from django.urls import reverse
from tests.servicecloud.factories import MembershipFactory, OrganisationFactory

from servicecloud.activity.models import Act
from servicecloud.errors import InvalidInputError, NotPermittedError
from servicecloud.identity import services
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.errors import AlreadyClosedError, StillHasPartsError, UnfitParentError
from servicecloud.identity.models import Organisation, Placement
from servicecloud.identity.selectors import Branch, tree_as_of
from servicecloud.identity.services import NewOrganisation
from servicecloud.identity.standing import forget_standing, scope_of, standing_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator():
    organisation = OrganisationFactory(kind=OrganisationKind.OPERATOR)
    return MembershipFactory(organisation=organisation, role=Role.OPERATOR).user


@pytest.fixture
def tree():
    """A bureau with two departments; a unit that moved from the first to the second in July 2023."""
    bureau = OrganisationFactory(kind=OrganisationKind.FINANCE_BUREAU, code="A", name_zh="财政局")
    first = OrganisationFactory(kind=OrganisationKind.DEPARTMENT, code="B", name_zh="经信局")
    second = OrganisationFactory(kind=OrganisationKind.DEPARTMENT, code="C", name_zh="商务局")
    unit = OrganisationFactory(code="D", name_zh="服务中心")
    for child, parent, since in (
        (first, bureau, date(2020, 1, 1)),
        (second, bureau, date(2022, 1, 1)),
        (unit, first, date(2020, 1, 1)),
        (unit, second, date(2023, 7, 1)),
    ):
        services.place_organisation(actor=None, organisation=child, parent=parent, since=since)
    return {"bureau": bureau, "first": first, "second": second, "unit": unit}


def shape(branches: list[Branch]) -> dict[str, object]:
    return {branch.organisation.name_zh: shape(branch.branches) for branch in branches}


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2019, 12, 31), {}),
        (date(2020, 1, 1), {"财政局": {"经信局": {"服务中心": {}}}, "商务局": {}}),
        (date(2023, 6, 30), {"财政局": {"经信局": {"服务中心": {}}, "商务局": {}}}),
        (date(2023, 7, 1), {"财政局": {"经信局": {}, "商务局": {"服务中心": {}}}}),
    ],
)
def test_the_tree_is_drawn_as_it_stood_on_the_day(tree, day, expected):
    assert shape(tree_as_of(day)) == expected


def test_a_department_sees_its_own_branch_as_far_as_its_scope_reaches(tree):
    person = MembershipFactory(organisation=tree["second"], role=Role.DEPARTMENT_REVIEWER).user

    with scope_of(person):
        assert shape(tree_as_of(date(2024, 1, 1))) == {"商务局": {"服务中心": {}}}


@pytest.mark.usefixtures("everything")
def test_founding_puts_an_organisation_below_its_parent_from_its_first_day(operator, tree):
    values = NewOrganisation(OrganisationKind.UNIT, "新中心", "", "E", date(2024, 3, 1), tree["first"])

    founded = services.create_organisation(actor=operator, values=values)

    place = Placement.objects.get(organisation=founded)
    assert (place.parent, place.valid_from, place.valid_to) == (tree["first"], date(2024, 3, 1), None)
    assert Act.objects.filter(verb="organisation.created", actor=operator).exists()


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize(
    ("kind", "parent", "error"),
    [
        (OrganisationKind.UNIT, "bureau", UnfitParentError),
        (OrganisationKind.DEPARTMENT, "first", UnfitParentError),
        (OrganisationKind.FINANCE_BUREAU, "first", UnfitParentError),
        (OrganisationKind.UNIT, None, InvalidInputError),
    ],
)
def test_an_organisation_is_not_founded_where_its_kind_does_not_stand(operator, tree, kind, parent, error):
    values = NewOrganisation(kind, "新单位", "", "E", date(2024, 3, 1), tree.get(parent))

    with pytest.raises(error):
        services.create_organisation(actor=operator, values=values)


@pytest.mark.usefixtures("everything")
def test_a_move_before_the_new_parent_exists_is_refused(tree):
    late = OrganisationFactory(kind=OrganisationKind.DEPARTMENT, valid_from=date(2025, 1, 1))

    with pytest.raises(InvalidInputError) as refusal:
        services.place_organisation(actor=None, organisation=tree["unit"], parent=late, since=date(2024, 1, 1))

    assert set(refusal.value.fields) == {"since"}
    assert Placement.objects.filter(organisation=tree["unit"]).count() == 2


@pytest.mark.usefixtures("everything")
def test_closing_ends_the_place_and_the_roles_and_keeps_the_history(operator, tree):
    person = MembershipFactory(organisation=tree["unit"], role=Role.PROJECT_OFFICER).user

    services.close_organisation(actor=operator, organisation=tree["unit"], on=date(2024, 1, 1))

    forget_standing(person)
    assert standing_of(person).held == ()
    assert shape(tree_as_of(date(2023, 12, 31)))["财政局"]["商务局"] == {"服务中心": {}}
    assert shape(tree_as_of(date(2024, 1, 1)))["财政局"]["商务局"] == {}
    with pytest.raises(AlreadyClosedError):
        services.place_organisation(
            actor=operator,
            organisation=Organisation.objects.get(code="D"),
            parent=tree["first"],
            since=date(2025, 1, 1),
        )


@pytest.mark.usefixtures("everything")
def test_an_organisation_with_parts_is_not_closed(operator, tree):
    with pytest.raises(StillHasPartsError) as refusal:
        services.close_organisation(actor=operator, organisation=tree["second"], on=date(2024, 1, 1))

    tree["second"].refresh_from_db()
    assert tree["second"].valid_to is None
    assert refusal.value.data["count"] == 1


@pytest.mark.usefixtures("everything")
@pytest.mark.parametrize("day", [date(2020, 1, 1), date(2023, 7, 1)])
def test_an_organisation_cannot_close_before_its_present_place_began(operator, tree, day):
    with pytest.raises(InvalidInputError):
        services.close_organisation(actor=operator, organisation=tree["unit"], on=day)


@pytest.mark.usefixtures("everything")
def test_a_department_does_not_arrange_the_tree(tree):
    person = MembershipFactory(organisation=tree["second"], role=Role.DEPARTMENT_REVIEWER).user

    with pytest.raises(NotPermittedError):
        services.close_organisation(actor=person, organisation=tree["unit"], on=date(2024, 1, 1))


def test_the_page_shows_where_a_unit_stood_on_an_earlier_day(town, sign_in):
    other = OrganisationFactory(kind=OrganisationKind.DEPARTMENT, name_zh="另一个局")
    client, unit = sign_in(town.people["operator"]), town.organisations["unit"]
    address = reverse("office:organisation", args=[unit.pk])

    moved = client.post(f"{address}move/", {"parent": other.pk, "since": "2024-07-01"}, follow=True).content.decode()
    then = client.get("/office/organisations/tree/?on=2024-06-30").content.decode()

    assert "另一个局" in moved
    assert "2024-07-01" in moved
    assert "以下是 2024-06-30 的隶属关系" in then
    assert then.index(str(town.organisations["department"])) < then.index(str(unit))


def test_a_refused_closing_says_why_on_the_page(town, sign_in):
    address = reverse("office:close_organisation", args=[town.organisations["department"].pk])

    page = sign_in(town.people["security"]).post(address, {"on": "2024-07-01"}).content.decode()

    assert "之下还有 1 个单位" in page
