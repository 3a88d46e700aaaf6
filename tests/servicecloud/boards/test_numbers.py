"""From a number of the tracking table to its entries: the page counts under the very rule of the row, and gives the same number."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.servicecloud.factories import MembershipFactory, OrganisationFactory
from tests.servicecloud.performance import making

from servicecloud.boards.models import TrackedIndicator
from servicecloud.boards.services.renewing import renew
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.models import Placement
from servicecloud.ledger.models import Register
from servicecloud.ledger.services.registers import add_row, define_register
from servicecloud.performance.models import Project
from servicecloud.performance.services import evaluation_building, targets
from servicecloud.performance.services.moves import merge_unit
from servicecloud.performance.values import Binding

YEAR = 2024
VISITS = {"东": 3, "西": 2, "北": 4}


@pytest.fixture
def project(house):
    """A project whose first row counts the visits of two of three districts."""
    made = making.declared(house, year=YEAR)
    register = define_register(
        actor=house.officer,
        owner=house.unit,
        values={
            "title_zh": "企业走访",
            "counts_zh": "走访的企业",
            "unit": "家次",
            "counting": "count",
            "has_subject": False,
            "dimensions": [{"name": "d1", "title_zh": "片区", "title_en": "District", "values": list(VISITS)}],
        },
    )
    for district, number in VISITS.items():
        for at in range(number):
            values = {"happened_on": date(YEAR, 2, 1), "dimensions": {"d1": district}, "note": f"{district}{at}"}
            add_row(actor=house.officer, register_id=register.pk, values=values)
    targets.bind_row(
        actor=house.officer,
        project_id=made.pk,
        expected=making.table_of(made).version,
        key=making.content_of(made).rows[0].key,
        binding=Binding(kind="measure", measure=register.code, filters={"d1": ("东", "西")}),
    )
    targets.submit_target(actor=house.officer, project_id=made.pk, expected=making.table_of(made).version)
    making.passed(house, made, house.head, house.reviewer, house.finance)
    renew([made.pk])
    return made


def address(row):
    return f"/office/boards/projects/{row.project_id}/indicators/{row.key}/"


def test_a_filter_with_several_values_is_passed_whole_and_the_number_is_that_of_the_table(house, project, sign_in):
    client = sign_in(house.reviewer)
    row = TrackedIndicator.objects.get(position=0)

    page = client.get(address(row))

    assert row.actual == page.context["printed"] == "5(家次)"
    assert page.context["figure"].counted == row.entries == 5
    assert {entry.dimension_values["d1"] for entry, _why in page.context["lines"]} == {"东", "西"}
    assert page.context["choices"] == [("片区", "东、西")]


def test_every_number_of_the_table_leads_to_a_page_that_gives_the_same(house, project, sign_in):
    client = sign_in(house.reviewer)
    table = client.get("/office/boards/indicators/").content.decode()
    board = client.get(f"/office/boards/projects/{project.pk}/").content.decode()
    counted = [row for row in TrackedIndicator.objects.order_by("position") if row.measure]

    assert [row.how for row in counted] == ["number", "share"]
    for row in counted:
        assert f'href="{address(row)}">{row.actual}<' in table
        assert f'href="{address(row)}">{row.actual}<' in board
        page = client.get(address(row))
        assert (page.context["printed"], page.context["figure"].counted) == (row.actual, row.entries)
        assert "更新看板之后又有新记录" not in page.content.decode()


def test_entries_recorded_since_the_renewal_are_said_to_be_new(house, project, sign_in):
    register = Register.objects.get(title_zh="企业走访")
    values = {"happened_on": date(YEAR, 3, 1), "dimensions": {"d1": "东"}, "note": "补录"}
    add_row(actor=house.officer, register_id=register.pk, values=values)
    row = TrackedIndicator.objects.get(position=0)

    page = sign_in(house.reviewer).get(address(row))

    assert (row.actual, page.context["printed"]) == ("5(家次)", "6(家次)")
    assert "更新看板之后又有新记录" in page.content.decode()


def test_a_row_in_words_and_a_row_of_others_have_no_such_page(house, project, sign_in):
    words = TrackedIndicator.objects.get(position=1)
    counted = TrackedIndicator.objects.get(position=0)
    stranger = MembershipFactory(role=Role.PROJECT_OFFICER, organisation=OrganisationFactory()).user

    assert sign_in(house.reviewer).get(address(words)).status_code == 404
    assert sign_in(stranger).get(address(counted)).status_code == 404


def test_after_a_merger_the_successor_sees_and_counts_the_entries_of_both_units(house, project, sign_in, in_scope_of):
    successor = MembershipFactory(
        organisation=OrganisationFactory(kind=OrganisationKind.UNIT), role=Role.PROJECT_OFFICER
    )
    Placement.everywhere.create(
        organisation=successor.organisation, parent=house.department, valid_from=date(2020, 1, 1)
    )
    merge_unit(
        actor=MembershipFactory(organisation__kind=OrganisationKind.OPERATOR, role=Role.OPERATOR).user,
        absorbed_id=house.unit.pk,
        successor_id=successor.organisation.pk,
        on=timezone.localdate() - timedelta(days=1),
        reason="机构改革",
    )
    renew([project.pk])
    row = TrackedIndicator.objects.get(position=0)
    client = sign_in(successor.user)

    page = client.get(address(row))
    assert (page.context["printed"], row.actual) == ("5(家次)", "5(家次)")
    assert len(page.context["lines"]) == 5

    in_scope_of(successor.user)
    evaluation_building.build_evaluation(actor=successor.user, project_id=Project.objects.get(pk=project.pk).pk)
    assert making.evaluation_of(project).content["rows"][0]["actual"] == "5(家次)"
