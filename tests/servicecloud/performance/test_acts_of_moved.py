"""The acts behind a number of a moved project: seen by the people it belongs to now, and by nobody else."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.servicecloud.factories import MembershipFactory, OrganisationFactory
from tests.servicecloud.performance import making

from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.models import Membership, Placement
from servicecloud.ledger.models import Entry, Snapshot
from servicecloud.ledger.services.registers import add_row, define_register
from servicecloud.oversight.enums import ExaminationKind
from servicecloud.oversight.models import Examination
from servicecloud.oversight.services.examining import begin_review, save_examination
from servicecloud.performance.services.moves import apply_due_moves, merge_unit, move_project

TODAY = timezone.localdate()
PAGES = ("snapshots/{number}/", "snapshots/{number}/entries/", "entries/{entry}/", "entries/{entry}/proof/")


@pytest.fixture
def successor(house):
    """The officer of the unit that takes over, under another department."""
    department = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)
    unit = OrganisationFactory(kind=OrganisationKind.UNIT)
    for below, above in ((unit, department), (department, house.bureau)):
        Placement.everywhere.create(organisation=below, parent=above, valid_from=date(2020, 1, 1))
    return MembershipFactory(organisation=unit, role=Role.PROJECT_OFFICER).user


@pytest.fixture
def other(house):
    """A reviewer of another department under the same bureau, who has nothing to do with the unit."""
    department = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)
    Placement.everywhere.create(organisation=department, parent=house.bureau, valid_from=date(2020, 1, 1))
    return MembershipFactory(organisation=department, role=Role.DEPARTMENT_REVIEWER).user


@pytest.fixture
def stranger():
    """An officer of a unit that has nothing to do with either."""
    unit = OrganisationFactory(kind=OrganisationKind.UNIT)
    return MembershipFactory(organisation=unit, role=Role.PROJECT_OFFICER).user


def unit_of(person):
    return Membership.everywhere.get(user=person).organisation


def merged(house, successor):
    operator = MembershipFactory(organisation__kind=OrganisationKind.OPERATOR, role=Role.OPERATOR).user
    unit = unit_of(successor)
    merge_unit(
        actor=operator,
        absorbed_id=house.unit.pk,
        successor_id=unit.pk,
        on=TODAY + timedelta(days=1),
        reason="机构改革",
    )
    apply_due_moves(today=TODAY + timedelta(days=1))


def moved(house, project, department):
    project.refresh_from_db()
    move_project(
        actor=house.finance,
        project_id=project.pk,
        expected=project.version,
        department_id=department.pk,
        effective_on=TODAY,
        reason="职能调整",
    )


def pages_of(project):
    row = next(each for each in making.evaluation_of(project).content["rows"] if each["snapshot"])
    entry = Entry.everywhere.filter(happened_on__year=project.year).earliest("pk")
    return [f"/office/ledger/{page.format(number=row['snapshot'], entry=entry.pk)}" for page in PAGES]


def answers(client, pages):
    return [client.get(page).status_code for page in pages]


def test_the_successor_opens_the_acts_behind_the_numbers_that_came_to_it_and_nobody_else_does(
    house, successor, other, stranger, sign_in
):
    project = making.built(house)
    pages = pages_of(project)
    before = answers(sign_in(successor), pages)

    merged(house, successor)

    assert before == [404, 404, 404, 404]
    assert answers(sign_in(successor), pages) == [200, 200, 200, 200]
    for person in (other, stranger):
        assert answers(sign_in(person), pages) == [404, 404, 404, 404]


def test_the_successor_sees_every_entry_that_the_number_counts(house, successor, sign_in):
    project = making.built(house)
    number = pages_of(project)[1]

    merged(house, successor)

    figure = sign_in(successor).get(number).context["figure"]
    assert figure.counted == Snapshot.everywhere.earliest("pk").counted == 5


def test_what_no_indicator_of_the_project_counts_stays_closed(house, successor, sign_in):
    project = making.built(house)
    secret = define_register(
        actor=house.officer,
        owner=house.unit,
        values={"title_zh": "来访", "counts_zh": "来访", "unit": "次", "counting": "count", "has_subject": False},
    )
    day = {"happened_on": date(project.year, 2, 1), "note": "来访"}
    add_row(actor=house.officer, register_id=secret.pk, values=day)
    entry = Entry.everywhere.latest("pk")
    register = making.a_register(house, year=project.year - 1)
    earlier = Entry.everywhere.filter(measure__code=register.code, happened_on__year=project.year - 1).latest("pk")

    merged(house, successor)

    client = sign_in(successor)
    assert [client.get(f"/office/ledger/entries/{each.pk}/").status_code for each in (entry, earlier)] == [404, 404]


def test_a_frozen_number_that_is_part_of_no_document_stays_closed(house, successor, sign_in):
    project = making.built(house)
    own = Snapshot.everywhere.earliest("pk")
    free = Snapshot.everywhere.get(pk=own.pk)
    free.pk, free._state.adding = None, True
    free.save()

    merged(house, successor)

    assert project.pk
    assert sign_in(successor).get(f"/office/ledger/snapshots/{free.pk}/").status_code == 404


def test_an_entry_that_is_read_cannot_be_taken_back_by_the_successor(house, successor, sign_in):
    project = making.built(house)
    entry = pages_of(project)[2]
    merged(house, successor)

    page = sign_in(successor).get(entry).content.decode()

    assert "冲销这条记录" not in page
    assert sign_in(successor).post(f"{entry}reverse/", {"reason": "不对"}).status_code == 404


def test_the_new_department_of_a_project_opens_its_numbers_its_pages_and_its_examination(house, other, sign_in):
    project = making.evaluated(house)
    begin_review(actor=house.reviewer, project_id=project.pk)
    examination = Examination.objects.get(kind=ExaminationKind.REVIEW)
    department = unit_of(other)
    pages = [
        *pages_of(project),
        *(f"/office/projects/{project.pk}/{page}" for page in ("", "target/", "evaluation/", "money/", "payments/")),
        f"/office/oversight/projects/{project.pk}/",
        f"/office/oversight/examinations/{examination.pk}/",
    ]
    before = answers(sign_in(other), pages)

    moved(house, project, department)

    assert set(before) == {404}
    assert answers(sign_in(other), pages) == [200] * len(pages)
    save_examination(actor=other, examination_id=examination.pk, expected=examination.version, rows={}, comment="接办")
    examination.refresh_from_db()
    assert examination.body == department
