"""Projects under another department, units merged: documents under way find their reviewer, history and public pages stay."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from tests.servicecloud.factories import MembershipFactory, OrganisationFactory
from tests.servicecloud.performance import making

from servicecloud.errors import InvalidInputError, NotPermittedError
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.models import Placement
from servicecloud.notifications.models import Notification
from servicecloud.performance import errors
from servicecloud.performance.enums import DocumentState, StepKey
from servicecloud.performance.models import Project, ProjectMove
from servicecloud.performance.selectors.bindings import bound_rows, figures_for
from servicecloud.performance.selectors.owners import owner_when
from servicecloud.performance.selectors.waiting import waiting_reviews
from servicecloud.performance.services.moves import apply_due_moves, merge_unit, move_project

TODAY = timezone.localdate()


@pytest.fixture
def other(house):
    """Another department under the same bureau, with its reviewer."""
    department = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)
    Placement.everywhere.create(organisation=department, parent=house.bureau, valid_from=date(2020, 1, 1))
    return MembershipFactory(organisation=department, role=Role.DEPARTMENT_REVIEWER)


@pytest.fixture
def operator():
    return MembershipFactory(organisation__kind=OrganisationKind.OPERATOR, role=Role.OPERATOR).user


@pytest.fixture
def successor(house):
    """A unit that takes over, with its officer and head."""
    unit = OrganisationFactory(kind=OrganisationKind.UNIT)
    Placement.everywhere.create(organisation=unit, parent=house.department, valid_from=date(2020, 1, 1))
    return MembershipFactory(organisation=unit, role=Role.PROJECT_OFFICER)


def move(house, project, department, **changes):
    values = {"actor": house.finance, "effective_on": TODAY, "reason": "职能调整", "department_id": department.pk}
    project.refresh_from_db()
    return move_project(project_id=project.pk, expected=project.version, **(values | changes))


def merge(actor, house, successor, **changes):
    values = {"on": TODAY + timedelta(days=1), "reason": "机构改革", "successor_id": successor.organisation.pk}
    return merge_unit(actor=actor, absorbed_id=house.unit.pk, **(values | changes))


def test_the_document_under_way_waits_for_the_new_department_and_what_was_decided_stays(house, other, in_scope_of):
    project = making.passed(house, making.submitted(house), house.head)

    move(house, project, other.organisation)

    assert waiting_reviews(house.reviewer) == []
    in_scope_of(other.user)
    assert [each.project for each in waiting_reviews(other.user)] == [project]
    making.passed(house, project, other.user, house.finance)
    assert making.table_of(project).state == DocumentState.APPROVED
    assert [review.step for review in project.reviews.order_by("pk")] == [
        "",
        StepKey.UNIT,
        StepKey.DEPARTMENT,
        StepKey.FINANCE,
    ]
    assert Notification.objects.filter(recipient=other.user, kind="performance.waiting").count() == 1


def test_a_move_of_a_day_to_come_takes_effect_on_that_day_and_the_latest_plan_holds(house, other):
    project = making.submitted(house)
    third = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)
    Placement.everywhere.create(organisation=third, parent=house.bureau, valid_from=date(2020, 1, 1))
    move(house, project, third, effective_on=TODAY + timedelta(days=3))
    move(house, project, other.organisation, effective_on=TODAY + timedelta(days=5))

    assert apply_due_moves(today=TODAY + timedelta(days=4)) == 0
    project.refresh_from_db()
    assert project.department == house.department
    assert apply_due_moves(today=TODAY + timedelta(days=5)) == 1
    assert apply_due_moves(today=TODAY + timedelta(days=6)) == 0
    project.refresh_from_db()
    assert (project.department, project.bureau) == (other.organisation, house.bureau)


def test_who_is_not_of_the_bureau_moves_nothing(house, other):
    project = making.a_project(house)

    for person in (house.officer, house.head, house.reviewer):
        with pytest.raises(NotPermittedError):
            move(house, project, other.organisation, actor=person)

    assert not ProjectMove.objects.exists()


def test_a_move_gives_its_reason_leads_elsewhere_and_is_decided_on_what_was_seen(house, other):
    project = making.a_project(house)

    with pytest.raises(InvalidInputError) as refused:
        move(house, project, other.organisation, reason=" ")
    with pytest.raises(errors.SameBodyError):
        move(house, project, house.department)
    with pytest.raises(errors.MovedOnError):
        move_project(
            actor=house.finance,
            project_id=project.pk,
            expected=99,
            department_id=other.organisation.pk,
            effective_on=TODAY,
            reason="职能调整",
        )

    assert list(refused.value.fields) == ["reason"]
    assert not ProjectMove.objects.exists()


def test_a_document_that_nobody_could_decide_holds_the_move_up(house):
    project = making.submitted(house)
    alone = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)

    with pytest.raises(errors.NoReviewerThereError):
        move(house, project, alone)

    project.refresh_from_db()
    assert project.department == house.department


def test_a_move_is_never_rewritten(house, other):
    move(house, making.a_project(house), other.organisation)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ProjectMove.objects.update(reason="别的")


def test_the_projects_of_a_merged_unit_go_on_under_the_successor(house, operator, successor):
    project = making.approved(house)

    merge(operator, house, successor)

    apply_due_moves(today=TODAY + timedelta(days=1))
    project.refresh_from_db()
    house.unit.refresh_from_db()
    assert (project.owner, project.department) == (successor.organisation, house.department)
    assert house.unit.valid_to == TODAY + timedelta(days=1)
    bound = bound_rows(project, making.content_of(project).rows)
    assert [figure.number for figure in figures_for(project, bound)] == [Decimal(5), Decimal(80)]


def test_a_name_that_the_successor_has_too_is_told_apart(house, operator, successor):
    project = making.a_project(house)
    twin = Project.objects.get(pk=project.pk)
    twin.pk, twin.owner, twin._state.adding = None, successor.organisation, True
    twin.save()

    merge(operator, house, successor, on=TODAY + timedelta(days=1))
    apply_due_moves(today=TODAY + timedelta(days=1))

    project.refresh_from_db()
    assert project.name == f"企业培训（{house.unit.name_zh}）"


@pytest.mark.parametrize("wrong", ["self", "closed"])
def test_a_unit_is_merged_into_another_that_lasts(house, operator, successor, wrong):
    if wrong == "closed":
        type(house.unit).everywhere.filter(pk=successor.organisation.pk).update(valid_to=date(2090, 1, 1))
    target = house.unit.pk if wrong == "self" else successor.organisation.pk

    with pytest.raises(InvalidInputError):
        merge(operator, house, successor, successor_id=target)

    house.unit.refresh_from_db()
    assert house.unit.valid_to is None


def test_what_is_public_keeps_the_old_name_with_a_note(house, operator, successor, client):
    project = making.disclosed(house)
    old = house.unit.name_zh

    merge(operator, house, successor)
    apply_due_moves(today=TODAY + timedelta(days=1))

    page = client.get(f"/performance/{project.pk}/").content.decode()
    assert f"{old} 已于" in page
    assert f"并入 {successor.organisation.name_zh}" in page
    project.refresh_from_db()
    assert owner_when(project, timezone.now()).name == old


def test_the_bureau_moves_a_project_on_its_page(house, other, sign_in):
    project = making.a_project(house)
    page, address = sign_in(house.finance), f"/office/projects/{project.pk}/move/"
    data = {"department": other.organisation.pk, "effective_on": TODAY.isoformat(), "reason": "职能调整", "version": 1}

    refused = page.post(address, data | {"reason": ""})
    answer = page.post(address, data, follow=True)

    assert refused.status_code == 422
    assert "职能调整" in answer.content.decode()
    assert Project.objects.get(pk=project.pk).department == other.organisation
